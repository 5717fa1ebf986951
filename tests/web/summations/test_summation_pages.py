"""Pages of summations: begun, written with bound figures, issued, corrected; who may not."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from chibo.areas.summations.models import Summation
from tests.factories import a_member
from tests.factories.bulk import members_of
from tests.summing import TEXTS, TITLE, Summing
from tests.web.conftest import SignIn

Fill = Callable[..., dict[str, Any]]

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(today_is: Callable[[str], None]) -> Summing:
    today_is("2026-06-15")
    return Summing()


def page(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_from_an_empty_list_to_an_issued_and_restated_summation(
    ours: Summing, sign_in: SignIn, form: Fill
) -> None:
    members_of(ours.cells[0], [date(2024, 5, 3)] * 4)
    directive = ours.a_directive()
    clerk, superior = sign_in("clerk", ours.root), sign_in("superior", ours.root)
    every = reverse("unit_summations", args=[ours.root.pk])
    assert every in page(superior, reverse("overview_unit", args=[ours.root.pk]))
    assert every in page(clerk, reverse("unit", args=[ours.root.pk]))
    assert "Chưa có báo cáo tổng kết nào" in page(clerk, every)
    begin = reverse("summation_begin", args=[ours.root.pk])
    assert "05-CT/TW" in page(clerk, begin)
    typed = {
        "title": TITLE,
        "subject": f"directive:{directive.pk}",
        "paper": "",
        "first_year": "2024",
        "last_year": "2026",
        "cut": "years",
        "structure": "then",
    }
    assert clerk.post(begin, form(**{**typed, "last_year": "2020"})).status_code == 422
    assert clerk.post(begin, form(**{**typed, "subject": ""})).status_code == 422
    sent = form(**typed)
    leads = {clerk.post(begin, sent)["Location"] for _tap in range(2)}
    row = Summation.objects.unscoped("test").get()
    write = reverse("summation_write", args=[row.pk])
    assert leads == {write}, "one tap or two, one summation"

    shown = page(clerk, write)
    assert "{Đảng viên kết nạp trong kỳ}" in shown
    assert "{Đã thực hiện văn bản}" in shown
    assert ": năm 2024" in shown
    wrong = clerk.post(write, form(version="1", **{**TEXTS, "results": "{Học sinh}"}))
    assert wrong.status_code == 422
    assert "không phải số liệu của báo cáo này" in wrong.content.decode()
    untrue = {**TEXTS, "results": "Kết nạp {Đảng viên kết nạp trong kỳ: hơn 1.000} người."}
    assert clerk.post(write, form(version="1", **untrue)).status_code == 302
    assert "“hơn 1.000” không đúng: Đảng viên kết nạp trong kỳ là 4." in page(clerk, write)
    stale = superior.post(write, form(version="1", **{**TEXTS, "limits": "Khác"}))
    assert stale.status_code == 422
    assert "Người khác vừa lưu" in stale.content.decode()

    address = reverse("summation", args=[row.pk])
    issue = reverse("summation_issue", args=[row.pk])
    assert issue not in page(clerk, address), "not while a sentence is untrue"
    assert clerk.post(write, form(version="2", **TEXTS)).status_code == 302
    shown = page(clerk, address)
    figure = reverse("figure", args=[ours.root.pk, "members.admitted"])
    assert f'Kết nạp <a href="{figure}?ky=2024-01..2026-12">4</a> đảng viên.' in shown
    assert f'<a href="{figure}?ky=2024">4</a>' in shown
    assert "4" in page(clerk, f"{figure}?ky=2024-01..2026-12")
    assert '<svg viewBox="0 0 400 170"' in shown
    assert issue not in page(superior, address)

    frame = reverse("summation_frame", args=[row.pk])
    assert "Chỉ số vẽ biểu đồ" in page(clerk, frame)
    kept = {**typed, "indicators": ["members.admitted"], "charts": ["members.admitted"]}
    assert clerk.post(frame, form(version="3", **kept)).status_code == 302
    assert clerk.post(issue, form(version="4")).status_code == 302
    assert "Số 01-BC/TU" in page(clerk, address)
    assert clerk.get(write)["Location"] == address
    paper = reverse("summation_paper", args=[row.pk])
    assert "<b>BÁO CÁO</b>" in page(clerk, f"{paper}?dang=in")
    assert "<title>Đảng viên kết nạp trong kỳ (người)</title>" in page(clerk, f"{paper}?dang=in")
    book = load_workbook(io.BytesIO(clerk.get(f"{address}?dang=xlsx").content))
    assert [cell.value for cell in book["Số liệu"][2]] == [
        "Đảng viên kết nạp trong kỳ",
        *("người", 4, 0, 0, 4, 2),
    ]
    assert [cell.value for cell in book["Thực hiện văn bản"][2]] == ["Đảng ủy xã Một", 0, 1]

    a_member(ours.cells[0], "Nguyễn Thị Sót", joined_on=date(2024, 8, 1))
    assert "Đảng viên kết nạp trong kỳ, năm 2024: đã ban hành 4, nay 5" in page(clerk, address)
    restate = reverse("summation_restate", args=[row.pk])
    assert clerk.post(restate, form(version="5", reason="")).status_code == 422
    assert clerk.post(restate, form(version="5", reason="Bổ sung người sót")).status_code == 302
    second = page(superior, reverse("summation_version", args=[row.pk, 2]))
    assert "Đảng viên kết nạp trong kỳ, năm 2024: 4 → 5" in second
    assert row.versions.get(number=2).sha256 in second
    page(superior, reverse("summation_version", args=[row.pk, 9]), 404)
    reopen = reverse("summation_reopen", args=[row.pk])
    assert clerk.post(reopen, form(version="6", reason="Viết gọn")).status_code == 302
    assert "Soạn từng mục" in page(clerk, address)
    assert TITLE in page(clerk, every)


def test_who_has_no_part_in_it_sees_nothing(ours: Summing, sign_in: SignIn) -> None:
    row = ours.begin()
    for role, unit in (
        ("secretary", ours.cells[0]),
        ("member", ours.cells[0]),
        ("clerk", ours.communes[1]),
        ("administrator", ours.root),
    ):
        client = sign_in(role, unit)
        for name in ("summation", "summation_write", "summation_paper"):
            assert client.get(reverse(name, args=[row.pk])).status_code in (403, 404), role


def test_as_many_statements_with_thirty_in_the_list_as_with_one(
    ours: Summing, sign_in: SignIn
) -> None:
    clerk = sign_in("clerk", ours.root)
    every = reverse("unit_summations", args=[ours.root.pk])

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            page(clerk, every)
        return len(found)

    ours.begin()
    count()
    few = count()
    for number in range(30):
        ours.begin(title=f"Tổng kết {number}")
    assert count() == few
