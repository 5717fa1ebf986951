"""`Địa bàn`: the thôn, ấp, khóm, tổ dân phố of a commune."""

from django.utils.translation import gettext_lazy as _

from chibo.areas.exchange.sheets.columns import Column, SheetForm
from chibo.areas.exchange.sheets.values import choice, code, day, text
from chibo.areas.places.kinds import place_kinds

_KINDS = tuple(kind.name for kind in place_kinds().values())
_LABELS = {
    label: kind.code for kind in place_kinds().values() for label in (kind.name, *kind.aliases)
}
PLACES = SheetForm(
    code="places",
    title="Địa bàn",
    columns=(
        Column(
            "Mã đơn vị",
            "unit_code",
            code(40),
            True,
            note=_("Mã của đảng bộ xã, phường."),
            examples=("052.014",) * 3,
        ),
        Column("Tên", "name", text(120), True, examples=("Thôn Một", "Thôn Hai", "Thôn Ba")),
        Column(
            "Loại",
            "kind",
            choice(_LABELS, hint=" | ".join(_KINDS)),
            True,
            choices=_KINDS,
            examples=("Thôn", "Thôn", "Thôn"),
        ),
        Column("Mã", "code", code(40), examples=("", "", "")),
        Column("Từ ngày", "starts_on", day, examples=("", "", "01/07/2025")),
        Column(
            "Đến ngày",
            "last_day",
            day,
            note=_("Ngày cuối cùng còn; để trống khi vẫn còn."),
            examples=("", "", ""),
        ),
        Column(
            "Đổi thành",
            "became",
            text(140),
            note=_("Nơi mới sau khi đổi tên hoặc nhập, bắt đầu ngay hôm sau; phải có Đến ngày."),
            examples=("", "", ""),
        ),
    ),
)
