"""Score sheets as a table to take along."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from chibo.areas.scoring.models import ScoreSheet
from chibo.web.components.downloads import Table, columns


def sheets_table(title: str, sheets: Iterable[ScoreSheet]) -> Table:
    """A row for each sheet: its cell and meeting, the cell's own points and the official ones."""
    headings = columns(
        (_("Chi bộ"), 40),
        (_("Tháng"), 10),
        (_("Ngày họp"), 12),
        (_("Tự chấm"), 10),
        (_("Chính thức"), 10),
        (_("Lý do"), 60),
    )
    rows = [
        (
            sheet.meeting.unit.name,
            sheet.meeting.round.label,
            sheet.meeting.held_on,
            _points(sheet.self_total),
            _points(sheet.official_total),
            sheet.official_note or None,
        )
        for sheet in sheets
    ]
    return Table(title, headings, rows)


def _points(points: Decimal | None) -> float | str:
    return _("chưa chấm") if points is None else float(points)
