"""`Sinh hoạt`: meetings held, for bringing in the past."""

from django.utils.translation import gettext_lazy as _

from chibo.areas.exchange.sheets.columns import Column, SheetForm
from chibo.areas.exchange.sheets.values import choice, clock, code, count, day, points, text
from chibo.areas.meetings.models import MeetingKind

_KINDS = {kind.label: kind.value for kind in MeetingKind}
MEETINGS = SheetForm(
    code="meetings",
    title="Sinh hoạt",
    columns=(
        Column("Mã chi bộ", "cell_code", code(40), True, examples=("052.014.003",) * 3),
        Column("Ngày", "held_on", day, True, examples=("03/01/2026", "03/02/2026", "03/03/2026")),
        Column(
            "Loại",
            "kind",
            choice(_KINDS),
            True,
            choices=tuple(_KINDS),
            examples=("Thường kỳ", "Thường kỳ", "Kết hợp"),
        ),
        Column("Bắt đầu", "starts_at", clock, examples=("19:00", "19:00", "08:00")),
        Column(
            "Kết thúc",
            "ends_at",
            clock,
            note=_("Sớm hơn giờ bắt đầu thì hiểu là sang ngày hôm sau."),
            examples=("20:40", "20:15", "10:30"),
        ),
        Column(
            "Phải dự",
            "expected",
            count,
            True,
            note=_("Đảng viên được miễn chỉ tính khi có mặt; khách mời không tính."),
            examples=(12, 12, 12),
        ),
        Column("Có mặt", "present", count, True, examples=(11, 10, 12)),
        Column("Vắng có lý do", "excused", count, examples=(1, 1, 0)),
        Column("Vắng không lý do", "unexcused", count, examples=(0, 1, 0)),
        Column("Số người phát biểu", "speakers", count, examples=(5, 3, 7)),
        Column(
            "Chuyên đề",
            "topic",
            text(300),
            examples=("", "", "Xây dựng nông thôn mới nâng cao"),
        ),
        Column("Điểm tự chấm", "self_total", points, examples=(92, 81.5, 96)),
        Column("Điểm chính thức", "official_total", points, examples=(91, 80, "")),
        Column("Cấp trên dự", "visitors", text(300), examples=("", "Đồng chí phụ trách", "")),
    ),
)
