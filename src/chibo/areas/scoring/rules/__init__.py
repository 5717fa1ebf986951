"""Pure decisions about a score sheet: proposing lines from the record, checking, summing."""

from chibo.areas.scoring.rules.facts import FACT_REASONS, MEASURE_VALUES, MeetingFacts
from chibo.areas.scoring.rules.proposals import ProposedLine, propose
from chibo.areas.scoring.rules.sheets import (
    Total,
    grade_of,
    line_problems,
    official_problems,
    total,
)

__all__ = [
    "FACT_REASONS",
    "MEASURE_VALUES",
    "MeetingFacts",
    "ProposedLine",
    "Total",
    "grade_of",
    "line_problems",
    "official_problems",
    "propose",
    "total",
]
