"""`Phụ trách`: which committee member follows which unit."""

from django.utils.translation import gettext_lazy as _

from chibo.areas.exchange.sheets.columns import Column, SheetForm
from chibo.areas.exchange.sheets.values import choice, code, day, text

LEADS = {"Phụ trách chính": "lead", "Cùng phụ trách": "helps"}
OVERSEERS = SheetForm(
    code="overseers",
    title="Phụ trách",
    columns=(
        Column("Mã đảng viên", "member_code", code(40), True, examples=("0001", "0002", "0001")),
        Column(
            "Mã đơn vị",
            "unit_code",
            code(40),
            True,
            note=_("Đơn vị được phụ trách."),
            examples=("052.014.003", "052.014.003", "052.014"),
        ),
        Column(
            "Từ ngày",
            "starts_on",
            day,
            True,
            examples=("01/08/2025", "01/08/2025", "01/08/2025"),
        ),
        Column(
            "Đến ngày",
            "last_day",
            day,
            note=_("Ngày cuối cùng còn phụ trách; để trống khi đang phụ trách."),
            examples=("", "31/12/2025", ""),
        ),
        Column(
            "Vai trò",
            "role",
            choice(LEADS),
            choices=tuple(LEADS),
            note=_(
                "Để trống: người đầu tiên của đơn vị phụ trách chính, "
                "những người khác cùng phụ trách."
            ),
            examples=("", "Cùng phụ trách", ""),
        ),
        Column("Số quyết định", "decision", text(120), examples=("15-QĐ/ĐU", "", "")),
    ),
)
