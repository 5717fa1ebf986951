"""The sheets this release takes, as declared data, and reading rows by them."""

from chibo.areas.exchange.sheets.changes import CHANGES
from chibo.areas.exchange.sheets.columns import Column, Row, SheetForm
from chibo.areas.exchange.sheets.meetings import MEETINGS
from chibo.areas.exchange.sheets.members import MEMBERS
from chibo.areas.exchange.sheets.overseers import OVERSEERS
from chibo.areas.exchange.sheets.places import PLACES
from chibo.areas.exchange.sheets.posts import POSTS
from chibo.areas.exchange.sheets.targets import TARGETS
from chibo.areas.exchange.sheets.training import CLASSES, ENROLMENTS
from chibo.areas.exchange.sheets.transfers import TRANSFERS
from chibo.areas.exchange.sheets.units import UNITS

__all__ = ["SHEETS", "Column", "Row", "SheetForm", "sheet_form"]

SHEETS: tuple[SheetForm, ...] = (
    UNITS,
    CHANGES,
    PLACES,
    MEMBERS,
    TRANSFERS,
    POSTS,
    OVERSEERS,
    MEETINGS,
    TARGETS,
    CLASSES,
    ENROLMENTS,
)
"""All sheets, in the order in which they depend on each other."""


def sheet_form(code: str) -> SheetForm:
    """The sheet with this code; KeyError where there is none."""
    return {form.code: form for form in SHEETS}[code]
