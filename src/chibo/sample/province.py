"""The whole invention for a day and a seed: tree, people, habits, courses. No database yet."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from chibo.areas.members.models import MemberState
from chibo.core.periods import Month
from chibo.sample.cells import Cell
from chibo.sample.habits import give_habit
from chibo.sample.people import People, Person
from chibo.sample.sittings import Course
from chibo.sample.tree import PAST_MONTHS, Tree, grow_tree

RECORD_MONTHS = 3
DEMO_AGE = 70
ENDED_SIZE = 14


@dataclass(frozen=True)
class Province:
    """Everything there is to tell."""

    today: date
    seed: int
    tree: Tree
    courses: dict[str, Course]
    elder: Person

    @property
    def running(self) -> Month:
        """The month today lies in."""
        return Month.of(self.today)

    @property
    def horizon_day(self) -> date:
        """The last day on which something happened to members: the one before the month."""
        return self.running.first - timedelta(days=1)

    @property
    def first_month(self) -> Month:
        """The first of the imported past."""
        return self.running.plus(-PAST_MONTHS)

    @property
    def first_record(self) -> Month:
        """The first month with whole records instead of imported rows."""
        return self.running.plus(-RECORD_MONTHS)

    @property
    def demo_cell(self) -> Cell:
        """The cell of the demo's secretary."""
        return self.tree.cells[0]

    @property
    def standing(self) -> tuple[Cell, ...]:
        """The cells that are there today."""
        return tuple(cell for cell in self.tree.cells if cell.ended_before is None)

    @property
    def shown_cells(self) -> tuple[Cell, ...]:
        """The cells people of the demo look at first: its own, and one of each committee."""
        first = {cell.committee_code: cell for cell in reversed(self.standing)}
        return tuple(first.values())


def invent(*, today: date, seed: int) -> Province:
    """Invent the province; the same every time for the same day and seed."""
    tree = grow_tree(today=today, seed=seed)
    people = People(seed, today)
    running = Month.of(today)
    courses: dict[str, Course] = {}
    elder = people.someone_aged(tree.cells[0].code, DEMO_AGE, female=False)
    movers = {cell.joins: _movers(cell, people) for cell in tree.cells if cell.joins}
    for number, cell in enumerate(tree.cells):
        special = {0: "demo", 1: "last_day", 2: "uneven"}.get(number, "")
        guests = [elder] if number == 0 else movers.get(cell.code, [])
        _fill(cell, people, guests)
        _elect(cell, (cell.ended_before or running.first) - timedelta(days=1))
        cell.habit = give_habit(cell, today=today, seed=seed, special=special)
        courses[cell.code] = Course(cell, seed=seed, running=running, special=special)
    return Province(today, seed, tree, courses, elder)


def _movers(cell: Cell, people: People) -> list[Person]:
    """The people of the cell that ended, as members of the cell they went to."""
    ended = cell.ended_before
    assert ended is not None
    found = people.settle(cell.code, cell.cell_type, cell.people_of, ENDED_SIZE, leaving=False)
    for person in found:
        cell.people.append(
            replace(person, state=MemberState.TRANSFERRED.value, state_on=ended)
            if not person.state
            else person
        )
    return [replace(person, here_since=max(ended, person.joined_on)) for person in found]


def _fill(cell: Cell, people: People, guests: list[Person]) -> None:
    if cell.ended_before is None:
        size = cell.size - len(guests)
        cell.people = guests + people.settle(cell.code, cell.cell_type, cell.people_of, size)


def _elect(cell: Cell, day: date) -> None:
    """Secretary, deputy and, from nine full members on, one more: active, full, of some age."""
    able = [
        person
        for person in cell.people
        if person.is_full(day)
        and person.belongs(day)
        and _stays(person, day)
        and 28 <= person.age(day) <= 66
    ]
    able.sort(key=lambda person: (abs(person.age(day) - 48), person.code))
    others = [p for p in cell.people if p.is_full(day) and _stays(p, day) and p not in able]
    chosen = (able + others)[: 3 if len(able) >= 9 else 2]
    cell.officers = chosen


def _stays(person: Person, day: date) -> bool:
    return not person.state or (person.has_left and (person.state_on or day) > day)
