"""Days that have not come yet."""

from datetime import date

from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.sheets import Row
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date


def refuse_future(row: Row, field_name: str, today: date, findings: Findings) -> None:
    """An error for a day after today: the sheets tell the past."""
    day = row.get(field_name)
    if day is not None and day > today:
        findings.error(
            row,
            field_name,
            "future_date",
            _("Ngày %s chưa tới.") % show_date(day),
            _("Hãy xem lại ngày, tháng, năm."),
        )
