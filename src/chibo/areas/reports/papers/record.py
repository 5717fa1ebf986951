"""Everything a paper of one meeting is filled from, read once."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from chibo.areas.access.queries import signers
from chibo.areas.documents import papers as paper
from chibo.areas.documents.kinds import org_code
from chibo.areas.documents.numbers import show_number
from chibo.areas.documents.queries import find_number
from chibo.areas.documents.signing import signed_by_head
from chibo.areas.meetings.models import AgendaPoint, AttendanceState, Meeting, Vote
from chibo.areas.meetings.queries import RollRow, agenda_of, counted_base, roll_of, votes_of
from chibo.areas.members.papers import organ_name
from chibo.areas.minutes.models import Minutes
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.scoring.models import ScoreLine, ScoreSheet
from chibo.areas.scoring.queries import find_sheet, lines_of
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.i18n import _


@dataclass(frozen=True)
class MeetingRecord:
    """One meeting with its agenda, roll, votes, sheet and the names that sign."""

    actor: Actor
    meeting: Meeting
    above: list[Unit]
    agenda: list[AgendaPoint]
    roll: list[RollRow]
    votes: list[Vote]
    sheet: ScoreSheet | None
    lines: list[ScoreLine]
    names: dict[str, str]

    @property
    def on(self) -> date:
        """The day of the meeting: as held, else as planned."""
        return self.meeting.held_on or self.meeting.planned_on or self.meeting.month


def read_record(actor: Actor, meeting: Meeting) -> MeetingRecord:
    """Read it. The caller has checked that the actor may see the meeting."""
    sheet = find_sheet(meeting)
    on = meeting.held_on or meeting.planned_on or meeting.month
    return MeetingRecord(
        actor=actor,
        meeting=meeting,
        above=ancestors(meeting.unit),
        agenda=agenda_of(meeting),
        roll=roll_of(meeting),
        votes=votes_of(meeting),
        sheet=sheet,
        lines=lines_of(sheet) if sheet else [],
        names=signers(meeting.unit, on),
    )


def heading(
    unit: Unit,
    above: list[Unit],
    issued_on: date,
    number_line: str | None = None,
    mark: str = "",
) -> paper.Heading:
    """Superior and issuing body, place and day, number."""
    return paper.Heading(
        superior_name=above[-1].name if above else "",
        issuing_name=organ_name(unit),
        place=place_of(unit, above),
        issued_on=issued_on,
        number_line=number_line,
        mark=mark,
    )


def number_line(actor: Actor, unit: Unit, kind: str, ref: str) -> str:
    """Such as "Số 05-NQ/CB"; a gap in place of a number that was not taken yet."""
    taken = find_number(actor, ref)
    return taken.line if taken else show_number(None, kind, org_code(unit))


def numbered_heading(
    actor: Actor, unit: Unit, above: list[Unit], kind: str, ref: str, on: date
) -> paper.Heading:
    """The heading of a paper that carries a number: its day is the one it was registered on."""
    taken = find_number(actor, ref)
    line = taken.line if taken else show_number(None, kind, org_code(unit))
    return heading(unit, above, taken.issued_on if taken else on, line)


def place_of(unit: Unit, above: list[Unit]) -> str:
    """`Địa danh` of the unit, else of the nearest body above that has one."""
    return next((u.place for u in [unit, *reversed(above)] if u.place), "")


def secretary_signs(names: dict[str, str]) -> paper.Signature:
    """T/M chi bộ, bí thư; while somebody stands in, that person."""
    return signed_by_head(names, _("T/M CHI BỘ"))


def superior_organ(above: list[Unit]) -> str:
    """The committee papers go up to: "Đảng ủy xã …" for a unit named "Đảng bộ xã …"."""
    return organ_name(above[-1]) if above else ""


def moment(on: date, at: time | None) -> datetime:
    """A day and a time of day in Vietnam; midnight where no time was given."""
    return datetime.combine(on, at or time(0), ZONE)


def kind_name(meeting: Meeting) -> str:
    """The kind as a sentence names it."""
    return {
        "regular": _("thường kỳ"),
        "thematic": _("chuyên đề"),
        "combined": _("thường kỳ kết hợp chuyên đề"),
        "extraordinary": _("bất thường"),
    }[meeting.kind]


def subject_of(meeting: Meeting) -> str:
    """The line under the type of a paper about the meeting."""
    words = {"kind": kind_name(meeting), "month": f"{meeting.month.month} năm {meeting.month.year}"}
    return _("sinh hoạt chi bộ %(kind)s tháng %(month)s") % words


def sitting(record: MeetingRecord) -> paper.Sitting:
    """When, where and under whom."""
    meeting = record.meeting
    began = moment(record.on, meeting.starts_at or meeting.planned_at)
    ended = None
    if meeting.ends_at is not None:
        ended = moment(record.on, meeting.ends_at)
        if ended < began:  # past midnight
            ended += timedelta(days=1)
    return paper.Sitting(
        kind_name=kind_name(meeting),
        venue=meeting.place or _("(chưa ghi nơi họp)"),
        began_at=began,
        ended_at=ended,
        chair=meeting.chair_name,
        secretary=meeting.minutes_by,
    )


def amended(minutes: Minutes | None) -> tuple[paper.Amended, ...]:
    """The corrections of signed minutes, in their order."""
    rows = minutes.amendments.all() if minutes else ()
    return tuple(paper.Amended(row.number, row.title, row.after, row.because) for row in rows)


def turnout(record: MeetingRecord) -> paper.Turnout:
    """Who was convened and who came; nothing invented where nobody was marked yet."""
    if not record.roll or any(row.state is None for row in record.roll):
        return _turnout_in_all(record.meeting)
    called = [row for row in record.roll if row.state != AttendanceState.EXEMPT]
    return paper.Turnout(
        convened_full=sum(1 for row in called if row.full),
        convened_probationary=sum(1 for row in called if not row.full),
        present=_count(called, AttendanceState.PRESENT),
        absent_excused=_count(called, AttendanceState.EXCUSED),
        absent_unexcused=_count(called, AttendanceState.UNEXCUSED),
        exempt=len(record.roll) - len(called),
    )


def _turnout_in_all(meeting: Meeting) -> paper.Turnout:
    """What a meeting without a roll knows: its facts, once it was held."""
    return paper.Turnout(
        convened_full=None,
        convened_probationary=None,
        convened_in_all=meeting.expected,
        present=meeting.present,
        absent_excused=meeting.excused,
        absent_unexcused=meeting.unexcused,
        exempt=None,
    )


def _count(rows: list[RollRow], state: AttendanceState) -> int:
    return sum(1 for row in rows if row.state == state)


def vote_line(vote: Vote) -> paper.Vote:
    """A vote with its denominator (QĐ 294-QĐ/TW clause 9.3)."""
    return paper.Vote(
        subject=vote.subject,
        in_favour=vote.in_favour,
        base=counted_base(vote).base,
        against=vote.against,
        abstained=vote.abstained,
    )
