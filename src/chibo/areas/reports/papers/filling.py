"""One function per paper of a meeting: from the record to what the paper says."""

from collections.abc import Callable
from datetime import date

from chibo.areas.documents import papers as paper
from chibo.areas.documents.codes import ATTENDANCE, code_of
from chibo.areas.meetings.models import AttendanceState
from chibo.areas.meetings.models import PaperToSend as Document
from chibo.areas.meetings.steps import takes_notes
from chibo.areas.minutes.queries import standing
from chibo.areas.reports.papers.calling import agenda, invitation
from chibo.areas.reports.papers.record import (
    MeetingRecord,
    amended,
    heading,
    kind_name,
    moment,
    number_line,
    numbered_heading,
    secretary_signs,
    sitting,
    subject_of,
    superior_organ,
    turnout,
    vote_line,
)
from chibo.areas.reports.papers.scored import full_marks, grade_told, score_sheet, thematic_sheet
from chibo.areas.resolutions.models import Resolution
from chibo.areas.resolutions.queries import earlier_tasks, find_resolution, wording
from chibo.areas.scoring.queries import rubric_of, rules_for
from chibo.areas.sittings.queries import opinions_by_point
from chibo.areas.sittings.telling import said_under, told_sections
from chibo.areas.tasks.queries import tasks_from
from chibo.core.i18n import _

Filling = Callable[[MeetingRecord, date], paper.Paper]


def notice(record: MeetingRecord, today: date) -> paper.NoticePaper:
    """Thông báo: who is called where and when, with the agenda."""
    meeting = record.meeting
    documents = Document.objects.filter(meeting=meeting)
    issued = meeting.notice_sent_on or min(today, record.on)
    return paper.NoticePaper(
        heading=heading(
            meeting.unit,
            record.above,
            issued,
            number_line(record.actor, meeting.unit, "TB", f"notice:{meeting.pk}"),
        ),
        subject=subject_of(meeting),
        month=meeting.round,
        meeting_kind=kind_name(meeting),
        starts_at=moment(record.on, meeting.starts_at or meeting.planned_at),
        venue=meeting.place or _("(chưa ghi nơi họp)"),
        chair=meeting.chair_name,
        audience=_("Toàn thể đảng viên của chi bộ"),
        agenda=tuple(point.title for point in record.agenda if point.code != "task"),
        documents=tuple(document.title for document in documents),
        recipients=(
            f"{superior_organ(record.above)} " + _("(báo cáo),"),
            _("Các đồng chí đảng viên,"),
            _("Lưu Chi bộ."),
        ),
        signature=secretary_signs(record.names),
        guests=(meeting.visitors,) if meeting.visitors else (),
    )


def minutes(record: MeetingRecord, today: date) -> paper.MinutesPaper:
    """Biên bản, signed by the one who wrote it and the chair."""
    meeting = record.meeting
    sheet, signed = record.sheet, standing(meeting)
    return paper.MinutesPaper(
        heading=heading(meeting.unit, record.above, record.on),
        subject=subject_of(meeting),
        sitting=sitting(record),
        turnout=turnout(record),
        points=_points(record),
        absences=tuple(
            paper.Absence(
                name=row.member.full_name,
                reason=row.reason,
                excused=row.state == AttendanceState.EXCUSED,
            )
            for row in record.roll
            if row.state in {AttendanceState.EXCUSED, AttendanceState.UNEXCUSED}
        ),
        guests=(meeting.visitors,) if meeting.visitors else (),
        conclusion=meeting.conclusion,
        votes=tuple(vote_line(vote) for vote in record.votes),
        self_score=sheet.self_total if sheet else None,
        self_grade=grade_told(record),
        amendments=amended(signed),
        seal=signed.sha256 if signed else "",
        signature=paper.Signature(
            post=_("CHỦ TRÌ"),
            name=meeting.chair_name,
            left_post=_("NGƯỜI GHI BIÊN BẢN"),
            left_name=meeting.minutes_by,
        ),
    )


def _points(record: MeetingRecord) -> tuple[paper.Section, ...]:
    """The agenda with what was noted and said, then what else was written down at the meeting."""
    said = opinions_by_point(record.meeting)
    return (
        *(
            paper.Section(title=point.title, text=said_under(point, said.get(point.pk, ())))
            for point in record.agenda
            if takes_notes(point) or point.notes.strip() or point.pk in said
        ),
        *(
            paper.Section(title=title, text=text)
            for title, text in told_sections(record.meeting, record.roll)
        ),
    )


