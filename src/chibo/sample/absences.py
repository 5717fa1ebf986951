"""Members of the demo's cell before its coming meeting: one asks to be away, some read papers."""

from chibo.areas.attending.actions import ask_absence, open_paper
from chibo.areas.meetings.models import Meeting, PaperToSend
from chibo.areas.meetings.queries import roll_of
from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff

READERS = 0.4


def ask_absences(province: Province, staff: Staff) -> None:
    """One request that waits for the secretary, and papers some have opened, where a meeting is
    still to come."""
    unit = staff.units[province.demo_cell.code]
    rows = Meeting.objects.unscoped("the sample's own rows").select_related("unit")
    coming = rows.filter(unit=unit, planned_on__gte=province.today, held_on__isnull=True)
    meeting = coming.order_by("planned_on", "id").first()
    if meeting is None:
        return
    called = [row.member for row in roll_of(meeting) if not row.is_exempt]
    ask_absence(
        actor=_themself(called[-1]),
        meeting_id=meeting.pk,
        reason="duty",
        remark="Tôi đi tập huấn ở tỉnh, xin gửi ý kiến trước bằng giấy.",
        now=at(province.running.first, 8),
    )
    if meeting.papers_sent_on is None:
        return
    for paper in PaperToSend.objects.filter(meeting=meeting).order_by("id"):
        for member in called[1 : round(len(called) * READERS)]:
            open_paper(
                actor=_themself(member),
                meeting_id=meeting.pk,
                paper_id=paper.pk,
                now=at(meeting.papers_sent_on, 20),
            )


def _themself(member: Member) -> Actor:
    return Actor(None, member.full_name, member.pk, ())
