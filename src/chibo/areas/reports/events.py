"""What this area tells the higher ones."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ReportReturned:
    """The superior returned a cell's report to be mended."""

    report_id: int
    at: datetime


@dataclass(frozen=True)
class ReportTakenBack:
    """The cell opened a meeting again and took its report back before anybody accepted it."""

    report_id: int
    at: datetime
