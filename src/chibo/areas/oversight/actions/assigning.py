"""One assignment: given, corrected, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight import permissions
from chibo.areas.oversight.errors import BadOverseeing
from chibo.areas.oversight.models import Overseeing
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version
from chibo.core.vietnamese import show_date

WHY = "the overseers of a unit are checked together; the actor was asked at the unit"


@dataclass(frozen=True)
class Duty:
    """What is written down of an assignment. `ends_before` is the first day it no longer runs."""

    member_id: int
    starts_on: date
    is_lead: bool = True
    decision: str = ""
    ends_before: date | None = None


@transaction.atomic
def assign(*, actor: Actor, unit_id: int, duty: Duty, now: datetime) -> Overseeing:
    """Somebody follows a unit from a day on; decided above the unit.

    Raises NotThere, NotAllowed, BadOverseeing.
    """
    unit = lock_unit(actor, unit_id)
    member = get_row(Member.objects, actor, pk=duty.member_id)
    _check(unit, member, duty)
    row = Overseeing.objects.create(unit=unit, **vars(duty))
    trail(actor, "overseer.assigned", row, now, {"member": member.code, **_plain(duty)})
    return row


@transaction.atomic
def correct(
    *, actor: Actor, overseeing_id: int, duty: Duty, version: int, now: datetime
) -> Overseeing:
    """Write down an assignment better: its days, its decision, who leads. The person stays."""
    row = lock_overseeing(actor, overseeing_id)
    require_version(row.version, version, f"overseeing:{row.pk}")
    if duty.member_id != row.member_id:
        raise BadOverseeing(
            _("Đổi người thì thôi người cũ rồi giao người mới, để còn biết ai phụ trách khi nào.")
        )
    _check(row.unit, row.member, duty, but=row)
    after = vars(duty)
    changes = audit.differences({name: getattr(row, name) for name in after}, after)
    if not changes:
        return row
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    trail(actor, "overseer.corrected", row, now, changes)
    return row


@transaction.atomic
def end(
    *, actor: Actor, overseeing_id: int, ends_before: date, version: int, now: datetime
) -> Overseeing:
    """From `ends_before` on the member no longer follows the unit. Ended twice changes nothing."""
    row = lock_overseeing(actor, overseeing_id)
    if row.ends_before == ends_before:
        return row
    require_version(row.version, version, f"overseeing:{row.pk}")
    if ends_before <= row.starts_on:
        raise BadOverseeing(
            _("Ngày thôi phải sau ngày bắt đầu phụ trách %s. Hãy xem lại ngày.")
            % show_date(row.starts_on)
        )
    before, row.ends_before = row.ends_before, ends_before
    row.version += 1
    row.save()
    changes = audit.differences({"ends_before": before}, {"ends_before": ends_before})
    trail(actor, "overseer.ended", row, now, changes)
    return row


def lock_unit(actor: Actor, unit_id: int) -> Unit:
    """The unit, held; who may decide over it is asked above it."""
    lock_row(Unit.objects, actor, pk=unit_id)
    unit = get_row(Unit.objects.select_related("parent"), actor, pk=unit_id)
    require_above(actor, unit)
    return unit


def require_above(actor: Actor, unit: Unit) -> None:
    """Raise unless the actor assigns overseers in the body above the unit."""
    if unit.parent is None:
        raise BadOverseeing(
            _("“%s” là tổ chức cao nhất ở đây nên không có cấp ủy viên cấp trên phụ trách.") % unit
        )
    actor.require(permissions.ASSIGN, unit.parent)


def lock_overseeing(actor: Actor, overseeing_id: int) -> Overseeing:
    """The assignment, held with its unit."""
    found = get_row(Overseeing.objects, actor, pk=overseeing_id)
    lock_unit(actor, found.unit_id)
    return lock_row(Overseeing.objects.select_related("unit", "member"), actor, pk=overseeing_id)


def _check(unit: Unit, member: Member, duty: Duty, but: Overseeing | None = None) -> None:
    if duty.ends_before and duty.ends_before <= duty.starts_on:
        raise BadOverseeing(_("Ngày thôi phải sau ngày bắt đầu. Hãy xem lại hai ngày."))
    if not unit.exists_on(duty.starts_on):
        raise BadOverseeing(
            _("“%(unit)s” không tồn tại ngày %(day)s. Hãy xem lại ngày bắt đầu.")
            % {"unit": unit, "day": show_date(duty.starts_on)}
        )
    if not member.counted_on(duty.starts_on):
        raise BadOverseeing(
            _("%(member)s không còn hoặc chưa là đảng viên ngày %(day)s. Hãy chọn người khác.")
            % {"member": member, "day": show_date(duty.starts_on)}
        )
    for other in beside(unit, duty.starts_on, duty.ends_before):
        if but is None or other.pk != but.pk:
            _refuse_beside(other, member, duty)


def beside(unit: Unit, starts_on: date, ends_before: date | None) -> list[Overseeing]:
    """The assignments of the unit that share a day with `[starts_on, ends_before)`."""
    rows = Overseeing.objects.unscoped(WHY).filter(unit=unit).not_ended_on(starts_on)
    if ends_before is not None:
        rows = rows.filter(starts_on__lt=ends_before)
    return list(rows.select_related("member").order_by("id"))


def _refuse_beside(other: Overseeing, member: Member, duty: Duty) -> None:
    if other.member_id == member.pk:
        raise BadOverseeing(
            _("%(member)s đã phụ trách đơn vị này từ %(day)s. Không cần giao lại.")
            % {"member": member, "day": show_date(other.starts_on)}
        )
    if other.is_lead and duty.is_lead:
        raise BadOverseeing(
            _(
                "%(member)s đang là người phụ trách chính từ %(day)s. Hãy ghi người mới là cùng "
                "phụ trách, hoặc cho người cũ thôi trước."
            )
            % {"member": other.member, "day": show_date(other.starts_on)}
        )


def _plain(duty: Duty) -> dict[str, object]:
    days = {"starts_on": duty.starts_on, "ends_before": duty.ends_before}
    told = {name: str(day) for name, day in days.items() if day}
    return {**told, "is_lead": duty.is_lead, "decision": duty.decision}


def trail(
    actor: Actor, action: str, row: Overseeing, now: datetime, changes: Mapping[str, object]
) -> None:
    """One event of one assignment."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=row.unit_id,
        target=f"overseeing:{row.pk}",
        changes=dict(changes),
    )
