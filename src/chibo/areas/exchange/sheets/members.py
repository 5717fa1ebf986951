"""`Đảng viên`: the members of cells."""

from django.utils.translation import gettext_lazy as _

from chibo.areas.exchange.sheets.columns import Column, SheetForm
from chibo.areas.exchange.sheets.values import choice, code, day, text
from chibo.areas.members.models import Gender, MemberState

SENSITIVE = ("ethnicity", "religion", "citizen_number")

_GENDERS = {gender.label: gender.value for gender in Gender}
_STATES = {state.label: state.value for state in MemberState}
MEMBERS = SheetForm(
    code="members",
    title="Đảng viên",
    columns=(
        Column("Mã đảng viên", "code", code(40), True, examples=("0001", "0002", "0003")),
        Column(
            "Họ và tên",
            "full_name",
            text(120),
            True,
            examples=("Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Y Thử"),
        ),
        Column(
            "Giới tính",
            "gender",
            choice(_GENDERS),
            True,
            choices=tuple(_GENDERS),
            examples=("Nam", "Nữ", "Nữ"),
        ),
        Column(
            "Ngày sinh",
            "born_on",
            day,
            True,
            examples=("05/02/1970", "30/04/1985", "19/05/1996"),
        ),
        Column("Dân tộc", "ethnicity", text(40), examples=("Kinh", "Kinh", "Ba Na")),
        Column("Tôn giáo", "religion", text(40), examples=("Không", "Không", "Không")),
        Column(
            "Số định danh",
            "citizen_number",
            code(24),
            note=_("12 chữ số, định dạng Văn bản."),
            examples=("062070000001", "062185000002", ""),
        ),
        Column("Số thẻ đảng", "card_number", code(40), examples=("38.012345", "", "")),
        Column(
            "Mã chi bộ",
            "cell_code",
            code(40),
            True,
            examples=("052.014.003", "052.014.003", "052.014.003"),
        ),
        Column(
            "Ngày vào Đảng",
            "joined_on",
            day,
            True,
            examples=("03/02/1995", "19/05/2010", "02/09/2025"),
        ),
        Column("Ngày chính thức", "full_on", day, examples=("03/02/1996", "19/05/2011", "")),
        Column(
            "Trạng thái",
            "state",
            choice(_STATES),
            choices=tuple(_STATES),
            note=_("Để trống: hiểu theo ngày vào Đảng và ngày chính thức."),
            examples=("Miễn sinh hoạt", "Chính thức", ""),
        ),
        Column(
            "Ngày trạng thái",
            "state_on",
            day,
            note=_("Ngày đầu tiên ở trạng thái đó; phải có khi đã chuyển đi, từ trần, ra Đảng."),
            examples=("01/01/2026", "", ""),
        ),
        Column("Điện thoại", "phone", code(60), examples=("0900000001", "0900000002", "")),
    ),
)
