"""What a recount finds: facts without their days, and the days each holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from chibo.areas.members.models import ENDED_STATES
from chibo.areas.posts.rules.spans import Span, clip, union
from chibo.core.periods import DAWN, FOREVER

WHY = "figures are counted from all records; who may see them is asked where they are shown"


class What(NamedTuple):
    """One fact without its days; the columns of `Fact`."""

    group: str
    group_id: int
    code: str
    path: str
    unit_id: int
    post_id: int | None = None
    member_id: int | None = None
    place_id: int | None = None
    like_id: int | None = None
    text: str = ""
    cells: tuple[int, ...] = ()
    amount: int = 1


Dated = tuple[What, date, date]


class Found:
    """Facts with the days they hold; days that touch are one stretch."""

    def __init__(self) -> None:
        self._spans: dict[What, list[Span]] = defaultdict(list)

    def add(self, what: What, spans: Iterable[Span]) -> None:
        """The fact holds on these days too."""
        kept = list(spans)
        if kept:
            self._spans[what] += kept

    def rows(self) -> Iterator[Dated]:
        """Every fact once for each stretch of days."""
        for what, spans in self._spans.items():
            for starts, ends in union(spans) if len(spans) > 1 else spans:
                yield what, starts, ends


class Holding(NamedTuple):
    """A post with what decides on which days somebody holds it."""

    pk: int
    unit_id: int
    member_id: int
    kind: str
    starts_on: date
    ends_before: date | None
    areas: list[str]
    unit_ended: date | None
    joined_on: date
    state: str
    state_on: date | None

    @property
    def running(self) -> list[Span]:
        """Its days as long as its unit is there, whoever holds it."""
        return clip(self.starts_on, self.ends_before, (DAWN, self.unit_ended or FOREVER))

    @property
    def left_on(self) -> date:
        """The day on which the holder was a member no more."""
        ended = self.state in ENDED_STATES and self.state_on is not None
        return self.state_on if ended and self.state_on else FOREVER

    @property
    def held(self) -> list[Span]:
        """Its days as long as the holder is a member and the unit is there."""
        there = (DAWN, self.unit_ended or FOREVER)
        return clip(self.starts_on, self.ends_before, there, (self.joined_on, self.left_on))


HOLDING = (
    "pk",
    "unit_id",
    "member_id",
    "kind",
    "starts_on",
    "ends_before",
    "areas",
    "unit__ended_before",
    "member__joined_on",
    "member__state",
    "member__state_on",
)


def holdings(rows: Any) -> list[Holding]:
    """The posts of a queryset, as recounts need them."""
    return [Holding(*row) for row in rows.order_by("pk").values_list(*HOLDING)]
