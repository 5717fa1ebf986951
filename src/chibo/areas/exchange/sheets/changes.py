"""`Biến động tổ chức`: changes of units."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.areas.exchange.sheets.columns import Column, SheetForm
from chibo.areas.exchange.sheets.units import kind_labels
from chibo.areas.exchange.sheets.values import choice, code, day, text
from chibo.areas.organisation.models import ChangeKind
from chibo.regulations import unit_kinds

_LABELS = {kind.label: kind.value for kind in ChangeKind}
_KINDS = tuple(kind.name for kind in unit_kinds())


def _codes(longest: int) -> Callable[[Any], list[str]]:
    """Codes with `;` between them."""
    read = code(longest)

    def split(value: Any) -> list[str]:
        return [part for each in read(value).split(";") if (part := each.strip())]

    return split


CHANGES = SheetForm(
    code="changes",
    title="Biến động tổ chức",
    columns=(
        Column("Ngày", "on", day, True, examples=("01/10/2025", "01/01/2026")),
        Column(
            "Loại",
            "kind",
            choice(_LABELS),
            True,
            choices=tuple(_LABELS),
            examples=("Đổi tên", "Sáp nhập"),
        ),
        Column("Mã đơn vị", "unit_code", code(40), True, examples=("052.014.003", "052.014.004")),
        Column(
            "Mã đơn vị nhận",
            "receiver_codes",
            _codes(400),
            note=_("Cấp trên, đơn vị nhận hoặc đơn vị mới; nhiều đơn vị thì cách nhau bằng dấu ;"),
            examples=("", "052.014.003"),
        ),
        Column(
            "Loại mới",
            "new_kind",
            choice(kind_labels(), hint=" | ".join(_KINDS)),
            choices=_KINDS,
            examples=("", ""),
        ),
        Column("Tên mới", "new_name", text(250), examples=("Chi bộ thôn Một Mới", "")),
        Column("Số quyết định", "decision_number", code(80), examples=("12-QĐ/ĐU", "15-QĐ/ĐU")),
    ),
)
