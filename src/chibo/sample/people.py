"""The members of a cell: ages, dates and states that fit each other and the kind of cell."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from chibo.areas.members.models import MemberState
from chibo.core.periods import Month
from chibo.sample.names import name_someone
from chibo.sample.words import chance

WOMEN = {
    "village": 0.34,
    "agency": 0.43,
    "public_service": 0.62,
    "state_enterprise": 0.3,
    "private_enterprise": 0.44,
    "school": 0.56,
    "armed_forces": 0.08,
}
AGES: dict[str, tuple[tuple[int, int, float], ...]] = {
    "village": ((23, 34, 0.13), (35, 49, 0.25), (50, 64, 0.3), (65, 74, 0.2), (75, 89, 0.12)),
    "agency": ((25, 34, 0.3), (35, 49, 0.5), (50, 59, 0.2)),
    "public_service": ((25, 34, 0.32), (35, 49, 0.5), (50, 58, 0.18)),
    "state_enterprise": ((26, 39, 0.45), (40, 56, 0.55)),
    "private_enterprise": ((24, 39, 0.6), (40, 56, 0.4)),
    "school": ((19, 22, 1.0),),
    "armed_forces": ((23, 34, 0.5), (35, 52, 0.5)),
}
PROBATIONARY = {"village": 0.03, "school": 0.5, "armed_forces": 0.05, "private_enterprise": 0.07}
TEACHERS = 4
LATELY = 0.025
FESTIVE = ((2, 3), (5, 19), (9, 2), (11, 7))
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Person:
    """A member. `here_since` is the day they came from another cell; None: admitted here."""

    code: str
    full_name: str
    female: bool
    born_on: date
    ethnicity: str
    religion: str
    citizen_number: str
    joined_on: date
    full_on: date | None
    state: str = ""
    state_on: date | None = None
    here_since: date | None = None

    @property
    def has_left(self) -> bool:
        """Whether the state ends membership."""
        return self.state in {
            MemberState.TRANSFERRED,
            MemberState.DECEASED,
            MemberState.LEFT,
        }

    def belongs(self, day: date) -> bool:
        """Whether a member of the cell on the day."""
        came = self.joined_on <= day and (self.here_since is None or self.here_since <= day)
        return came and not (self.has_left and self.state_on is not None and self.state_on <= day)

    def is_full(self, day: date) -> bool:
        """Whether a full member on the day."""
        return self.full_on is not None and self.full_on <= day

    def is_exempt(self, day: date) -> bool:
        """Whether exempt from activity on the day."""
        since = self.state_on or day
        return self.state == MemberState.EXEMPT and since <= day

    def age(self, day: date) -> int:
        """In completed years."""
        return day.year - self.born_on.year - (day < anniversary(self.born_on, day.year))


def anniversary(day: date, year: int) -> date:
    """The same day of another year; the 29th of February becomes the 28th."""
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year)


class People:
    """Makes members; every code and number is given once in the whole province."""

    def __init__(self, seed: int, today: date) -> None:
        self.seed = seed
        self.month = Month.of(today)
        self.horizon = self.month.first - timedelta(days=1)
        self._count = 0

    def settle(
        self, cell_code: str, cell_type: str, people_of: str, size: int, *, leaving: bool = True
    ) -> list[Person]:
        """`size` members who are there today, and (`leaving`) a few who have left."""
        rng = chance(self.seed, "people", cell_code)
        gone = sum(rng.random() < 0.025 for _ in range(size)) if leaving else 0
        found: list[Person] = []
        names: set[str] = set()
        while len(found) < size + gone:
            teacher = cell_type == "school" and len(found) < TEACHERS
            kind = "public_service" if teacher else cell_type
            one = self._someone(rng, kind, people_of)
            if one.full_name in names:
                continue
            names.add(one.full_name)
            found.append(self._gone(rng, one) if len(found) >= size else one)
        return [self._numbered(rng, one) for one in found]

    def someone_aged(self, cell_code: str, age: int, *, female: bool) -> Person:
        """One more member of an age, active and long since full."""
        rng = chance(self.seed, "guest", cell_code)
        born = date(self.month.year - age, 1, 1) + timedelta(days=rng.randint(5, 20))
        named = name_someone(rng, female=female, born=born.year, people="kinh")
        joined = date(born.year + 24, 5, 19)
        one = Person(
            "",
            named.full_name,
            female,
            born,
            "Kinh",
            "Không",
            "",
            joined,
            joined.replace(born.year + 25),
        )
        return self._numbered(rng, one)

    def _numbered(self, rng: Random, one: Person) -> Person:
        """With a code and a citizen number whose first three digits stand for no province."""
        self._count += 1
        century = (2 if one.born_on.year >= 2000 else 0) + one.female
        number = f"099{century}{one.born_on.year % 100:02d}{self._count:06d}"
        return replace(one, code=f"99.{self._count:06d}", citizen_number=number)

    def _someone(self, rng: Random, cell_type: str, people_of: str) -> Person:
        female = rng.random() < WOMEN[cell_type]
        low, high, _share = rng.choices(AGES[cell_type], weights=[a[2] for a in AGES[cell_type]])[0]
        age = rng.randint(low, high)
        born = date(self.month.year - age - 1, self.month.month, 1) - timedelta(
            days=rng.randint(1, 360) - 365
        )
        named = name_someone(rng, female=female, born=born.year, people=people_of)
        joined, full = self._admission(rng, cell_type, born)
        one = Person(
            code="",
            full_name=named.full_name,
            female=female,
            born_on=born,
            ethnicity=named.ethnicity,
            religion=_religion(rng, named.ethnicity),
            citizen_number="",
            joined_on=joined,
            full_on=full,
        )
        return self._exempt(rng, one) if cell_type == "village" else one

    def _admission(self, rng: Random, cell_type: str, born: date) -> tuple[date, date | None]:
        """Admission at an age people are admitted at; a year later, full."""
        grown = anniversary(born, born.year + 18) + timedelta(days=rng.randint(3, 40))
        latest = self.horizon - timedelta(days=368)
        drawn, newly = rng.random(), PROBATIONARY.get(cell_type, 0.04)
        if drawn < newly or grown >= latest:
            earliest = max(grown, self.horizon - timedelta(days=335))
            span = max((self.horizon - earliest).days - 3, 1)
            return min(earliest + timedelta(days=rng.randint(0, span)), self.horizon), None
        if drawn < newly + LATELY:
            joined = max(latest - timedelta(days=rng.randint(1, 330)), grown)
            return joined, anniversary(joined, joined.year + 1)
        oldest = max(min(46, latest.year - born.year - 1), 20)
        wanted = born.year + round(rng.triangular(19, oldest, min(26, oldest)))
        month, day = rng.choice(FESTIVE) if rng.random() < 0.4 else _some_day(rng)
        joined = max(min(date(wanted, month, day), latest), grown)
        full = anniversary(joined, joined.year + 1)
        return joined, full if full <= self.horizon else None

    def _exempt(self, rng: Random, one: Person) -> Person:
        age = one.age(self.horizon)
        share = 0.8 if age >= 80 else 0.5 if age >= 75 else 0.12 if age >= 70 else 0.0
        if one.full_on is None or rng.random() >= share:
            return one
        since = self.horizon - timedelta(days=rng.randint(20, 1500))
        earliest = max(anniversary(one.born_on, one.born_on.year + 70), one.full_on)
        return replace(one, state=MemberState.EXEMPT.value, state_on=max(since, earliest))

    def _gone(self, rng: Random, one: Person) -> Person:
        """Somebody who went away, died or left in the last two years."""
        age = one.age(self.horizon)
        weights = (30, 60, 6) if age > 66 else (80, 4, 12)
        states = (MemberState.TRANSFERRED, MemberState.DECEASED, MemberState.LEFT)
        state = rng.choices(states, weights=weights)[0]
        day = self.horizon - timedelta(days=rng.randint(5, 700))
        joined = min(one.joined_on, day - 3 * _YEAR)
        if joined <= anniversary(one.born_on, one.born_on.year + 18):
            joined, day = one.joined_on, self.horizon
        full = one.full_on and min(one.full_on, anniversary(joined, joined.year + 1))
        return replace(one, joined_on=joined, full_on=full, state=state.value, state_on=day)


def _some_day(rng: Random) -> tuple[int, int]:
    return rng.randint(1, 12), rng.randint(1, 28)


def _religion(rng: Random, ethnicity: str) -> str:
    minority = ethnicity not in {"Kinh", "Tày", "Mường"}
    choices = (
        ("Không", "Tin lành", "Công giáo") if minority else ("Không", "Phật giáo", "Công giáo")
    )
    return rng.choices(choices, weights=(86, 8, 6))[0]
