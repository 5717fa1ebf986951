"""`Chức vụ`: posts in and outside the Party."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.areas.exchange.sheets.columns import Column, SheetForm
from chibo.areas.exchange.sheets.values import Reader, choice, code, day, several, text
from chibo.areas.posts.known import known_posts, spoken_title
from chibo.areas.posts.models import HowGiven

_HOW = {how.label: how.value for how in HowGiven}
PLACES = {"Trong Đảng": "inside", "Ngoài Đảng": "outside"}


def _title() -> Reader:
    """The name of a post; a known one as it is usually written."""

    def read(value: Any) -> str:
        return spoken_title(text(120)(value))

    return read


POSTS = SheetForm(
    code="posts",
    title="Chức vụ",
    columns=(
        Column("Mã đảng viên", "member_code", code(40), True, examples=("0001", "0001", "0002")),
        Column(
            "Mã đơn vị",
            "unit_code",
            code(40),
            True,
            note=_("Chức vụ ngoài Đảng: chi bộ phụ trách địa bàn đó."),
            examples=("052.014.003",) * 3,
        ),
        Column(
            "Chức vụ",
            "title",
            _title(),
            True,
            choices=tuple(post.name for post in known_posts().values()),
            note=_(
                "Hoặc ghi chức vụ khác bằng chữ. Trưởng ấp, khóm, bản, buôn tính là Trưởng thôn."
            ),
            examples=("Bí thư", "Trưởng thôn", "Phó bí thư"),
        ),
        Column(
            "Từ ngày",
            "starts_on",
            day,
            True,
            examples=("15/07/2025", "01/10/2025", "15/07/2025"),
        ),
        Column(
            "Đến ngày",
            "last_day",
            day,
            note=_("Ngày cuối cùng còn giữ; để trống khi đang giữ."),
            examples=("", "", ""),
        ),
        Column(
            "Địa bàn",
            "areas",
            several,
            note=_("Thôn, ấp, khóm của chức vụ; nhiều nơi thì cách nhau bằng dấu ;"),
            examples=("", "Thôn Một; Thôn Hai", ""),
        ),
        Column(
            "Hình thức",
            "how",
            choice(_HOW),
            choices=tuple(_HOW),
            examples=("Bầu", "Bầu", "Bầu"),
        ),
        Column("Số quyết định", "decision", text(120), examples=("", "12-QĐ/ĐU", "")),
        Column(
            "Trong hay ngoài Đảng",
            "side",
            choice(PLACES),
            choices=tuple(PLACES),
            note=_("Chỉ cần ghi cho chức vụ khác; để trống thì hiểu là ngoài Đảng."),
            examples=("", "", ""),
        ),
    ),
)
