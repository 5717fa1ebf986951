"""Two years of meetings and the running month, with attendance, agendas and score sheets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

from bench.made.copying import columns_of, copy_rows
from bench.made.tree import MadeCell
from chibo.areas.meetings.models import AgendaPoint, Attendance, Meeting
from chibo.areas.meetings.rules import FixedDayRule
from chibo.core import bulk
from chibo.core.clock import ZONE
from chibo.core.periods import Month, months_between
from chibo.regulations import MeetingKind, meeting_rules

MONTHS_BACK = 24
MISSED, MISSED_WEAK = 0.01, 0.10
SHORT, SHORT_WEAK = 0.02, 0.2
AWAY, AWAY_WEAK = 0.05, 0.16
IN_TIME, PREPARED = 0.93, 0.7
SPOKEN = "Đảng viên thảo luận, thống nhất nội dung và giao chi ủy theo dõi việc thực hiện."


@dataclass(slots=True)
class MadeMeeting:
    """A meeting: held when `held_on` is given, else only planned."""

    pk: int
    cell: MadeCell
    month: Month
    kind: str
    planned_on: date
    held_on: date | None
    starts_at: time
    minutes: int
    away: tuple[tuple[int, str], ...]
    present: int

    @property
    def ends_at(self) -> time:
        """When it was over."""
        began = datetime.combine(self.planned_on, self.starts_at)
        return (began + timedelta(minutes=self.minutes)).time()


def write_meetings(cells: Sequence[MadeCell], seed: int, today: date) -> list[MadeMeeting]:
    """All meetings of all cells, their agendas of the last two months, everyone's attendance."""
    # Written month by month, as they happen: the rows of a cell lie far apart.
    made = sorted(_meetings(cells, seed, today), key=lambda each: each.planned_on)
    for meeting, pk in zip(made, bulk.reserve_ids(Meeting, len(made)), strict=True):
        meeting.pk = pk
    copy_rows(Meeting, _rows(made))
    copy_rows(AgendaPoint, _points(recent(made, today)))
    copy_rows(Attendance, _attendance(made))
    return made


def recent(meetings: Sequence[MadeMeeting], today: date) -> list[MadeMeeting]:
    """Those of this month and the last one, which are kept in full."""
    return [made for made in meetings if made.month >= Month.of(today).previous()]


def evening(day: date) -> datetime:
    """A moment after the meeting of the day."""
    return datetime.combine(day, time(21, 30), ZONE)


def _meetings(cells: Sequence[MadeCell], seed: int, today: date) -> Iterator[MadeMeeting]:
    running = Month.of(today)
    months = months_between(running.plus(-MONTHS_BACK), running)
    rng = Random(f"{seed}:meetings")
    for cell in cells:
        for month in months:
            if cell.unit.exists_on(month.first):
                yield from _of_month(cell, month, today, rng)


def _of_month(cell: MadeCell, month: Month, today: date, rng: Random) -> Iterator[MadeMeeting]:
    day = _fixed_day(cell.fixed_day, month)
    topical = month.month % 3 == 2
    if month < Month.of(today) and rng.random() < (MISSED_WEAK if cell.weak else MISSED):
        return
    happened = day <= today and (month < Month.of(today) or rng.random() < IN_TIME)
    if not happened and rng.random() > PREPARED:
        return
    kind = "combined" if topical and cell.thematic == "combined" else "regular"
    yield _meeting(cell, month, kind, day, happened, rng)
    other = day + timedelta(days=10 if day.day <= 15 else -10)
    if topical and cell.thematic == "separate" and happened and other <= today:
        yield _meeting(cell, month, "thematic", other, True, rng)


@cache
def _fixed_day(rule: str, month: Month) -> date:
    return FixedDayRule.parse(rule).date_in(month)


def _meeting(
    cell: MadeCell, month: Month, kind: str, day: date, happened: bool, rng: Random
) -> MadeMeeting:
    short = rng.random() < (SHORT_WEAK if cell.weak else SHORT)
    minutes = rng.choice((60, 75, 80)) if short else rng.randint(12, 16) * 10
    away: list[tuple[int, str]] = []
    expected = 0
    if happened:
        share = AWAY_WEAK if cell.weak else AWAY
        roll = [person for person in cell.people if person.expected_on(day)]
        expected = len(roll)
        for person in roll[1:]:
            if rng.random() < share:
                away.append((person.pk, "excused" if rng.random() < 0.9 else "unexcused"))
    return MadeMeeting(
        0,
        cell,
        month,
        kind,
        day,
        day if happened else None,
        cell.at,
        minutes,
        tuple(away),
        expected - len(away),
    )


def _rows(meetings: Sequence[MadeMeeting]) -> Iterator[dict[str, Any]]:
    silent = columns_of(Meeting)
    for made in meetings:
        yield {
            **silent,
            "id": made.pk,
            "unit_id": made.cell.unit.pk,
            "month": made.month.first,
            "kind": made.kind,
            "planned_on": made.planned_on,
            "planned_at": made.starts_at,
            "place": f"Nhà văn hóa {made.cell.unit.name.removeprefix('Chi bộ ')}",
            "topic": "Học tập và làm theo tư tưởng Hồ Chí Minh" if made.kind != "regular" else "",
            "chair_name": made.cell.people[0].name,
            **(_facts(made, made.held_on) if made.held_on else {}),
        }


def _facts(made: MadeMeeting, held_on: date) -> dict[str, Any]:
    unexcused = sum(state == "unexcused" for _pk, state in made.away)
    return {
        "state": "closed",
        "notice_sent_on": made.planned_on - timedelta(days=4),
        "papers_sent_on": made.planned_on - timedelta(days=3),
        "held_on": held_on,
        "starts_at": made.starts_at,
        "ends_at": made.ends_at,
        "speakers": max(made.present // 3, 1),
        "expected": made.present + len(made.away),
        "present": made.present,
        "excused": len(made.away) - unexcused,
        "unexcused": unexcused,
        "conclusion": SPOKEN,
        "closed_at": evening(held_on),
    }


def _points(meetings: Sequence[MadeMeeting]) -> Iterator[dict[str, Any]]:
    silent = columns_of(AgendaPoint, "id")
    for made in meetings:
        rules = meeting_rules(made.planned_on)
        if rules is None:
            continue
        agenda = rules.agenda_for(made.cell.unit.cell_type, MeetingKind(made.kind))
        for position, step in enumerate(agenda.points, start=1):
            yield {
                **silent,
                "meeting_id": made.pk,
                "position": position,
                "code": step.code,
                "title": step.title,
                "notes": SPOKEN if made.held_on else "",
            }


def _attendance(meetings: Sequence[MadeMeeting]) -> Iterator[dict[str, Any]]:
    for made in meetings:
        if made.held_on is None:
            continue
        away = dict(made.away)
        for person in made.cell.people:
            state = away.get(person.pk, "present")
            if not person.expected_on(made.held_on):
                if not person.exempt or person.joined_on > made.held_on:
                    continue
                state = "exempt"
            yield {"meeting_id": made.pk, "member_id": person.pk, "state": state, "reason": ""}
