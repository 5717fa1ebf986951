"""The papers of a cell's month, filled from the same records as its pages."""

from chibo.areas.documents.making import MadePaper
from chibo.areas.reports.papers.badges import badge_list_paper, badge_list_workbook
from chibo.areas.reports.papers.calling import committee_call_paper
from chibo.areas.reports.papers.committee import committee_minutes_paper
from chibo.areas.reports.papers.drafts import draft_paper
from chibo.areas.reports.papers.dues import dues_list_paper, dues_receipt_paper
from chibo.areas.reports.papers.making import (
    PAPERS,
    SECOND_SHEET,
    make_paper,
    meeting_paper,
    papers_of,
    report_paper,
)
from chibo.areas.reports.papers.visiting import visits_paper

__all__ = [
    "PAPERS",
    "SECOND_SHEET",
    "MadePaper",
    "badge_list_paper",
    "badge_list_workbook",
    "committee_call_paper",
    "committee_minutes_paper",
    "draft_paper",
    "dues_list_paper",
    "dues_receipt_paper",
    "make_paper",
    "meeting_paper",
    "papers_of",
    "report_paper",
    "visits_paper",
]
