"""`Chuyển sinh hoạt`: where members moved, and where they take part for a time."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from chibo.areas.exchange.sheets.columns import Column, SheetForm
from chibo.areas.exchange.sheets.values import choice, code, day, month, text
from chibo.areas.members.models import TransferReason
from chibo.regulations import MemberRules, current

HOME = "home"
"""No letter is known of: only from which day the member was at home where."""
_HOME_LABEL = "Chỉ ghi nơi sinh hoạt"
_WHOLE = "Chuyển sinh hoạt đảng "
WAITING = {"Chờ tiếp nhận": "issued", "Đã tiếp nhận": "accepted"}
_REASONS = {reason.label: reason.value for reason in TransferReason}


def kind_names() -> dict[str, str]:
    """Code → name of every kind of transfer of whatever time."""
    packs: Iterable[object] = (pack.rules for pack in current().chain("members"))
    kinds = (
        kind for rules in packs if isinstance(rules, MemberRules) for kind in rules.transfer_kinds
    )
    return {kind.code: kind.name for kind in kinds}


def kind_labels() -> dict[str, str]:
    """Short name → code, as written in the sheet."""
    short = {name.removeprefix(_WHOLE): kind for kind, name in kind_names().items()}
    return {name[:1].upper() + name[1:]: kind for name, kind in short.items()} | {_HOME_LABEL: HOME}


_LABELS = kind_labels()
TRANSFERS = SheetForm(
    code="transfers",
    title="Chuyển sinh hoạt",
    columns=(
        Column("Mã đảng viên", "member_code", code(40), True, examples=("0002", "0003")),
        Column(
            "Ngày",
            "on",
            day,
            True,
            note=_("Ngày đầu tiên ở nơi đến. Giấy đang chờ, hoặc đi khỏi hệ thống: ngày của giấy."),
            examples=("01/10/2025", "15/02/2026"),
        ),
        Column(
            "Loại",
            "kind",
            choice(_LABELS | {name: kind for kind, name in kind_names().items()}),
            True,
            choices=tuple(_LABELS),
            note=_("“Chỉ ghi nơi sinh hoạt”: biết ngày và chi bộ, không rõ giấy."),
            examples=("Nội bộ", "Tạm thời"),
        ),
        Column(
            "Mã chi bộ đi",
            "from_code",
            code(40),
            note=_("Để trống khi đến từ ngoài hệ thống."),
            examples=("052.014.004", "052.014.003"),
        ),
        Column(
            "Nơi đi",
            "from_place",
            text(250),
            note=_("Chỉ khi ở ngoài hệ thống."),
            examples=("",) * 2,
        ),
        Column(
            "Mã đơn vị đến",
            "to_code",
            code(40),
            note=_("Chi bộ tiếp nhận. Để trống khi đi khỏi hệ thống."),
            examples=("052.014.003", ""),
        ),
        Column(
            "Nơi đến",
            "to_place",
            text(250),
            note=_("Chỉ khi ở ngoài hệ thống."),
            examples=("", "Đảng bộ Trường Chính trị tỉnh"),
        ),
        Column(
            "Thời hạn",
            "until",
            day,
            note=_("Ngày hết hạn sinh hoạt tạm thời, kể cả khi đã kéo dài."),
            examples=("", "15/12/2026"),
        ),
        Column("Ngày trở về", "returned_on", day, examples=("", "")),
        Column(
            "Lý do",
            "reason",
            choice(_REASONS),
            choices=tuple(_REASONS),
            examples=("Thay đổi nơi cư trú", "Đi học"),
        ),
        Column("Ngày giấy", "issued_on", day, examples=("20/09/2025", "10/02/2026")),
        Column(
            "Số giấy",
            "outside_number",
            text(60),
            note=_("Số của giấy do nơi khác cấp."),
            examples=("",) * 2,
        ),
        Column("Đảng phí đóng hết tháng", "fee_paid_to", month, examples=("09/2025", "02/2026")),
        Column(
            "Tình trạng",
            "state",
            choice(WAITING),
            choices=tuple(WAITING),
            note=_("Để trống: đã tiếp nhận."),
            examples=("", ""),
        ),
        Column("Ghi chú", "note", text(500), examples=("", "")),
    ),
)
