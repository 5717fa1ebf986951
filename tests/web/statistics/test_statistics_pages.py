"""Pages of the statistical sheets: all of a period, one, who is behind a number, typing one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from chibo.areas.organisation.models import Unit
from chibo.areas.statistics.models import TypedNumber
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_member
from tests.web.conftest import SignIn

Fill = Callable[..., dict[str, Any]]
pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(today_is: Callable[[str], None]) -> Unit:
    """A commune with a cell in which one was admitted this year and one left without a record."""
    today_is("2026-11-21")
    commune = a_commune()
    cell = a_cell(commune)
    a_member(cell, "Lò Thị An", joined_on=date(2026, 3, 26), full_on=None, ethnicity="Thái")
    a_member(cell, "Trần Văn Bảy", state="left", state_on=date(2026, 5, 4))
    return commune


def page(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_a_clerk_sees_what_does_not_come_out_and_opens_the_number(
    commune: Unit, sign_in: SignIn
) -> None:
    client = sign_in("clerk", commune)
    assert reverse("unit_sheets", args=[commune.pk]) in page(
        client, reverse("unit", args=[commune.pk])
    )
    assert client.get(reverse("statistics")).status_code == 302
    shown = page(client, reverse("unit_sheets", args=[commune.pk]))
    for part in (
        "số liệu đến hết ngày 21/11/2026",
        "Biểu số 2B-BTCTW",
        "khớp: 1",
        "lệch 1: 1 so với 0",
        "1 phép kiểm tra chưa khớp",
        "Chi bộ thôn Đông",
    ):
        assert part in shown, part
    sheet = page(client, reverse("stat_sheet", args=[commune.pk, "1"]) + "?nam=2026&ky=year")
    assert '<th scope="colgroup" colspan="2">Thực hiện</th>' in sheet
    assert "Giảm chưa rõ lý do trong hồ sơ (*)" in sheet
    behind = reverse("stat_behind", args=[commune.pk, "1"])
    assert f"{behind}?nam=2026&amp;ky=year&amp;dong=C6&amp;cot=2" in sheet
    names = page(client, f"{behind}?nam=2026&ky=year&dong=C6&cot=2")
    assert "Trần Văn Bảy" in names
    assert "04/05/2026" in names
    for said in (
        "hồ sơ không có việc nào của ngày ấy giải thích",
        "cộng cả kỳ: 01/01/2026–21/11/2026",
        "<b>1</b> / <b>1</b> C - Đảng viên giảm trong kỳ",
        "HD 11-HD/BTCTW",
    ):
        assert said in names, said
    last_year = page(client, f"{behind}?nam=2026&ky=year&dong=A&cot=3")
    assert "cùng kỳ năm trước" in last_year
    assert "ngày trước ngày đầu kỳ: 31/12/2024" in last_year
    five = reverse("stat_behind", args=[commune.pk, "5"]) + "?nam=2026&ky=year&dong=T&cot=6"
    assert "Chi bộ thôn Đông" in page(client, five)
    assert "Không có biểu này" in page(
        client, reverse("stat_sheet", args=[commune.pk, "99"]), status=404
    )
    half = page(client, reverse("unit_sheets", args=[commune.pk]) + "?nam=2025&ky=half")
    assert "6 tháng đầu năm 2025" in half
    future = page(client, reverse("unit_sheets", args=[commune.pk]) + "?nam=2031")
    assert "Không có số liệu của năm này" in future


def test_names_by_people_are_for_those_who_may_see_them_and_no_sheet_for_others(
    commune: Unit, sign_in: SignIn
) -> None:
    address = reverse("stat_behind", args=[commune.pk, "4"]) + "?dong=people:Thái&cot=2"
    assert "Lò Thị An" in page(sign_in("clerk", commune), address)
    event = AuditEvent.objects.get(action="statistics.people_read")
    assert event.changes == {"sheet": "4", "row": "people:Thái", "column": "2"}
    superior = sign_in("superior", commune)
    kept_back = page(superior, address, status=400)
    assert "Lò Thị An" not in kept_back
    assert "Số này không hiện với vai trò đang giữ" in kept_back
    sheet = page(superior, reverse("stat_sheet", args=[commune.pk, "4"]))
    assert "ẩn: số từ 1 đến dưới 5 người" in sheet
    cell = Unit.objects.unscoped("test").get(parent=commune)
    secretary = sign_in("secretary", cell)
    assert secretary.get(reverse("unit_sheets", args=[cell.pk])).status_code == 403
    assert secretary.get(reverse("statistics")).status_code == 403


def test_a_number_is_typed_once_corrected_and_never_over_somebody_elses(
    commune: Unit, sign_in: SignIn, form: Fill
) -> None:
    client = sign_in("clerk", commune)
    sheet = reverse("stat_sheet", args=[commune.pk, "2"]) + "?nam=2026&ky=year"
    assert "Chưa đơn vị dưới nào ghi" in page(client, sheet)
    address = reverse("stat_type", args=[commune.pk, "2"]) + "?nam=2026&ky=year"
    sent = form(row="admitted.planning", version="0", number="2")
    for _tap in range(2):
        assert client.post(address, sent)["Location"] == sheet
    row = TypedNumber.objects.unscoped("test").get()
    assert (row.number, row.year, row.period, row.version) == (2, 2026, "year", 1)
    assert f"{row.typed_by} ghi lúc" in page(client, sheet)
    told = '<a href="#ghi-planning">2</a> <small class="meta">1/1 đơn vị đã ghi</small>'
    assert told in page(client, sheet)
    for wrong, words in (
        ({"version": "0", "number": "3"}, "Người khác vừa lưu"),
        ({"version": "1", "number": "nhiều"}, "Hãy gõ một số nguyên"),
    ):
        answer = client.post(address, form(row="admitted.planning", **wrong))
        assert answer.status_code == 422
        assert words in answer.content.decode()
    row.refresh_from_db()
    assert row.number == 2


def test_the_file_of_all_sheets_or_one(commune: Unit, sign_in: SignIn) -> None:
    client = sign_in("superior", commune)
    address = reverse("sheets_workbook", args=[commune.pk]) + "?nam=2026&ky=year"
    for extra, name in (("", "bieu-tat-ca"), ("&bieu=2B", "bieu-2b")):
        answer = client.get(address + extra)
        assert answer["Content-Disposition"].startswith(f'attachment; filename="{name}')
        assert answer.content[:2] == b"PK"
