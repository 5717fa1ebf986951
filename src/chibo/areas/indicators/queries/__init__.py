"""Reading figures, always for an actor."""

from chibo.areas.indicators.definitions import Definition, definition, definitions
from chibo.areas.indicators.queries.behind import period_records
from chibo.areas.indicators.queries.counted import KeptCount, kept_members
from chibo.areas.indicators.queries.marks import BranchMark, CellMark
from chibo.areas.indicators.queries.overview import (
    BranchRow,
    CellRow,
    Chosen,
    Overview,
    chosen,
    overview,
)
from chibo.areas.indicators.queries.paging import Page
from chibo.areas.indicators.queries.progress import (
    Admissions,
    TargetLine,
    TargetYear,
    admissions,
    target_year,
)
from chibo.areas.indicators.queries.records import Record
from chibo.areas.indicators.queries.report import indicator_report
from chibo.areas.indicators.queries.totals import Total
from chibo.areas.indicators.queries.waiting import CellWaiting, cells_without_meeting

__all__ = [
    "Admissions",
    "TargetLine",
    "TargetYear",
    "admissions",
    "target_year",
    "BranchMark",
    "BranchRow",
    "CellMark",
    "CellRow",
    "CellWaiting",
    "Chosen",
    "Definition",
    "KeptCount",
    "Overview",
    "Page",
    "Record",
    "Total",
    "cells_without_meeting",
    "chosen",
    "definition",
    "definitions",
    "indicator_report",
    "kept_members",
    "overview",
    "period_records",
]
