"""What this area tells the higher ones."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ReportReturned:
    """The superior returned a cell's report to be mended."""

    report_id: int
    at: datetime
