"""`Chỉ tiêu`: what a unit is to reach in a year."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.areas.exchange.reading import plain
from chibo.areas.exchange.sheets.columns import Column, SheetForm
from chibo.areas.exchange.sheets.values import BadCell, amount, code, show, text, year
from chibo.areas.indicators.definitions import definitions
from chibo.core import i18n


def indicator(value: Any) -> str:
    """The code of an indicator; its Vietnamese name is taken too."""
    found = _known().get(plain(value)) if isinstance(value, str) else None
    if found is None:
        raise BadCell(
            "unknown_indicator",
            i18n._("Không có chỉ số “%s”.") % show(value),
            i18n._("Hãy ghi mã như members.admitted hoặc tên như “Đảng viên kết nạp trong kỳ”."),
        )
    return found


@cache
def _known() -> Mapping[str, str]:
    listed = [each for each in definitions() if each.listed]
    names = {plain(each.name): each.code for each in listed}
    return names | {plain(each.code): each.code for each in listed}


TARGETS = SheetForm(
    code="targets",
    title="Chỉ tiêu",
    columns=(
        Column(
            "Mã đơn vị",
            "unit_code",
            code(40),
            True,
            examples=("052.014", "052.014.003", "052.014"),
        ),
        Column("Năm", "year", year, True, examples=(2026, 2026, 2026)),
        Column(
            "Chỉ số",
            "indicator",
            indicator,
            True,
            note=_("Mã của chỉ số, ví dụ members.admitted; ghi tên chỉ số cũng được."),
            examples=("members.admitted", "members.admitted", "meetings.even_rate"),
        ),
        Column(
            "Kế hoạch",
            "planned",
            amount,
            True,
            note=_("Ghi 0 khi được giao bằng 0; không giao thì bỏ hàng này."),
            examples=(2, 1, 100),
        ),
        Column(
            "Lý do chậm",
            "lag_reason",
            text(500),
            note=_("Vì sao chưa kịp; một câu, không ghi điều mật."),
            examples=("", "", ""),
        ),
    ),
)
