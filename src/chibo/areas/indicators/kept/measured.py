"""What is kept: the measuring functions with the facts each gives.

An indicator more is its definition and, where it counts what no function counts yet, a function
listed here; the worker then counts it for all months that are kept.
"""

import hashlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from types import ModuleType

from chibo.areas.indicators import minimums
from chibo.areas.indicators.definitions import definitions
from chibo.areas.indicators.kept import standing_facts
from chibo.areas.indicators.measures import Count, meetings, members, training, units
from chibo.areas.members.models import ENDED_STATES


@dataclass(frozen=True)
class Measure:
    """A measuring function.

    `at_end`: facts of the last day; `adding`: those that add up over months; `whole`: those that
    only the whole period says. `basis`: what besides the records decides about the numbers.
    """

    name: str
    count: Count
    at_end: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    module: ModuleType | None = None
    given: Callable[[], object] = tuple

    @property
    def facts(self) -> tuple[str, ...]:
        """All of them, those of whole periods first: their rows are short then."""
        return (*self.whole, *self.at_end, *self.adding)

    @cached_property
    def basis(self) -> str:
        """Changes with the words of the function and with what packs and definitions give it."""
        words = inspect.getsource(self.module) if self.module else ""
        told = repr((words, self.facts, self.given()))
        return hashlib.sha256(told.encode()).hexdigest()


_MEETINGS = Measure(
    "meetings",
    meetings.count_meetings,
    whole=("cells_met", "cells_even", "cells_thematic", "cells_visited"),
    adding=(
        *("regular", "thematic", "expected", "present", "short", "official_scored"),
        *("official_sum", "good", "fair", "average_grade", "poor"),
    ),
    module=meetings,
    given=minimums.parameters,
)
_UNITS = Measure(
    "units",
    units.count_units,
    at_end=(
        *("cells", "subordinate_cells", "grassroots_committees", "grassroots_cells"),
        "grassroots",
    ),
    adding=("founded", "grassroots_founded", "upgraded", "merged", "dissolved"),
    module=units,
    given=units.kinds,
)
_MEMBERS = Measure(
    "members",
    members.count_members,
    at_end=("members", "full", "probationary", "exempt", "women", "age_sum"),
    adding=("admitted",),
    module=members,
    given=lambda: sorted(ENDED_STATES),
)
_STANDING = Measure(
    "posts and places",
    standing_facts.count_standing_facts,
    at_end=standing_facts.FACTS,
    module=standing_facts,
)


@cache
def measures() -> tuple[Measure, ...]:
    """All of them."""
    courses = tuple(each.counts for each in definitions() if each.course)
    trained = Measure(
        "training",
        training.count_training,
        adding=("classes", "trainees", "attendances", *courses),
        module=training,
        given=training.by_course,
    )
    return (_MEETINGS, _UNITS, _MEMBERS, _STANDING, trained)


HUNDREDTHS = frozenset({"official_sum"})
"""Facts with two decimals; kept as whole hundredths."""
