"""Typing a number no record holds."""

from datetime import datetime

from django.db import transaction

from chibo.areas.organisation.models import Unit
from chibo.areas.statistics.errors import BadNumber
from chibo.areas.statistics.models import TypedNumber
from chibo.areas.statistics.permissions import TYPE
from chibo.areas.statistics.rules import period_of
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version
from chibo.regulations import StatisticsRules

LARGEST = 999_999


@transaction.atomic
def type_number(
    *,
    actor: Actor,
    unit_id: int,
    period: str,
    year: int,
    key: str,
    number: int | None,
    version: int,
    now: datetime,
) -> TypedNumber | None:
    """Tell a number of the unit itself, without what units below tell; None takes it back.

    `version` 0: nothing was told when the person looked. Raises NotThere, NotAllowed, BadPeriod,
    BadNumber, ChangedMeanwhile.
    """
    unit = lock_row(Unit.objects, actor, pk=unit_id)
    actor.require(TYPE, unit)
    rules, told = period_of(period, year, now.date())
    _check(rules, key, number)
    where = {"unit": unit, "year": told.year, "period": told.period.code, "key": key}
    rows = TypedNumber.objects.visible_to(actor).select_for_update(of=("self",))
    row = rows.filter(**where).first()
    target = f"typed_number:{unit.pk}:{year}:{period}:{key}"
    require_version(row.version if row else 0, version, target)
    before = row.number if row else None
    if before == number:
        return row
    row = _written(row, where, actor, number, now)
    audit.record(
        actor=actor,
        action="statistics.typed",
        at=now,
        unit_id=unit.pk,
        target=target,
        changes={"number": [before, number]},
    )
    return row


def _check(rules: StatisticsRules, key: str, number: int | None) -> None:
    if rules.typed(key) is None:
        raise BadNumber(_("Dòng này tính từ hồ sơ, không ghi tay."))
    if number is not None and not 0 <= number <= LARGEST:
        raise BadNumber(_("Số phải từ 0 đến 999.999. Hãy xem lại số vừa ghi."))


def _written(
    row: TypedNumber | None,
    where: dict[str, object],
    actor: Actor,
    number: int | None,
    now: datetime,
) -> TypedNumber | None:
    if number is None:
        if row is not None:
            row.delete()
        return None
    row = row or TypedNumber(**where, version=0)
    row.number, row.typed_by, row.typed_at = number, actor.name, now
    row.version += 1
    row.save()
    return row
