"""The demo's cell has its draft report written from the records, with a sentence of its own."""

from chibo.areas.drafts.actions import add, gather
from chibo.areas.meetings.models import Meeting
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff


def write_drafts(province: Province, staff: Staff) -> None:
    """Both drafts of the meeting that is still to come."""
    cell = province.demo_cell
    rows = Meeting.objects.unscoped("the sample's own rows")
    coming = rows.filter(
        unit=staff.units[cell.code], planned_on__gte=province.today, held_on__isnull=True
    )
    meeting = coming.order_by("planned_on", "id").first()
    if meeting is None:
        return
    actor, now = staff.actor("secretary", cell.code), at(province.today, 6)
    for kind in ("report", "resolution"):
        gather(actor=actor, meeting_id=meeting.pk, kind=kind, now=now)
    add(
        actor=actor,
        meeting_id=meeting.pk,
        kind="report",
        section="coming",
        text="Chuẩn bị tổng kết năm và bình xét gia đình văn hóa.",
        now=now,
    )
