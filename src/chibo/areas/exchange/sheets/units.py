"""`Tổ chức`: the units of the tree."""

from django.utils.translation import gettext_lazy as _

from chibo.areas.exchange.sheets.columns import Column, SheetForm
from chibo.areas.exchange.sheets.values import choice, code, day, several, text
from chibo.areas.organisation.models import CellType
from chibo.regulations import unit_kinds


def kind_labels() -> dict[str, str]:
    """The code of every kind of unit by its names."""
    labels = {}
    for kind in unit_kinds():
        labels.update(dict.fromkeys((kind.name, *kind.aliases), kind.code))
    return labels


_KINDS = tuple(kind.name for kind in unit_kinds())
_CELL_TYPES = {kind.label: kind.value for kind in CellType}
_VILLAGE = CellType.VILLAGE.label
UNITS = SheetForm(
    code="units",
    title="Tổ chức",
    columns=(
        Column(
            "Mã", "code", code(40), True, examples=("052", "052.014", "052.014.003", "052.014.004")
        ),
        Column(
            "Tên",
            "name",
            text(250),
            True,
            examples=(
                "Đảng bộ tỉnh Ví Dụ",
                "Đảng bộ xã Tân Mẫu",
                "Chi bộ thôn Một",
                "Chi bộ thôn Ba",
            ),
        ),
        Column(
            "Loại",
            "kind",
            choice(kind_labels(), hint=" | ".join(_KINDS)),
            True,
            choices=_KINDS,
            examples=("Đảng bộ tỉnh", "Đảng bộ cấp trên trực tiếp", *["Chi bộ trực thuộc"] * 2),
        ),
        Column(
            "Mã cấp trên",
            "parent_code",
            code(40),
            note=_("Chỉ để trống ở tổ chức cao nhất."),
            examples=("", "052", "052.014", "052.014"),
        ),
        Column(
            "Loại hình",
            "cell_type",
            choice(_CELL_TYPES),
            choices=tuple(_CELL_TYPES),
            note=_("Ghi cho chi bộ."),
            examples=("", "", _VILLAGE, _VILLAGE),
        ),
        Column("Ngày thành lập", "founded_on", day, examples=("", *["01/07/2025"] * 3)),
        Column(
            "Ngày kết thúc",
            "ended_before",
            day,
            note=_("Ngày đầu tiên không còn tồn tại."),
            examples=("",) * 4,
        ),
        Column(
            "Địa bàn",
            "areas",
            several,
            note=_("Thôn, ấp, khóm phụ trách; nhiều nơi thì cách nhau bằng dấu ;"),
            examples=("", "", "Thôn Một; Thôn Hai", "Thôn Ba"),
        ),
        Column(
            "Địa danh",
            "place",
            text(120),
            note=_("Nơi ghi ở đầu văn bản."),
            examples=("Ví Dụ", *["Tân Mẫu"] * 3),
        ),
        Column(
            "Đầu nhiệm kỳ",
            "term_starts_on",
            day,
            note=_("Để đánh số văn bản."),
            examples=("15/10/2025", "20/08/2025", *["15/06/2025"] * 2),
        ),
    ),
)
