"""The papers of a cell's month, filled from the same records as its pages."""

from chibo.areas.reports.papers.making import (
    PAPERS,
    MadePaper,
    make_paper,
    meeting_paper,
    report_paper,
)

__all__ = ["PAPERS", "MadePaper", "make_paper", "meeting_paper", "report_paper"]
