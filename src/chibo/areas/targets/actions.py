"""Setting targets of a unit and of those directly below it, and saying why one is behind."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.organisation.models import Unit
from chibo.areas.targets import permissions
from chibo.areas.targets.errors import BadTarget
from chibo.areas.targets.models import Target
from chibo.areas.targets.queries import seen_mark
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version

WHY = "targets of a unit and of those below it, each asked for before it is written"
LARGEST = Decimal(999_999_999)


@transaction.atomic
def set_targets(
    *,
    actor: Actor,
    unit_id: int,
    year: int,
    indicator: str,
    numbers: Mapping[int, Decimal | None],
    seen: str,
    now: datetime,
) -> int:
    """Write a year's targets of one indicator for a unit and units directly below it.

    `numbers` by unit; None takes a target back. `seen`: the mark of what the person read. Gives
    back how many changed. Raises NotThere, NotAllowed, BadTarget, ChangedMeanwhile.
    """
    top = get_row(Unit.objects.select_for_update(), actor, pk=unit_id)
    units = _units(actor, top, numbers)
    held = _held(units, year, indicator)
    if seen != seen_mark(list(held.values())):
        require_version(1, 0, f"targets:{top.pk}:{year}:{indicator}")
    changed = {}
    for unit in units:
        before, after = held.get(unit.pk), numbers[unit.pk]
        if (before.planned if before else None) != after:
            _check(unit, year, after)
            _write(unit, year, indicator, before, after)
            changed[unit.code] = [_told(before.planned if before else None), _told(after)]
    if changed:
        audit.record(
            actor=actor,
            action="targets.set",
            at=now,
            unit_id=top.pk,
            target=f"targets:{top.pk}:{year}:{indicator}",
            changes=changed,
        )
    return len(changed)


@transaction.atomic
def explain_lag(
    *, actor: Actor, target_id: int, reason: str, version: int, now: datetime
) -> Target:
    """Say in one's own words why a target is behind; empty takes it back.

    Raises NotThere, NotAllowed, ChangedMeanwhile, MarkedSecret.
    """
    target = lock_row(Target.objects.select_related("unit"), actor, pk=target_id)
    actor.require(permissions.SET, target)
    require_version(target.version, version, f"target:{target.pk}")
    refuse_if_secret(text=reason)
    changes = audit.differences({"lag_reason": target.lag_reason}, {"lag_reason": reason.strip()})
    if changes:
        target.lag_reason = reason.strip()
        target.version += 1
        target.save()
        audit.record(
            actor=actor,
            action="target.explained",
            at=now,
            unit_id=target.unit_id,
            target=f"target:{target.pk}",
            changes=changes,
        )
    return target


def _held(units: Sequence[Unit], year: int, indicator: str) -> dict[int, Target]:
    rows = Target.objects.unscoped(WHY).select_for_update(of=("self",))
    found = rows.filter(unit__in=units, year=year, indicator=indicator)
    return {target.unit_id: target for target in found}


def _units(actor: Actor, top: Unit, numbers: Mapping[int, Decimal | None]) -> Sequence[Unit]:
    """The units named, each the unit itself or directly below it, where the actor may set."""
    rows = Unit.objects.unscoped(WHY).filter(pk__in=list(numbers)).order_by("path")
    units = [unit for unit in rows if top.pk in (unit.pk, unit.parent_id)]
    if len(units) < len(numbers):
        raise NotThere(_("Có đơn vị không trực thuộc cấp ủy này. Hãy mở lại trang rồi ghi lại."))
    for unit in units:
        actor.require(permissions.SET, unit)
    return units


def _told(planned: Decimal | None) -> str | None:
    return None if planned is None else str(planned)


def _check(unit: Unit, year: int, planned: Decimal | None) -> None:
    if planned is not None and not 0 <= planned <= LARGEST:
        raise BadTarget(
            _("Chỉ tiêu của %s phải là một số từ 0 trở lên.") % unit.name, f"unit_{unit.pk}"
        )
    founded, ended = unit.founded_on, unit.ended_before
    if planned is not None and (
        (founded is not None and founded.year > year)
        or (ended is not None and (ended.year, ended.month, ended.day) <= (year, 1, 1))
    ):
        raise BadTarget(
            _("%(unit)s không tồn tại ngày nào trong năm %(year)d. Hãy chọn năm khác.")
            % {"unit": unit.name, "year": year},
            f"unit_{unit.pk}",
        )


def _write(
    unit: Unit, year: int, indicator: str, before: Target | None, planned: Decimal | None
) -> None:
    if before is None:
        assert planned is not None
        Target.objects.create(unit=unit, year=year, indicator=indicator, planned=planned)
    elif planned is None:
        before.delete()
    else:
        before.planned = planned
        before.version += 1
        before.save()
