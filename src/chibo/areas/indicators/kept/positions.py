"""Where in a kept row a fact stands."""

from dataclasses import dataclass
from functools import cached_property

from chibo.areas.indicators.definitions import Number
from chibo.areas.indicators.kept.measured import in_hundredths, measures
from chibo.areas.indicators.models import KeptFact

Row = list[int]


@dataclass(frozen=True)
class Positions:
    """The position of every fact, from 0; `width` numbers a month, `width_long` a longer period."""

    at: dict[str, int]

    @cached_property
    def width(self) -> int:
        """How many numbers a month has."""
        return max(self.at.values(), default=-1) + 1

    @cached_property
    def width_long(self) -> int:
        """How many numbers a longer period has: those up to the last that is no sum of months."""
        whole = [self.at[name] for each in measures() for name in each.whole if name in self.at]
        return max(whole, default=-1) + 1

    def of(self, months: int) -> int:
        """The width of a row of so many months."""
        return self.width if months == 1 else self.width_long

    @cached_property
    def zeros(self) -> tuple[Row, Row]:
        """An empty month and an empty longer period."""
        return [0] * self.width, [0] * self.width_long


def known_positions() -> Positions:
    """As they are kept. One statement."""
    return Positions(dict(KeptFact.objects.values_list("name", "position")))


def complete_positions() -> Positions:
    """With a position for every fact that is counted; new ones come behind the others."""
    at = known_positions().at
    ahead = [*(each.whole for each in measures()), *(each.facts for each in measures())]
    fresh = [name for facts in ahead for name in facts if name not in at]
    start = max(at.values(), default=-1) + 1
    rows = {name: start + number for number, name in enumerate(dict.fromkeys(fresh))}
    KeptFact.objects.bulk_create(
        KeptFact(name=name, position=position) for name, position in rows.items()
    )
    return Positions({**at, **rows})


def whole_number(name: str, number: Number) -> int:
    """As it is kept."""
    return int(number * 100) if name in in_hundredths() else int(number)
