"""A paper handed out as Word file, page to print and PDF; issued from the pages of its record."""

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from chibo.areas.access.models import Account
from chibo.areas.access.queries import operator_actor
from chibo.areas.documents import pdf
from chibo.areas.documents.models import PaperNumber, PaperPdf
from chibo.areas.documents.pdf_requests import make_pdf
from chibo.areas.documents.rendering import CONTENT_TYPE
from chibo.areas.members.models import Mentoring
from chibo.areas.privacy.actions import forget
from chibo.core import clock
from tests.areas.dues.village import NOVEMBER, Cell
from tests.committees import Committee
from tests.factories import a_member
from tests.months import CellMonth
from tests.web.conftest import SignIn

Fill = Callable[..., dict[str, Any]]
TODAY = "2026-11-21"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(today_is: Callable[[str], None], settings: Any) -> CellMonth:
    today_is(TODAY)
    settings.CHIBO_JOBS = "inline"
    return CellMonth()


def turned(content: bytes) -> bytes:
    """Stands for LibreOffice, which has tests of its own."""
    assert content.startswith(b"PK")
    return b"%PDF-1.7 " + str(len(content)).encode()


class TestForms:
    def test_word_page_and_pdf_of_one_paper(
        self, ours: CellMonth, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        meeting = ours.sit(ours.prepare())
        client = sign_in("secretary", ours.cell)
        address = reverse("meeting_paper", args=[meeting.pk, "notice"])
        word = client.get(address)
        assert word["Content-Type"] == CONTENT_TYPE
        page = client.get(address, {"dang": "in"})
        assert page["Content-Type"].startswith("text/html")
        assert "<b>THÔNG BÁO</b>" in page.content.decode()
        assert 'style="' not in page.content.decode(), "the site allows no styles inside pages"

        monkeypatch.setattr(pdf, "is_available", lambda: True)
        monkeypatch.setattr(pdf, "to_pdf", turned)
        made = client.get(address, {"dang": "pdf"}, follow=True)
        assert made["Content-Type"] == "application/pdf"
        assert made["Content-Disposition"].endswith('.pdf"')
        assert made.content == turned(word.content), "of the very same file"

        def again(content: bytes) -> bytes:
            raise AssertionError("it was made already")

        monkeypatch.setattr(pdf, "to_pdf", again)
        assert client.get(address, {"dang": "pdf"}, follow=True).content == made.content
        row = PaperPdf.objects.unscoped("test").get()
        other = sign_in("superior", ours.commune)
        for name in ("paper_pdf", "paper_pdf_state", "paper_pdf_progress"):
            assert other.get(reverse(name, args=[row.pk])).status_code == 404
        forget(actor=operator_actor("chibo"), now=clock.now() + timedelta(hours=23))
        assert PaperPdf.objects.unscoped("test").exists()
        forget(actor=operator_actor("chibo"), now=clock.now() + timedelta(hours=25))
        assert not PaperPdf.objects.unscoped("test").exists()

    def test_what_libreoffice_cannot_turn_is_said_and_may_be_asked_for_again(
        self, ours: CellMonth, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        meeting = ours.sit(ours.prepare())
        client = sign_in("secretary", ours.cell)
        address = reverse("meeting_paper", args=[meeting.pk, "notice"]) + "?dang=pdf"

        def fails(content: bytes) -> bytes:
            raise pdf.NoPdf("hết giờ")

        monkeypatch.setattr(pdf, "is_available", lambda: True)
        monkeypatch.setattr(pdf, "to_pdf", fails)
        page = client.get(address, follow=True).content.decode()
        assert "Không chuyển được sang PDF trong thời gian cho phép" in page
        monkeypatch.setattr(pdf, "to_pdf", turned)
        assert client.get(address, follow=True)["Content-Type"] == "application/pdf"

    def test_while_the_worker_is_at_it_the_page_asks_every_second(
        self, ours: CellMonth, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sign_in("secretary", ours.cell)
        account = Account.objects.latest("pk")
        row = PaperPdf.objects.create(
            account_id=account.pk, digest="a", name="a.pdf", source=b"PK", asked_at=clock.now()
        )
        client = sign_in("secretary", ours.cell)
        PaperPdf.objects.unscoped("test").update(account_id=Account.objects.latest("pk").pk)
        page = client.get(reverse("paper_pdf_state", args=[row.pk])).content.decode()
        assert f'hx-get="{reverse("paper_pdf_progress", args=[row.pk])}"' in page
        assert client.get(reverse("paper_pdf", args=[row.pk])).status_code == 404
        monkeypatch.setattr(pdf, "to_pdf", turned)
        for _again in range(2):
            make_pdf(row.pk)
        progress = client.get(reverse("paper_pdf_progress", args=[row.pk]))
        assert progress.headers["HX-Refresh"] == "true"

    def test_without_libreoffice_the_others_are_offered(
        self, ours: CellMonth, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        meeting = ours.sit(ours.prepare())
        client = sign_in("secretary", ours.cell)
        address = reverse("meeting_paper", args=[meeting.pk, "notice"])
        monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
        refused = client.get(address, {"dang": "pdf"})
        assert refused.status_code == 400
        assert "chưa cài LibreOffice" in refused.content.decode()
        assert ">PDF<" not in client.get(address, {"dang": "in"}).content.decode()
        record = client.get(reverse("step_prepare", args=[meeting.pk])).content.decode()
        assert f"{address}?dang=in" in record
        assert f"{address}?dang=pdf" not in record


def test_a_conversion_that_hangs_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it started holds a pipe open; the pipe closes, without a word, when that one is gone."""
    hanging, pipe = tmp_path / "soffice", tmp_path / "pipe"
    os.mkfifo(pipe)
    listening = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    hanging.write_text(f"#!/bin/sh\n(sleep 30; echo late) > {pipe} &\nwait\n")
    hanging.chmod(0o755)
    monkeypatch.setattr(pdf, "_program", lambda: str(hanging))
    monkeypatch.setattr(pdf, "_SECONDS", 0.5)
    with pytest.raises(pdf.NoPdf):
        pdf.to_pdf(b"PK")
    os.set_blocking(listening, True)
    assert os.read(listening, 10) == b""
    os.close(listening)


class TestPages:
    def test_the_conclusion_is_issued_on_the_page_of_the_chi_uy(
        self, today_is: Callable[[str], None], sign_in: SignIn, form: Fill
    ) -> None:
        today_is(TODAY)
        committee = Committee()
        sitting = committee.held()
        client = sign_in("secretary", committee.cell)
        page = reverse("committee_meeting", args=[sitting.pk])
        before = client.get(page).content.decode()
        issue = reverse("issue_paper", args=["conclusion", sitting.pk])
        assert issue in before
        for kind in ("invitation", "agenda"):
            address = reverse("committee_call", args=[sitting.pk, kind])
            assert address in before
            assert client.get(address)["Content-Type"] == CONTENT_TYPE
        assert client.post(issue, form()).status_code == 302
        after = client.get(page).content.decode()
        assert "Số 01-KL/CB" in after
        assert issue not in after
        register = client.get(reverse("register_out", args=[committee.cell.pk])).content.decode()
        assert "Số 01-KL/CB" in register
        assert page in register

    def test_dues_are_reported_from_their_pages(
        self, today_is: Callable[[str], None], sign_in: SignIn, form: Fill
    ) -> None:
        today_is(TODAY)
        cell = Cell()
        cell.lay_down()
        cell.rates()
        sheet = cell.open()
        client = sign_in("secretary", cell.unit)
        page = reverse("dues_month", args=[cell.unit.pk, NOVEMBER])
        assert "Sổ đảng phí còn mở" in client.get(page).content.decode()
        address = reverse("issued_paper", args=["dues_report", sheet.pk])
        assert "<b>BÁO CÁO</b>" in client.get(address, {"dang": "in"}).content.decode()

        clerk = sign_in("clerk", cell.commune)
        body = f"{reverse('dues_body', args=[cell.commune.pk])}?thang={NOVEMBER}"
        issue = reverse("issue_paper", args=["body_dues_report", f"{cell.commune.pk}-{NOVEMBER}"])
        assert issue in clerk.get(body).content.decode()
        assert clerk.post(issue, form())["Location"] == body
        assert "Số 01-BC/ĐU" in clerk.get(body).content.decode()

    def test_who_helps_is_assigned_on_the_page_of_a_probationary_member(
        self, ours: CellMonth, sign_in: SignIn, form: Fill
    ) -> None:
        new = a_member(ours.cell, "Hoàng Thị Mới", joined_on=date(2026, 5, 19), full_on=None)
        client = sign_in("secretary", ours.cell)
        page, assign = reverse("member", args=[new.pk]), reverse("mentor_assign", args=[new.pk])
        assert assign in client.get(page).content.decode()
        assert (
            assign not in client.get(reverse("member", args=[ours.people[0].pk])).content.decode()
        )
        told = {"mentor_id": str(ours.people[0].pk), "starts_on": "21/11/2026"}
        assert client.post(assign, form(**told)).status_code == 302
        shown = client.get(page).content.decode()
        assert "Số 01-QĐ/CB" in shown
        row = Mentoring.objects.unscoped("test").get()
        paper = reverse("issued_paper", args=["mentor_decision", row.pk])
        assert paper in shown
        assert client.get(paper)["Content-Type"] == CONTENT_TYPE
        assert PaperNumber.objects.unscoped("test").get().template == "shipped:papers-hd05-2026"
        refused = client.post(assign, form(**{**told, "mentor_id": "0"}))
        assert refused.status_code == 422

    def test_visits_are_printed_from_the_calendar(self, ours: CellMonth, sign_in: SignIn) -> None:
        client = sign_in("superior", ours.commune)
        address = reverse("visits_paper", args=[ours.commune.pk, NOVEMBER])
        page = client.get(reverse("unit_calendar", args=[ours.commune.pk, NOVEMBER]))
        assert address in page.content.decode()
        assert "LỊCH DỰ SINH HOẠT" in client.get(address, {"dang": "in"}).content.decode()
        stranger = sign_in("member", ours.cell)
        assert stranger.get(address).status_code in {403, 404}

    def test_no_such_kind_is_not_there(self, ours: CellMonth, sign_in: SignIn) -> None:
        client = sign_in("secretary", ours.cell)
        for kind, key in (("khong-co", "1"), ("conclusion", "999"), ("dues_report", "x")):
            assert client.get(reverse("issued_paper", args=[kind, key])).status_code == 404
