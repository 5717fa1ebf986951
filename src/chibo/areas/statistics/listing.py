"""Which numbers lead to a list of people, and which lists tell somebody's people or religion."""

from chibo.areas.statistics.measures.movements import WHYS
from chibo.areas.statistics.measures.portrait import POPULATIONS

SECRETIVE = ("people", "religion", "minority", "religious")


def has_list(measure: str) -> bool:
    """Whether people behind a measure can be listed."""
    first = measure.partition(".")[0]
    return first in ("closing", *WHYS, *POPULATIONS) and ".mean" not in measure


def is_sensitive(measure: str) -> bool:
    """Whether a list by this measure would tell somebody's people or religion."""
    part = measure.partition(".")[2].partition(":")
    return part[0] in SECRETIVE and bool(part[2] or part[0] != "people")
