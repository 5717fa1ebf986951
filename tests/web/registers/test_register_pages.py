"""The registers of papers out and in, in front of the people who keep them."""

import io
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.areas.documents.models import PaperNumber
from chibo.areas.organisation.models import Unit
from chibo.areas.registers.models import IncomingPaper
from tests.factories import a_cell, a_commune
from tests.factories.pdfs import a_pdf
from tests.web.conftest import SignIn

Fill = Callable[..., dict[str, Any]]
OUT = {"kind": "QĐ", "issued_on": "03/11/2026", "title": "Phân công giúp đỡ", "signed_by": "An"}
IN = {
    "received_on": "02/11/2026",
    "number": "05-CT/TW",
    "issuer": "Bộ Chính trị",
    "issued_on": "15/10/2026",
    "title": "Học tập và làm theo Bác",
}


@pytest.fixture
def cell(db: None, today_is: Callable[[str], None]) -> Unit:
    today_is("2026-11-05")
    return a_cell(a_commune())


def numbers() -> list[tuple[int, str]]:
    rows = PaperNumber.objects.unscoped("a test").order_by("number")
    return [(row.number, row.state) for row in rows]


def test_papers_out_from_entering_to_the_files(sign_in: SignIn, form: Fill, cell: Unit) -> None:
    client = sign_in("secretary", cell)
    page = reverse("register_out", args=[cell.pk])
    assert client.get("/so-van-ban/")["Location"] == page
    assert "Sổ còn trống" in client.get(page).content.decode()
    file = SimpleUploadedFile("qd.pdf", a_pdf(["Đồng chí Rơ Châm"], []))
    sent = form(**OUT, file=file)
    said = client.post(reverse("enter_out", args=[cell.pk]), sent, follow=True).content.decode()
    assert "Đã vào sổ: Số 01-QĐ/CB." in said
    assert "có trang là ảnh chụp" in said
    client.post(reverse("enter_out", args=[cell.pk]), sent)
    early = form(**{**OUT, "issued_on": "02/11/2026", "title": "Muộn"})
    refused = client.post(reverse("enter_out", args=[cell.pk]), early)
    assert refused.status_code == 422
    assert "không chèn văn bản ngày 02/11/2026" in refused.content.decode()
    secret = form(**{**OUT, "title": "Quyết định (Mật)"})
    assert client.post(reverse("enter_out", args=[cell.pk]), secret).status_code == 422

    hold = form(kind="QĐ", on="04/11/2026", why="chờ ký")
    for _click in range(2):
        client.post(reverse("hold_number", args=[cell.pk]), hold)
    assert numbers() == [(1, "issued"), (2, "held")]
    number = PaperNumber.objects.unscoped("a test").get(number=2)
    assert "chờ ký" in client.get(page).content.decode()
    use = form(issued_on="05/11/2026", title="Khen thưởng")
    client.post(reverse("use_number", args=[number.pk]), use)
    client.post(reverse("hold_number", args=[cell.pk]), form(kind="QĐ", on="05/11/2026", why="x"))
    last = PaperNumber.objects.unscoped("a test").get(number=3)
    assert client.post(reverse("release_number", args=[last.pk]), form(why="")).status_code == 422
    client.post(reverse("release_number", args=[last.pk]), form(why="thôi"))
    assert numbers() == [(1, "issued"), (2, "issued")]

    assert "Phân công" in client.get(page, {"q": "ro cham"}).content.decode()
    assert "Không có văn bản nào khớp" in client.get(page, {"q": "xyz"}).content.decode()
    word = client.get(reverse("register_out_docx", args=[cell.pk]), {"nam": "2026"})
    table = docx.Document(io.BytesIO(word.content)).tables[1]
    assert [row.cells[1].text for row in table.rows] == ["Số, ký hiệu", "01-QĐ/CB", "02-QĐ/CB"]
    book = client.get(reverse("register_out_xlsx", args=[cell.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert [cell.value for cell in sheet[2]][1:4:2] == ["01-QĐ/CB", "Phân công giúp đỡ"]


def test_papers_in(sign_in: SignIn, form: Fill, cell: Unit) -> None:
    client = sign_in("secretary", cell)
    enter, page = reverse("enter_in", args=[cell.pk]), reverse("register_in", args=[cell.pk])
    file = SimpleUploadedFile("ct.pdf", a_pdf(["Tu dưỡng rèn luyện"]))
    client.post(enter, form(**IN, file=file))
    again = client.post(enter, form(**IN))
    assert again.status_code == 422
    assert "đã vào sổ ngày 02/11/2026, số đến 1" in again.content.decode()
    client.post(enter, form(**{**IN, "number": "06-CT/TW"}))
    for wrong in ({"received_on": "06/11/2026"}, {"issued_on": "03/11/2026"}, {"title": "Mật"}):
        assert client.post(enter, form(**{**IN, "number": "07", **wrong})).status_code == 422
    rows = IncomingPaper.objects.unscoped("a test").order_by("number_in")
    assert [(row.number_in, row.number) for row in rows] == [(1, "05-CT/TW"), (2, "06-CT/TW")]
    shown = client.get(page, {"q": "ren luyen"}).content.decode()
    assert "05-CT/TW" in shown
    assert "06-CT/TW" not in shown
    word = client.get(reverse("register_in_docx", args=[cell.pk])).content
    assert "SỔ VĂN BẢN ĐẾN" in [p.text for p in docx.Document(io.BytesIO(word)).paragraphs]
    assert client.get(reverse("register_in_xlsx", args=[cell.pk])).status_code == 200


def test_other_people_see_or_write_nothing(sign_in: SignIn, form: Fill, cell: Unit) -> None:
    sign_in("secretary", cell).post(reverse("enter_out", args=[cell.pk]), form(**OUT))
    row = PaperNumber.objects.unscoped("a test").get()
    stranger = sign_in("secretary", a_cell(a_commune()))
    above = sign_in("superior", cell.parent)
    for name, key in (
        ("register_out", cell.pk),
        ("register_in", cell.pk),
        ("register_out_docx", cell.pk),
        ("register_out_xlsx", cell.pk),
        ("enter_out", cell.pk),
        ("hold_number", cell.pk),
        ("use_number", row.pk),
    ):
        assert stranger.get(reverse(name, args=[key])).status_code == 404, name
    assert (
        "Phân công"
        in above.get(
            reverse("register_out", args=[cell.parent_id]), {"duoi": "1", "q": "phan"}
        ).content.decode()
    )
    assert above.get(reverse("enter_out", args=[cell.pk])).status_code == 403
    above.post(reverse("enter_out", args=[cell.pk]), form(**{**OUT, "title": "Khác"}))
    assert numbers() == [(1, "issued")]
    assert sign_in("member", cell).get("/so-van-ban/").status_code == 403


def test_as_many_statements_for_thirty_papers_as_for_one(
    sign_in: SignIn, form: Fill, cell: Unit
) -> None:
    client = sign_in("secretary", cell)

    def counted(name: str) -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(reverse(name, args=[cell.pk]), {"q": "phan cong"})
        return len(found)

    def more(count: int) -> None:
        for n in range(count):
            client.post(
                reverse("enter_out", args=[cell.pk]), form(**{**OUT, "title": f"Phân công {n}"})
            )
            numbered = {**IN, "number": f"{n}-{count}", "title": "Phân công"}
            client.post(reverse("enter_in", args=[cell.pk]), form(**numbered))

    more(1)
    one = {name: counted(name) for name in ("register_out", "register_in")}
    more(30)
    assert {name: counted(name) for name in one} == one
