"""What a body lays down for the cells below it: region, shares, reliefs."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from chibo.areas.dues import permissions
from chibo.areas.dues.errors import BadSetting
from chibo.areas.dues.models import DuesSetting, Region
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.rows import get_row, require_version
from chibo.regulations import dues_rules


@dataclass(frozen=True)
class Laid:
    """Region of least wages, per cent that cells and the body keep, reliefs that apply."""

    region: str
    cell_keeps: Decimal | None
    body_keeps: Decimal | None
    reliefs: tuple[str, ...]
    decision_number: str = ""


@transaction.atomic
def lay_down(
    *, actor: Actor, unit_id: int, starts_on: Month, laid: Laid, version: int, now: datetime
) -> DuesSetting:
    """From the month on this holds for every cell below; the same month again replaces it.

    Months already closed keep the shares they were closed by. `version` as in `set_rate`.
    """
    unit = get_row(Unit.objects.select_for_update(of=("self",)), actor, pk=unit_id)
    actor.require(permissions.SETTLE, unit)
    _check(unit, starts_on, laid)
    rows = DuesSetting.objects.unscoped("a setting of a body the actor settles dues for")
    old = rows.filter(unit=unit, starts_on=starts_on.first).first()
    require_version(old.version if old else 0, version)
    after = {
        **vars(laid),
        "reliefs": sorted(laid.reliefs),
        "decision_number": laid.decision_number.strip(),
    }
    changes = audit.differences({name: getattr(old, name, None) for name in after}, after)
    if old and not changes:
        return old
    row = old or DuesSetting(unit=unit, starts_on=starts_on.first, version=0)
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        action="dues.laid_down",
        at=now,
        unit_id=unit.pk,
        target=f"unit:{unit.pk}",
        changes={"from": str(starts_on), **changes},
    )
    return row


def _check(unit: Unit, starts_on: Month, laid: Laid) -> None:
    if laid.region and laid.region not in Region.values:
        raise BadSetting(_("Không có vùng lương này. Hãy chọn một trong bốn vùng."))
    for share in (laid.cell_keeps, laid.body_keeps):
        if share is not None and not 0 <= share <= 100:
            raise BadSetting(_("Tỷ lệ giữ lại phải từ 0 đến 100%. Hãy ghi lại."))
    rules = dues_rules(starts_on.first)
    known = {relief.code for relief in rules.reliefs} if rules else set()
    if not set(laid.reliefs) <= known:
        raise BadSetting(_("Tháng này quy định không có trường hợp miễn, giảm đã chọn."))
