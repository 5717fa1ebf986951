"""Pure decisions about a score sheet: proposing lines from the record, checking, summing."""

from chibo.areas.scoring.rules.facts import FACT_REASONS, MEASURE_VALUES, MeetingFacts
from chibo.areas.scoring.rules.gaps import GAP_BANDS, GapBand, gap_band
from chibo.areas.scoring.rules.proposals import ProposedLine, knocked_out, propose
from chibo.areas.scoring.rules.sheets import (
    Total,
    grade_of,
    line_problems,
    official_problems,
    rebased,
    reserved_problems,
    total,
)
from chibo.areas.scoring.rules.trying import HeldLine, Tried, try_rubric
from chibo.areas.scoring.rules.years import YearGrade, year_grade

__all__ = [
    "GAP_BANDS",
    "GapBand",
    "gap_band",
    "HeldLine",
    "Tried",
    "YearGrade",
    "year_grade",
    "try_rubric",
    "FACT_REASONS",
    "MEASURE_VALUES",
    "MeetingFacts",
    "ProposedLine",
    "Total",
    "grade_of",
    "knocked_out",
    "line_problems",
    "official_problems",
    "propose",
    "rebased",
    "reserved_problems",
    "total",
]
