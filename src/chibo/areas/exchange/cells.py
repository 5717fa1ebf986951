"""Reading one cell of a row by its column, with what is wrong told where it stands."""

from typing import Any

from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.sheets import Column, Row
from chibo.areas.exchange.sheets.values import BadCell, is_empty
from chibo.core.i18n import _


def read_cell(row: Row, column: Column, value: Any, findings: Findings) -> None:
    """Put what the cell means into the row; an empty one is left out."""
    if is_empty(value):
        if column.required:
            findings.error(
                row,
                column.field,
                "missing_value",
                _("Ô bắt buộc đang để trống."),
                _("Hãy ghi “%s” cho hàng này.") % column.heading,
            )
        return
    try:
        row.values[column.field] = column.read(value)
    except BadCell as bad:
        findings.error(row, column.field, bad.code, bad.message, bad.repair)
