"""When two records look like one person: pure comparisons, each with its reason; no score."""

from chibo.areas.members.duplicates.rules.births import BirthMatch, compare_births, near_births
from chibo.areas.members.duplicates.rules.finding import Finder
from chibo.areas.members.duplicates.rules.names import NameMatch, compare_names
from chibo.areas.members.duplicates.rules.people import Person, Reason, reasons

__all__ = [
    "BirthMatch",
    "Finder",
    "NameMatch",
    "Person",
    "Reason",
    "compare_births",
    "compare_names",
    "near_births",
    "reasons",
]
