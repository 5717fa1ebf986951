"""Somebody of the demo's cell asks to be away from the meeting that is being prepared."""

from chibo.areas.attending.actions import ask_absence
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import roll_of
from chibo.core.actor import Actor
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff


def ask_absences(province: Province, staff: Staff) -> None:
    """One request that waits for the secretary, where a meeting is still to come."""
    unit = staff.units[province.demo_cell.code]
    rows = Meeting.objects.unscoped("the sample's own rows").select_related("unit")
    coming = rows.filter(unit=unit, planned_on__gte=province.today, held_on__isnull=True)
    meeting = coming.order_by("planned_on", "id").first()
    if meeting is None:
        return
    member = next(row.member for row in reversed(roll_of(meeting)) if not row.is_exempt)
    ask_absence(
        actor=Actor(None, member.full_name, member.pk, ()),
        meeting_id=meeting.pk,
        reason="duty",
        remark="Tôi đi tập huấn ở tỉnh, xin gửi ý kiến trước bằng giấy.",
        now=at(province.running.first, 8),
    )
