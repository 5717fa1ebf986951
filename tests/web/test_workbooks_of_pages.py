"""The tables of pages as workbooks: the same rows, by the page's permission, on record."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from chibo.areas.members.models import Member
from chibo.areas.posts.models import Term
from chibo.areas.posts.rollup.folding import fold_facts
from chibo.core.models import AuditEvent
from tests.factories import a_class, a_commune, a_held_meeting, a_post, a_score
from tests.periods import Province

pytestmark = pytest.mark.django_db


def day(*told: int) -> datetime:
    """A day as workbooks hold it."""
    return datetime.combine(date(*told), time())


BOOKS: dict[str, tuple[Any, ...]] = {
    "periodic_reports": (
        (
            *("Mã", "Đơn vị", "Mẫu báo cáo", "Kỳ báo cáo"),
            *("Tình trạng", "Hạn", "Số ngày muộn", "Ghi chú"),
        ),
        (
            *("Đảng ủy xã Một", "Báo cáo tháng của cấp ủy", "tháng 10/2026"),
            *("chưa lập", day(2026, 11, 5), 15, None),
        ),
    ),
    "concurrent_posts": (
        ("Tỷ lệ", "Giá trị", "Tử số", "Mẫu số", "Mục tiêu", "Đến ngày", "Tình trạng"),
        ("Bí thư là trưởng thôn", 50, 1, 2, None, None, "chưa đặt"),
    ),
    "village_cells": (
        (
            *("Chi bộ", "Bí thư", "Trưởng thôn", "Bí thư là trưởng thôn", "Phó bí thư"),
            *("Trưởng ban công tác Mặt trận", "Phó bí thư là trưởng ban"),
        ),
        ("Chi bộ thôn Đông", "Nguyễn Văn 0", "Nguyễn Văn 0", "có", None, None, "không"),
    ),
    "terms_ending": (
        ("Đơn vị", "Hết nhiệm kỳ", "Muộn nhất", "Tình trạng", "Đại hội dự kiến"),
        ("Chi bộ thôn Đông", day(2026, 12, 1), day(2027, 6, 1), None, None),
    ),
    "unit_classes": (
        ("Lớp", "Loại lớp", "Đơn vị mở", "Khai giảng", "Học viên", "Lượt dự"),
        (
            *("Đối tượng Đảng L1", "Đối tượng Đảng", "Đảng ủy xã Một"),
            *(day(2026, 3, 3), 0, None),
        ),
    ),
    "grading_year": (
        ("Mã", "Chi bộ", "Tốt", "Khá", "Trung bình", "Kém", "Chưa chấm", "Cả năm", "Vì sao"),
        (
            *("Chi bộ thôn Đông", 1, 0, 0, 0, 0, None),
            "Khung chấm đang áp dụng không có quy tắc xếp loại cả năm.",
        ),
    ),
}
"""Headings and first row of each, that without its code where it begins with one."""


@pytest.fixture
def ours(today_is) -> Province:
    """A late report, a secretary who heads the village, a term near its end, a class, a grade."""
    today_is("2026-11-20")
    ours = Province()
    ours.ask()
    cell = ours.cells[0]
    cell.areas = ["thôn Đông"]
    cell.save()
    secretary = Member.objects.unscoped("test").filter(cell=cell).earliest("pk")
    for title in ("Bí thư", "Trưởng thôn"):
        a_post(secretary, title)
    fold_facts()
    Term.objects.create(
        unit=cell,
        number=1,
        starts_on=date(2022, 1, 1),
        months=60,
        due_on=date(2026, 12, 1),
        pack_id="organisation-24-2021",
    )
    a_class(ours.communes[0], date(2026, 3, 3), code="L1")
    a_score(a_held_meeting(cell, date(2026, 10, 3)), official_grade="good")
    return ours


def test_every_table_is_a_workbook_with_the_rows_of_the_page(ours, sign_in):
    client, stranger = sign_in("superior", ours.root), sign_in("clerk", a_commune())
    for name, (headings, row) in BOOKS.items():
        address = reverse(name, args=[] if name == "grading_year" else [ours.root.pk])
        assert "dang=xlsx" in client.get(address).content.decode(), name
        answer = client.get(address, {"dang": "xlsx"})
        first, second = list(load_workbook(BytesIO(answer.content)).worksheets[0].values)[:2]
        second = second[1:] if headings[0] == "Mã" else second
        assert (name, first, second) == (name, headings, row)
        kept = AuditEvent.objects.latest("pk")
        named = "table" if name == "village_cells" else "figures"
        assert (kept.action, kept.unit_id) == (f"{named}.exported", ours.root.pk)
        if name != "grading_year":
            assert stranger.get(address, {"dang": "xlsx"}).status_code == 404, name
