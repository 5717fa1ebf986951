"""Periods, the filling of cells, and checks between them. Pure."""

from chibo.areas.statistics.rules.checking import Found, checked
from chibo.areas.statistics.rules.filling import (
    OF_UNITS,
    UNITS,
    Cell,
    Counted,
    Facts,
    Line,
    Number,
    Shown,
    cells_of,
    lines_of,
)
from chibo.areas.statistics.rules.heads import Head, heads_of
from chibo.areas.statistics.rules.periods import (
    FIRST_YEAR,
    Told,
    Window,
    period_of,
    told_period,
)
from chibo.areas.statistics.rules.suppressing import NONE, Kept, all_of, kept_back

__all__ = [
    "FIRST_YEAR",
    "NONE",
    "OF_UNITS",
    "UNITS",
    "Cell",
    "Counted",
    "Facts",
    "Found",
    "Head",
    "Kept",
    "Line",
    "Number",
    "Shown",
    "Told",
    "Window",
    "all_of",
    "cells_of",
    "checked",
    "heads_of",
    "kept_back",
    "lines_of",
    "period_of",
    "told_period",
]
