"""What happens at a cell's meetings month by month: when, how long, who came. Pure chance and sums.

The same draws serve the imported past (as rows) and the last months (as whole records).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from chibo.areas.meetings.rules import FixedDayRule
from chibo.core.periods import Month
from chibo.regulations import MeetingKind, meeting_rules
from chibo.sample.cells import Cell
from chibo.sample.people import Person
from chibo.sample.words import chance, common, in_season, spoken

MISSED_AGO, DOUBLED_AGO = 9, 8


@dataclass(frozen=True)
class Absence:
    """Somebody who should have come and did not; `state` as on the roll."""

    person: Person
    state: str
    reason: str


@dataclass(frozen=True)
class Sitting:
    """One meeting as it took place."""

    kind: MeetingKind
    planned_on: date
    held_on: date
    starts_at: time
    minutes: int
    roll: tuple[Person, ...]
    absences: tuple[Absence, ...]
    exempt: tuple[Person, ...]
    speakers: int
    topic: str
    visitors: str

    @property
    def ends_at(self) -> time:
        """The end on the clock."""
        begun = datetime.combine(self.held_on, self.starts_at)
        return (begun + timedelta(minutes=self.minutes)).time()

    @property
    def expected(self) -> int:
        """Who had to come: exempt members only where they came."""
        return len(self.roll) - len(self.exempt)

    @property
    def present(self) -> int:
        """Who came."""
        return self.expected - len(self.absences)

    def absent(self, state: str) -> int:
        """How many were absent in one way."""
        return sum(absence.state == state for absence in self.absences)


class Course:
    """The course of a cell's meetings, drawn for any month."""

    def __init__(self, cell: Cell, *, seed: int, running: Month, special: str = "") -> None:
        self.cell, self.seed, self.running, self.special = cell, seed, running, special

    def fixed_day(self, month: Month) -> date:
        """The day the cell's rule points to."""
        return FixedDayRule.parse(self.cell.usual.rule).date_in(month)

    def sittings(self, month: Month) -> list[Sitting]:
        """The meetings held in a month; none where the cell missed it or was not there."""
        if not self.cell.exists_in(month):
            return []
        rng = chance(self.seed, "course", self.cell.code, self._ago(month))
        kinds = self.kinds(month)
        if self._missed(rng, month):
            kinds = [kind for kind in kinds if kind is MeetingKind.THEMATIC]
        found = [self.sitting(rng, month, kind) for kind in kinds]
        if self.special == "uneven" and self._ago(month) == DOUBLED_AGO:
            found.append(self.sitting(rng, month, MeetingKind.REGULAR, shift=9))
        return found

    def kinds(self, month: Month) -> list[MeetingKind]:
        """Regular every month; a thematic part or meeting once a quarter, where it is kept."""
        quarter = (month.year * 12 + month.month - 1) // 3
        offset = self._quarters_ago(quarter)
        rng = chance(self.seed, "quarter", self.cell.code, offset)
        slack = rng.random() < (0.55 if self.cell.usual.thematic == "slack" else 0.04)
        chosen = rng.randrange(3)
        if slack or (month.month - 1) % 3 != chosen:
            return [MeetingKind.REGULAR]
        if self.cell.usual.thematic == "separate":
            return [MeetingKind.REGULAR, MeetingKind.THEMATIC]
        return [MeetingKind.COMBINED]

    def sitting(self, rng: Random, month: Month, kind: MeetingKind, shift: int = 0) -> Sitting:
        """One meeting, with what ordinarily goes wrong."""
        habit = self.cell.usual
        planned = self.planned_on(month, kind)
        late = rng.random() < habit.late and kind.is_regular
        held = _within(month, planned + timedelta(days=shift or (rng.randint(1, 5) if late else 0)))
        roll = tuple(self.cell.roll(held))
        exempt = tuple(person for person in roll if person.is_exempt(held))
        expected = [person for person in roll if person not in exempt]
        absences = self._absences(rng, expected)
        present = len(expected) - len(absences)
        has_topic = kind.is_thematic
        topics = in_season(spoken(self.cell.cell_type, "topics"), month)
        return Sitting(
            kind=kind,
            planned_on=planned,
            held_on=held,
            starts_at=_moved(habit.at, rng.choice((0, 0, 0, 5, 10))),
            minutes=self._minutes(rng, kind, held),
            roll=roll,
            absences=absences,
            exempt=exempt,
            speakers=max(1, min(present, round(present * habit.talk * rng.uniform(0.7, 1.25)))),
            topic=rng.choice(topics) if has_topic else "",
            visitors=rng.choice(common("visitors")) if rng.random() < 0.15 else "",
        )

    def planned_on(self, month: Month, kind: MeetingKind) -> date:
        """The fixed day; a thematic meeting of its own comes twelve days before or after it."""
        fixed = self.fixed_day(month)
        if kind.is_regular:
            return fixed
        return fixed + timedelta(days=12 if fixed.day <= 15 else -12)

    def _ago(self, month: Month) -> int:
        return (self.running.year - month.year) * 12 + self.running.month - month.month

    def _quarters_ago(self, quarter: int) -> int:
        return (self.running.year * 12 + self.running.month - 1) // 3 - quarter

    def _missed(self, rng: Random, month: Month) -> bool:
        missed = rng.random() < self.cell.usual.miss
        if self.special == "uneven":
            return self._ago(month) == MISSED_AGO
        return missed and not self.special

    def _minutes(self, rng: Random, kind: MeetingKind, held: date) -> int:
        habit = self.cell.usual
        rules = meeting_rules(held)
        published = rules.minimum(kind) if rules else None
        if published is None:
            return rng.randint(55, 95)
        enough = habit.own_minimum if habit.own_minimum and kind is MeetingKind.REGULAR else None
        least = enough or published.value
        if rng.random() < habit.short:
            return least - rng.choice((5, 8, 10, 15, 20, 25))
        return max(
            least, habit.minutes + (28 if kind is MeetingKind.COMBINED else 0)
        ) + rng.randint(0, 12)

    def _absences(self, rng: Random, expected: list[Person]) -> tuple[Absence, ...]:
        habit = self.cell.usual
        found = []
        for person in expected:
            if person in self.cell.officers[:1] or rng.random() < habit.attendance:
                continue
            excused = rng.random() < 0.93
            reason = rng.choice(common("excuses")) if excused else ""
            found.append(Absence(person, "excused" if excused else "unexcused", reason))
        return tuple(found[: max(len(expected) - 3, 0)])


def _within(month: Month, day: date) -> date:
    return min(max(day, month.first), month.last)


def _moved(at: time, minutes: int) -> time:
    return (datetime.combine(date.min, at) + timedelta(minutes=minutes)).time()
