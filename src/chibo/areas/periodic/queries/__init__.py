"""Reading periodic reports, always for an actor."""

from chibo.areas.periodic.queries.asked import (
    Board,
    Due,
    board,
    forms_asked_of,
    get_asking,
    get_report,
    own_reports,
)
from chibo.areas.periodic.queries.burden import BurdenOf, MonthAsked, asked_by_month, burden_of
from chibo.areas.periodic.queries.drawing import Drawn, draw
from chibo.areas.periodic.queries.said import Said, said_last
from chibo.areas.periodic.queries.sealed import changed_reports
from chibo.areas.periodic.queries.showing import ReportSeen, SeenLine, see

__all__ = [
    "Board",
    "BurdenOf",
    "Drawn",
    "Due",
    "ReportSeen",
    "Said",
    "SeenLine",
    "board",
    "MonthAsked",
    "asked_by_month",
    "burden_of",
    "changed_reports",
    "draw",
    "forms_asked_of",
    "get_asking",
    "get_report",
    "own_reports",
    "said_last",
    "see",
]
