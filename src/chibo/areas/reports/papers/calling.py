"""Papers that call a meeting beside the notice: invitation and agenda, of a cell and its chi ủy."""

from collections.abc import Callable
from datetime import date, datetime

from chibo.areas.access.queries import signers
from chibo.areas.committee_meetings.models import CommitteeMeeting
from chibo.areas.committee_meetings.queries import get_sitting, points_of, roll_of
from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.documents.signing import signed_by_head
from chibo.areas.meetings.models import PaperToSend
from chibo.areas.organisation.queries import ancestors
from chibo.areas.oversight.queries.overseers import overseers_of
from chibo.areas.reports.papers.record import (
    MeetingRecord,
    heading,
    moment,
    secretary_signs,
    subject_of,
)
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _, in_vietnamese


def invitation(record: MeetingRecord, today: date) -> paper.InvitationPaper:
    """Giấy mời: who follows the cell for the committee above, and the guests written down."""
    meeting = record.meeting
    above = [
        _("%s, cấp ủy viên phụ trách chi bộ") % row.member.full_name
        for row in overseers_of(record.actor, meeting.unit, record.on)
    ]
    guests = [name.strip() for name in meeting.visitors.split(";") if name.strip()]
    known = {row.partition(",")[0] for row in above}
    others = [name for name in guests if not any(each in name for each in known)]
    return paper.InvitationPaper(
        heading=heading(meeting.unit, record.above, _issued(record, today)),
        subject=_("dự %s") % subject_of(meeting),
        occasion=subject_of(meeting),
        invited=(*above, *others),
        starts_at=moment(record.on, meeting.starts_at or meeting.planned_at),
        venue=meeting.place or _("(chưa ghi nơi họp)"),
        chair=meeting.chair_name,
        agenda=_titles(record),
        recipients=(_("Như thành phần mời,"), _("Lưu Chi bộ.")),
        signature=secretary_signs(record.names),
    )


def agenda(record: MeetingRecord, today: date) -> paper.AgendaPaper:
    """Chương trình họp, as the page of the first step lists it."""
    meeting = record.meeting
    return paper.AgendaPaper(
        heading=heading(meeting.unit, record.above, _issued(record, today)),
        subject=subject_of(meeting),
        starts_at=moment(record.on, meeting.starts_at or meeting.planned_at),
        venue=meeting.place or _("(chưa ghi nơi họp)"),
        chair=meeting.chair_name,
        secretary=meeting.minutes_by,
        agenda=_titles(record),
        documents=tuple(each.title for each in PaperToSend.objects.filter(meeting=meeting)),
        signature=secretary_signs(record.names),
    )


def _issued(record: MeetingRecord, today: date) -> date:
    return record.meeting.notice_sent_on or min(today, record.on)


def _titles(record: MeetingRecord) -> tuple[str, ...]:
    """The points; single tasks stand under one of them and are not called out."""
    return tuple(point.title for point in record.agenda if point.code != "task")


def committee_invitation(sitting: CommitteeMeeting, today: date) -> paper.InvitationPaper:
    """Giấy mời họp chi ủy: everybody who sits in it."""
    occasion = committee_subject(sitting)
    return paper.InvitationPaper(
        heading=heading(sitting.unit, ancestors(sitting.unit), min(today, sitting.on)),
        subject=occasion,
        occasion=occasion,
        invited=tuple(f"{s.member.full_name}, {s.post.lower()}" for s in roll_of(sitting)),
        starts_at=moment(sitting.on, sitting.starts_at or sitting.planned_at),
        venue=sitting.place or _("(chưa ghi nơi họp)"),
        chair=sitting.chair_name,
        agenda=tuple(point.title for point in points_of(sitting)),
        recipients=(_("Như thành phần mời,"), _("Lưu Chi bộ.")),
        signature=committee_signs(sitting),
    )


def committee_agenda(sitting: CommitteeMeeting, today: date) -> paper.AgendaPaper:
    """Chương trình họp chi ủy."""
    return paper.AgendaPaper(
        heading=heading(sitting.unit, ancestors(sitting.unit), min(today, sitting.on)),
        subject=committee_subject(sitting),
        starts_at=moment(sitting.on, sitting.starts_at or sitting.planned_at),
        venue=sitting.place or _("(chưa ghi nơi họp)"),
        chair=sitting.chair_name,
        secretary=sitting.minutes_by,
        agenda=tuple(point.title for point in points_of(sitting)),
        signature=committee_signs(sitting),
    )


def committee_subject(sitting: CommitteeMeeting) -> str:
    """The line under the type of a paper about a meeting of the chi ủy."""
    month = sitting.month
    return _("họp chi ủy tháng %(month)d năm %(year)d") % {"month": month.month, "year": month.year}


def committee_signs(sitting: CommitteeMeeting) -> paper.Signature:
    """The secretary, for the chi ủy; where none is known, who chairs."""
    names = {"secretary": sitting.chair_name, **signers(sitting.unit, sitting.on)}
    return signed_by_head(names, _("T/M CHI ỦY"))


COMMITTEE: dict[str, Callable[[CommitteeMeeting, date], paper.Paper]] = {
    "invitation": committee_invitation,
    "agenda": committee_agenda,
}


def committee_call_paper(*, actor: Actor, kind: str, sitting_id: int, now: datetime) -> MadePaper:
    """Invitation or agenda of a chi ủy meeting the actor may see."""
    if kind not in COMMITTEE:
        raise NotThere(_("Không có loại văn bản này."))
    sitting = get_sitting(actor, sitting_id)
    with in_vietnamese():
        filled = COMMITTEE[kind](sitting, now.date())
    return made(actor, filled, sitting.unit_id, f"committee_meeting:{sitting.pk}", now)
