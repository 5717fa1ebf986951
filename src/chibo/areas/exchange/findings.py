"""What was found in the files: errors keep the whole import out, warnings are only shown."""

from dataclasses import dataclass, field

from chibo.areas.exchange.errors import CannotRead
from chibo.areas.exchange.sheets.columns import Row, SheetForm
from chibo.areas.members.sealed import NUMBERS
from chibo.core.errors import Refused
from chibo.core.numbers import without_numbers

_NAMED = frozenset({"code", "member_code", "cell_code", "unit_code", "parent_code"})
"""Codes are told in full: by them a row is found. Numbers of people are not: findings are kept."""


@dataclass(frozen=True)
class Problem:
    """One finding: where it stands, what is wrong, what to do. `row` 1 is the heading row."""

    file: str
    sheet: str
    row: int | None
    column: str
    code: str
    message: str
    repair: str


@dataclass
class Findings:
    """All that was found, in the order of finding."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def error(self, row: Row, field_name: str, code: str, message: str, repair: str) -> None:
        """A row cannot be taken; its faults are not told twice."""
        row.faulty = True
        self.errors.append(_at(row, field_name, code, message, repair))

    def warn(self, row: Row, field_name: str, code: str, message: str, repair: str) -> None:
        """A row is taken, but somebody should look at it."""
        self.warnings.append(_at(row, field_name, code, message, repair))

    def error_in_sheet(
        self, file: str, form: SheetForm, heading: str, code: str, message: str, repair: str
    ) -> None:
        """A sheet cannot be taken."""
        self.errors.append(Problem(file, form.title, 1, heading, code, message, repair))

    def error_in_file(self, file: str, refusal: Refused) -> None:
        """A file cannot be read."""
        message, repair = refusal.message, ""
        if isinstance(refusal, CannotRead):
            message, repair = refusal.problem, refusal.repair
        self.errors.append(Problem(file, "", None, "", refusal.code, message, repair))

    def in_file_order(self) -> None:
        """Sort both lists by file, sheet and row."""
        for found in (self.errors, self.warnings):
            found.sort(key=lambda each: (each.file, each.sheet, each.row or 0))


def _at(row: Row, field_name: str, code: str, message: str, repair: str) -> Problem:
    heading = row.form.heading(field_name) if field_name else ""
    told = (
        message if field_name in _NAMED else without_numbers(message, all_of=field_name in NUMBERS)
    )
    return Problem(row.file, row.form.title, row.number, heading, code, told, repair)
