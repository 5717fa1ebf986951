"""`Lớp học` and `Học viên`: classes and who was enrolled in them."""

from django.utils.translation import gettext_lazy as _

from chibo.areas.exchange.sheets.columns import Column, SheetForm
from chibo.areas.exchange.sheets.values import choice, code, count, day, text
from chibo.areas.training.models import Course

COURSES = {str(course.label): course.value for course in Course}

CLASSES = SheetForm(
    code="classes",
    title="Lớp học",
    columns=(
        Column("Mã lớp", "code", code(40), True, examples=("ĐVM-2025-01", "ĐT-2026-01")),
        Column(
            "Loại lớp",
            "course",
            choice(COURSES),
            True,
            choices=tuple(COURSES),
            examples=("Đảng viên mới", "Đối tượng Đảng"),
        ),
        Column(
            "Tên",
            "name",
            text(200),
            examples=("Bồi dưỡng đảng viên mới khóa I", "Nhận thức về Đảng khóa I"),
        ),
        Column(
            "Mã đơn vị mở",
            "unit_code",
            code(40),
            True,
            note=_("Đơn vị mở lớp; lớp và học viên tính ở đơn vị này."),
            examples=("052.014", "052.014"),
        ),
        Column("Khai giảng", "starts_on", day, True, examples=("06/10/2025", "06/04/2026")),
        Column(
            "Bế giảng",
            "ends_on",
            day,
            note=_("Ngày cuối cùng của lớp; để trống khi lớp chưa bế giảng."),
            examples=("10/10/2025", "10/04/2026"),
        ),
    ),
)

ENROLMENTS = SheetForm(
    code="enrolments",
    title="Học viên",
    columns=(
        Column(
            "Mã lớp",
            "class_code",
            code(40),
            True,
            examples=("ĐVM-2025-01", "ĐT-2026-01", "ĐT-2026-01"),
        ),
        Column(
            "Mã đảng viên",
            "member_code",
            code(40),
            note=_("Học viên là đảng viên. Người khác ghi họ tên và ngày sinh."),
            examples=("0003", "", ""),
        ),
        Column("Họ và tên", "full_name", text(120), examples=("", "Lê Thị Tập", "Hồ Văn Học")),
        Column("Ngày sinh", "born_on", day, examples=("", "02/03/2001", "15/08/1999")),
        Column(
            "Số buổi dự",
            "attended",
            count,
            note=_("Số buổi đã dự; để trống khi chưa ghi, ghi 0 khi không dự buổi nào."),
            examples=(10, 10, 8),
        ),
        Column("Kết quả", "result", text(120), examples=("Giấy chứng nhận", "Giấy chứng nhận", "")),
    ),
)
