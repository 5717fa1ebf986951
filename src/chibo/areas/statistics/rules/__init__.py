"""Periods, the filling of cells, and checks between them. Pure."""

from chibo.areas.statistics.rules.checking import Found, checked
from chibo.areas.statistics.rules.filling import (
    Cell,
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

__all__ = [
    "FIRST_YEAR",
    "Cell",
    "Facts",
    "Found",
    "Head",
    "Line",
    "Number",
    "Shown",
    "Told",
    "Window",
    "cells_of",
    "checked",
    "heads_of",
    "lines_of",
    "period_of",
    "told_period",
]
