"""The columns of the layout: how they are written out, and by which headings they are known."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.areas.exchange.sheets.columns import Column, SheetForm
from chibo.areas.exchange.sheets.values import choice, code, day, show, text
from chibo.areas.members.models import Gender, MemberState
from chibo.core.vietnamese import fold

TITLE = "Danh sách đảng viên (33 cột)"
ACTIVE = "active"
_GENDERS = {gender.label: gender.value for gender in Gender}
STATES = {
    "Đang sinh hoạt Đảng": ACTIVE,
    "Đang sinh hoạt": ACTIVE,
    "Chính thức": MemberState.FULL.value,
    "Đảng viên chính thức": MemberState.FULL.value,
    "Dự bị": MemberState.PROBATIONARY.value,
    "Đảng viên dự bị": MemberState.PROBATIONARY.value,
    "Miễn sinh hoạt": MemberState.EXEMPT.value,
    "Miễn sinh hoạt Đảng": MemberState.EXEMPT.value,
    "Được miễn sinh hoạt Đảng": MemberState.EXEMPT.value,
    "Đã chuyển sinh hoạt": MemberState.TRANSFERRED.value,
    "Đã chuyển đi": MemberState.TRANSFERRED.value,
    "Đã từ trần": MemberState.DECEASED.value,
    "Từ trần": MemberState.DECEASED.value,
    "Đã mất": MemberState.DECEASED.value,
    "Đã ra khỏi Đảng": MemberState.LEFT.value,
    "Ra khỏi Đảng": MemberState.LEFT.value,
}
STATE_WORDS = {
    MemberState.FULL.value: "Đang sinh hoạt Đảng",
    MemberState.PROBATIONARY.value: "Đang sinh hoạt Đảng",
    MemberState.EXEMPT.value: "Miễn sinh hoạt Đảng",
    MemberState.TRANSFERRED.value: "Đã chuyển sinh hoạt",
    MemberState.DECEASED.value: "Đã từ trần",
    MemberState.LEFT.value: "Đã ra khỏi Đảng",
}


def anything(value: Any) -> str:
    """A cell of which only is asked whether something stands in it."""
    return show(value)


def identifier(value: Any) -> str:
    """An identifier of the national database: opaque, a number just as well."""
    return str(text(40)(value))


NATIONAL = SheetForm(
    code="national",
    title=TITLE,
    columns=(
        Column("ID", "code", identifier, examples=("0001", "0002", "")),
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
            "Sinh ngày", "born_on", day, True, examples=("05/02/1970", "30/04/1985", "19/05/1996")
        ),
        Column("Dân tộc", "ethnicity", text(40), examples=("Kinh", "Kinh", "Ba Na")),
        Column("Tôn giáo", "religion", text(40), examples=("Không", "Không", "Không")),
        Column(
            "Số định danh cá nhân",
            "citizen_number",
            code(24),
            examples=("062070000001", "062185000002", "062196000003"),
        ),
        Column("Số thẻ Đảng", "card_number", code(40), examples=("062070000001", "", "")),
        Column("Số thẻ theo Đảng quyết định 85", "old_card_number", code(40)),
        Column(
            "Tổ chức Đảng đang sinh hoạt",
            "cell_code",
            text(500),
            True,
            note=_("Mã chi bộ, hoặc tên chi bộ kèm tên các cấp trên, cách nhau bằng “ - ”."),
            examples=("052.014.003", "052.014.003", "Chi bộ thôn Một - Đảng bộ xã Tân Mẫu"),
        ),
        Column(
            "Ngày vào Đảng",
            "joined_on",
            day,
            True,
            examples=("03/02/1995", "19/05/2010", "02/09/2025"),
        ),
        Column(
            "Ngày vào Đảng chính thức", "full_on", day, examples=("03/02/1996", "19/05/2011", "")
        ),
        Column(
            "Trạng thái hoạt động",
            "state",
            choice(STATES),
            choices=tuple(STATE_WORDS.values()),
            examples=("Miễn sinh hoạt Đảng", "Đang sinh hoạt Đảng", "Đang sinh hoạt Đảng"),
        ),
        Column(
            "Ngày rời khỏi/ Ngày mất/ Ngày miễn sinh hoạt Đảng",
            "state_on",
            day,
            examples=("01/01/2026", "", ""),
        ),
        Column("Ngày rời khỏi", "left_on", day),
        Column("Ngày mất", "died_on", day),
        Column("Ngày miễn sinh hoạt", "exempt_on", day),
        Column("Đề nghị xóa", "deletion", anything),
        Column("Mã tổ chức đảng", "unit_code", code(40)),
    ),
)
"""What is taken. The other columns of the layout are known by `is_not_kept`."""

_NAMES: dict[str, tuple[str, ...]] = {
    "code": ("id",),
    "full_name": ("hovaten", "hoten", "hovatenkhaisinh", "hotenkhaisinh"),
    "gender": ("gioitinh",),
    "born_on": ("sinhngay", "ngaysinh", "ngaythangnamsinh"),
    "ethnicity": ("dantoc",),
    "religion": ("tongiao",),
    "citizen_number": ("sodinhdanhcanhan", "sodinhdanh", "socccd"),
    "card_number": ("sothedang", "sothedangvien", "sothe", "sothe12so", "sothedang12so"),
    "old_card_number": (
        "sothetheodangquyetdinh85",
        "sothedangtheoquyetdinh85",
        "sothedangtheoqd85",
        "sothetheoquyetdinh85",
        "sothetheoqd85",
    ),
    "cell_code": (
        "tochucdangdangsinhhoat",
        "tochucdangsinhhoat",
        "tochucdang",
        "tochucdangnoisinhhoat",
    ),
    "joined_on": ("ngayvaodang",),
    "full_on": ("ngayvaodangchinhthuc", "ngaychinhthuc"),
    "state": ("trangthaihoatdong", "trangthai"),
    "state_on": (
        "ngayroikhoingaymatngaymiensinhhoatdang",
        "ngayroikhoingaymatngaymiensinhhoat",
        "ngayroimatmiensh",
        "ngayroimatmiensinhhoat",
        "ngayroimatmiensinhhoatdang",
        "ngayroimatmien",
    ),
    "left_on": ("ngayroi", "ngayroikhoi", "ngayroikhoidang"),
    "died_on": ("ngaymat", "ngaytutran"),
    "exempt_on": ("ngaymien", "ngaymiensinhhoat", "ngaymiensinhhoatdang"),
    "deletion": ("denghixoa",),
    "unit_code": ("matochucdang", "machibo"),
}
_BY_NAME = {name: field for field, names in _NAMES.items() for name in names}
_BY_FIELD = {column.field: column for column in NATIONAL.columns}
_NOT_KEPT = re.compile(
    r"tengoikhac|tenkhac|bidanh|noicapthe|ngaycapthe|noicap|ngaycap"
    r"|noidangkykhaisinh|noikhaisinh|noiks|quequan|thuongtru|noithuongtru|noiothuongtru"
    r"|socmndcu|cmndcu|socmnd|ghichu"
)
_OF_OTHER_PROGRAMS = re.compile(r"stt|ketquakiemtra|chitietloi|temp")
_IN_BRACKETS = re.compile(r"\([^)]*\)|\([^)]*$")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]")


def heading_key(heading: object) -> str:
    """A heading without brackets, accents, signs and spaces.

    >>> heading_key("Số thẻ Đảng* (12 số theo HD38-HD/BTCTW)")
    'sothedang'
    """
    return _NOT_A_LETTER.sub("", fold(_IN_BRACKETS.sub(" ", str(heading))))


def column_named(key: str) -> Column | None:
    """The column of a heading's key, if Chibo takes it."""
    field = _BY_NAME.get(key) or ("deletion" if key.startswith("denghixoa") else None)
    return _BY_FIELD[field] if field else None


def is_not_kept(key: str) -> bool:
    """Whether a heading is of the layout, but nothing Chibo keeps."""
    return _NOT_KEPT.match(key) is not None


def is_of_other_programs(key: str) -> bool:
    """Whether a heading carries numbering or remarks of the programs that fill the layout in."""
    return _OF_OTHER_PROGRAMS.match(key) is not None