def resolution(record: MeetingRecord, today: date) -> paper.ResolutionPaper:
    """Nghị quyết of the month (domain §11), from the record and the cell's own wording."""
    meeting, sheet = record.meeting, record.sheet
    written = find_resolution(meeting)
    said = wording(meeting, written, record.agenda)
    rules = rules_for(meeting)
    rubric = rubric_of(sheet) if sheet else None
    vote = record.votes[-1] if record.votes else None
    return paper.ResolutionPaper(
        heading=numbered_heading(
            record.actor,
            meeting.unit,
            record.above,
            "NQ",
            written.ref if written else "",
            record.on,
        ),
        subject=subject_of(meeting),
        sitting=sitting(record),
        turnout=turnout(record),
        reviewed_month=meeting.round.previous(),
        coming_month=meeting.round,
        ideology=said["ideology"],
        political_tasks=_sections(said["results"]),
        previous_tasks=_previous(record),
        praise=said["praise"],
        shortcomings=said["shortcomings"],
        directions=_sections(said["direction"]),
        assignments=_assignments(written),
        self_score=sheet.self_total if sheet else None,
        self_grade=grade_told(record),
        max_score=rubric.total if rubric else full_marks(rules),
        vote=vote_line(vote)
        if vote
        else paper.Vote(subject=_("Thông qua nghị quyết"), in_favour=None, base=None),
        recipients=(f"{superior_organ(record.above)} " + _("(báo cáo),"), _("Lưu Chi bộ.")),
        signature=secretary_signs(record.names),
        dues_status=_dues(record),
    )


def _dues(record: MeetingRecord) -> str | None:
    """What was noted of dues at the meeting; None where nothing was."""
    notes = (point.notes for point in record.agenda if point.code == "dues")
    return " ".join(next(notes, "").split()) or None


def _assignments(written: Resolution | None) -> tuple[paper.Assignment, ...]:
    return tuple(
        paper.Assignment(
            task=task.title,
            owner=task.owner.full_name if task.owner else _("Toàn chi bộ"),
            due_on=task.due_on,
        )
        for task in (tasks_from(written.ref) if written else [])
    )


def attendance(record: MeetingRecord, today: date) -> paper.AttendancePaper:
    """Danh sách điểm danh with a column to sign in."""
    return paper.AttendancePaper(
        heading=heading(record.meeting.unit, record.above, record.on),
        subject=subject_of(record.meeting),
        sitting=sitting(record),
        turnout=turnout(record),
        rows=tuple(
            paper.AttendanceRow(
                name=row.member.full_name,
                present=None if row.state is None else row.state == AttendanceState.PRESENT,
                reason=row.reason or _reason(row.state),
            )
            for row in record.roll
        ),
        signature=secretary_signs(record.names),
        guests=(record.meeting.visitors,) if record.meeting.visitors else (),
        code=code_of(ATTENDANCE, record.meeting.pk),
    )


FILLINGS: dict[str, Filling] = {
    "notice": notice,
    "invitation": invitation,
    "agenda": agenda,
    "minutes": minutes,
    "resolution": resolution,
    "score_sheet": score_sheet,
    "thematic_sheet": thematic_sheet,
    "attendance": attendance,
}


def _reason(state: AttendanceState | None) -> str:
    if state in {None, AttendanceState.PRESENT}:
        return ""
    assert state is not None
    return str(state.label)


def _sections(text: str) -> tuple[paper.Section, ...]:
    """One item a line; the template sets the full stop."""
    lines = (line.strip().rstrip(".;") for line in text.split("\n"))
    return tuple(paper.Section(title=line) for line in lines if line)


def _previous(record: MeetingRecord) -> tuple[paper.PreviousTask, ...]:
    rows = earlier_tasks(record.meeting)
    return tuple(
        paper.PreviousTask(
            task=row.task.title,
            status=str(row.review.get_outcome_display() if row.review else _("Chưa kiểm điểm")),
            result=(row.review.note if row.review else "") or row.task.result,
        )
        for row in rows
    )
