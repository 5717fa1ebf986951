"""A cell's month, played through the actions as its people do it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from chibo.areas.meetings import actions as meetings
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import agenda_of, roll_of
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.reports import actions as reports
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.resolutions import actions as resolutions
from chibo.areas.scoring import actions as scoring
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.scoring.queries import find_sheet, shown_lines
from chibo.areas.tasks.actions import Duty, Review
from chibo.areas.tasks.models import Task
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_member, an_actor

NOVEMBER = Month(2026, 11)
NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung", "Hoàng Văn Em")


def at(day: date, hour: int = 22) -> datetime:
    """A moment of that day in Vietnam."""
    return datetime.combine(day, time(hour), ZONE)


@dataclass
class CellMonth:
    """A cell of five, its secretary and its superior; `held_on` is the day they meet."""

    commune: Unit = field(default_factory=a_commune)
    names: tuple[str, ...] = NAMES
    month: Month = NOVEMBER
    cell: Unit = field(init=False)
    people: list[Member] = field(init=False)
    secretary: Actor = field(init=False)
    superior: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.cell = a_cell(self.commune, place="Hòa Bình")
        self.people = [a_member(self.cell, name) for name in self.names]
        self.secretary = an_actor("secretary", self.cell, name="Nguyễn Văn An")
        self.superior = an_actor("superior", self.commune, name="Đỗ Thị Hạnh")

    @property
    def held_on(self) -> date:
        """The third of the month, the day of a cell that chose none."""
        return date(self.month.year, self.month.month, 3)

    def next_month(self) -> None:
        """Go on to the following month."""
        self.month = self.month.next()

    def prepare(self, kind: str = "regular") -> Meeting:
        """Step 1."""
        return meetings.prepare(
            actor=self.secretary,
            unit_id=self.cell.pk,
            month=self.month,
            kind=kind,
            now=at(self.month.first),
        )

    def sit(self, meeting: Meeting, **more: Any) -> Meeting:
        """Times and people of step 2: 19:00 to 21:00 unless said otherwise."""
        meeting.refresh_from_db()
        said: dict[str, Any] = {
            "held_on": self.held_on,
            "starts_at": time(19),
            "ends_at": time(21),
            "chair_name": "Nguyễn Văn An",
            "minutes_by": "Trần Thị Bình",
            "visitors": "",
            "speakers": 3,
            "conclusion": "Chi bộ thống nhất nội dung đã bàn.",
        }
        return meetings.record_sitting(
            actor=self.secretary,
            meeting_id=meeting.pk,
            sitting=meetings.Sitting(**{**said, **more}),
            version=meeting.version,
            now=at(more.get("held_on", self.held_on)),
        )

    def mark(self, meeting: Meeting, member: Member, state: str, **more: Any) -> None:
        """Tap a name."""
        meetings.mark_attendance(
            actor=more.pop("actor", self.secretary),
            meeting_id=meeting.pk,
            member_id=member.pk,
            state=state,
            was=more.pop("was", None),
            now=at(self.held_on),
            **more,
        )

    def rest_present(self, meeting: Meeting) -> int:
        """Everyone else came."""
        return meetings.mark_rest_present(
            actor=self.secretary, meeting_id=meeting.pk, now=at(self.held_on)
        )

    def note(self, meeting: Meeting, code: str, text: str) -> None:
        """Write under a point of the agenda."""
        point = next(point for point in agenda_of(meeting) if point.code == code)
        note = meetings.WrittenNote(point.pk, text, point.version)
        meetings.write_notes(
            actor=self.secretary, meeting_id=meeting.pk, notes=[note], now=at(self.held_on)
        )

    def vote(self, meeting: Meeting, in_favour: int, **more: Any) -> Any:
        """Write down a vote."""
        said: dict[str, Any] = {
            "subject": "Thông qua nghị quyết",
            "decision": "ordinary",
            "against": 0,
            "abstained": 0,
            "is_secret": False,
        }
        ballot = meetings.Ballot(in_favour=in_favour, **{**said, **more})
        return meetings.take_vote(
            actor=self.secretary, meeting_id=meeting.pk, ballot=ballot, now=at(self.held_on)
        )

    def points(self, meeting: Meeting, **given: GivenPoints) -> dict[str, GivenPoints]:
        """What is proposed, full points where nothing is; `given` by criterion ("c1", "c4_2")."""
        lines = shown_lines(meeting, find_sheet(meeting))
        said = {
            line.criterion: GivenPoints(line.maximum if line.proposed is None else line.proposed)
            for line in lines
        }
        return said | {key[1:].replace("_", "."): points for key, points in given.items()}

    def score(self, meeting: Meeting, **given: GivenPoints) -> ScoreSheet:
        """Step 3."""
        meeting.refresh_from_db()
        sheet = find_sheet(meeting)
        return scoring.give_points(
            actor=self.secretary,
            meeting_id=meeting.pk,
            given=self.points(meeting, **given),
            version=sheet.version if sheet else 0,
            now=at(self.held_on),
        )

    def assign(self, meeting: Meeting, title: str = "Rà soát hộ nghèo", **more: Any) -> Task:
        """Give a task by the resolution."""
        due_on = self.held_on + timedelta(days=25)
        duty = Duty(title=title, owner_id=more.get("owner_id"), due_on=more.get("due_on", due_on))
        return resolutions.assign_task(
            actor=self.secretary,
            meeting_id=meeting.pk,
            duty=duty,
            now=more.get("now", at(self.held_on)),
        )

    def review(self, meeting: Meeting, task: Task, outcome: str, **more: Any) -> None:
        """What the meeting says of an earlier task."""
        resolutions.review_task(
            actor=self.secretary,
            meeting_id=meeting.pk,
            task_id=task.pk,
            seen=Review(outcome, **more),
            now=at(self.held_on),
        )

    def close(self, meeting: Meeting, **more: Any) -> Meeting:
        """Close the meeting."""
        return reports.close_meeting(
            actor=self.secretary, meeting_id=meeting.pk, now=more.get("now", at(self.held_on))
        )

    def hold(self, kind: str = "regular", task: str = "Rà soát hộ nghèo") -> Meeting:
        """A whole meeting at which everybody was present, closed."""
        meeting = self.sit(self.prepare(kind))
        self.rest_present(meeting)
        self.note(meeting, "next_month" if kind != "thematic" else "thematic_topic", "Ra quân.")
        if task:
            self.assign(meeting, task)
        self.score(meeting)
        return self.close(meeting)

    def reopen(self, meeting: Meeting, reason: str = "Ghi nhầm giờ họp.") -> Meeting:
        """Open a closed meeting again."""
        return reports.reopen_meeting(
            actor=self.secretary, meeting_id=meeting.pk, reason=reason, now=at(self.held_on)
        )

    def begin_report(self) -> MonthlyReport:
        """The month's report."""
        return reports.begin_report(
            actor=self.secretary, unit_id=self.cell.pk, month=self.month, now=at(self.month.last)
        )

    def write(self, report: MonthlyReport, **texts: str) -> MonthlyReport:
        """Type some sections of the report."""
        from chibo.areas.reports.queries import texts_of

        report.refresh_from_db()
        return reports.write_texts(
            actor=self.secretary,
            report_id=report.pk,
            texts={**texts_of(report), **texts},
            version=report.version,
            now=at(self.month.last),
        )

    def submit(self, report: MonthlyReport, on: date | None = None) -> MonthlyReport:
        """Send it up."""
        return reports.submit(
            actor=self.secretary, report_id=report.pk, now=at(on or self.month.last)
        )

    def decide(self, meeting: Meeting, points: str, note: str = "", version: int = 1) -> ScoreSheet:
        """The superior's official points."""
        return reports.decide_score(
            actor=self.superior,
            meeting_id=meeting.pk,
            points=Decimal(points),
            note=note,
            version=version,
            now=at(self.month.last),
        )


def states_of(meeting: Meeting) -> dict[str, str]:
    """Who is on the roll and what was said of them."""
    return {row.member.full_name: str(row.state or "") for row in roll_of(meeting)}
