"""A cell of the sample: where it stands, how it usually meets, how good it is at it."""

from dataclasses import dataclass, field
from datetime import date, time

from chibo.core.periods import Month
from chibo.sample.people import Person


@dataclass(frozen=True)
class Habit:
    """When, where and for how long a cell meets, and what ordinarily goes wrong."""

    rule: str
    at: time
    venue: str
    minutes: int
    attendance: float
    talk: float
    quality: float
    miss: float
    short: float
    late: float
    thematic: str
    own_minimum: int | None = None
    minimum_source: str = ""


@dataclass(frozen=True)
class Body:
    """A unit above cells."""

    code: str
    name: str
    kind: str
    parent_code: str
    place: str
    rank: int


@dataclass
class Cell:
    """A cell and its people, those who have left included."""

    code: str
    name: str
    kind: str
    parent_code: str
    committee_code: str
    committee_name: str
    place: str
    cell_type: str
    area: str
    people_of: str
    size: int
    founded_on: date | None = None
    ended_before: date | None = None
    joins: str = ""
    was: str = ""
    renamed_on: date | None = None
    habit: Habit | None = None
    people: list[Person] = field(default_factory=list)
    officers: list[Person] = field(default_factory=list)

    @property
    def usual(self) -> Habit:
        """The habit, once it was given."""
        assert self.habit is not None
        return self.habit

    @property
    def secretary(self) -> Person:
        """Who leads the cell."""
        return self.officers[0]

    @property
    def deputy(self) -> Person:
        """Who writes the minutes."""
        return self.officers[1]

    @property
    def here(self) -> str:
        """How people of the cell speak of their place or office."""
        return self.area or {
            "agency": "cơ quan",
            "public_service": "đơn vị",
            "school": "trường",
            "armed_forces": "đơn vị",
        }.get(self.cell_type, "công ty")

    def exists_in(self, month: Month) -> bool:
        """Whether the cell was there on every day of the month."""
        begun = self.founded_on is None or self.founded_on <= month.first
        return begun and (self.ended_before is None or self.ended_before > month.last)

    def roll(self, day: date) -> list[Person]:
        """Everyone who belongs to the cell on the day."""
        return [person for person in self.people if person.belongs(day)]

    @property
    def slots(self) -> dict[str, str]:
        """What sentences may say of the cell."""
        unit = self.area.split(" ")[0] if self.area else "cơ sở"
        return {"here": self.here, "unit": unit, "commune": self.place}
