"""The interface in English: complete, chosen by the reader, never on papers or in workbooks."""

import importlib
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from chibo.areas.access.queries import operator_actor
from chibo.areas.exchange import queries as exchange
from chibo.areas.exchange.sheets import SHEETS
from chibo.areas.meetings.queries import agenda_of
from chibo.areas.reports.papers import PAPERS, meeting_paper, report_paper
from chibo.areas.reports.queries import figures_of, texts_of
from chibo.areas.scoring.queries import find_sheet, lines_of
from chibo.web.month.views.planning import notice_text
from tests.factories import a_cell, a_planned_meeting
from tests.factories.workbooks import take, three_sheets
from tests.months import CellMonth, at

TOOLS = Path(__file__).parents[2] / "tools"
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|</?\w+>")
ADDRESS = re.compile(r"\b(bạn|anh/chị|anh chị|quý vị|ông/bà)\b", re.IGNORECASE)
MEETING_PAPERS = [kind for kind in PAPERS if kind != "monthly_report"]


@pytest.fixture(scope="class")
def catalogue() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TOOLS))
        sys.modules.pop("catalogue", None)
        yield importlib.import_module("catalogue")


def _several(words: Any) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


class TestSentences:
    """The whole interface is read once for what is asked of its sentences."""

    def test_every_sentence_of_the_interface_has_an_english_wording(
        self, catalogue: ModuleType
    ) -> None:
        assert catalogue.missing() == []

    def test_english_wordings_fill_in_what_the_vietnamese_ones_do(
        self, catalogue: ModuleType
    ) -> None:
        for message in catalogue.read_english():
            if message.id and message.string:
                wanted = sorted(PLACEHOLDER.findall(_several(message.id)[0]))
                for wording in _several(message.string):
                    assert sorted(PLACEHOLDER.findall(wording)) == wanted, wording

    def test_unnamed_placeholders_keep_their_order(self, catalogue: ModuleType) -> None:
        for message in catalogue.read_english():
            if message.string and isinstance(message.id, str) and "%(" not in message.id:
                unnamed = PLACEHOLDER.findall(message.id)
                assert PLACEHOLDER.findall(message.string) == unnamed, message.string

    def test_the_compiled_catalogue_is_the_written_one(self, catalogue: ModuleType) -> None:
        assert catalogue.PO.with_suffix(".mo").read_bytes() == catalogue.compiled(), (
            "run: python tools/catalogue.py compile"
        )

    def test_the_interface_addresses_nobody_by_age_or_rank(self, catalogue: ModuleType) -> None:
        sentences = [_several(message.id)[0] for message in catalogue.template_catalogue()]
        assert [sentence for sentence in sentences if ADDRESS.search(sentence)] == []


def _in_english(client: Client) -> Client:
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    return client


@pytest.mark.django_db
def test_pages_are_vietnamese_until_the_reader_chooses() -> None:
    asking_for_english = {"Accept-Language": "en-US,en;q=0.9"}
    content = Client(headers=asking_for_english).get(reverse("sign_in")).content.decode()
    assert '<html lang="vi">' in content
    assert "Tên đăng nhập" in content


@pytest.mark.django_db
def test_the_sign_in_page_speaks_english_once_chosen() -> None:
    answer = _in_english(Client()).get(reverse("sign_in"))
    content = answer.content.decode()
    assert answer.headers["Content-Language"] == "en"
    assert '<html lang="en">' in content
    for said in ("Sign in", "User name", "Password", "No account, or a forgotten password"):
        assert said in content


@pytest.mark.django_db
def test_the_page_of_the_month_speaks_english_and_so_do_the_pages_after_it(
    sign_in: Callable[..., Client], today_is: Callable[[str], None]
) -> None:
    today_is("2026-11-05")
    cell = a_cell(name="Chi bộ thôn Đông")
    a_planned_meeting(cell, date(2026, 11, 5))
    client = _in_english(sign_in("secretary", cell))
    month = client.get(reverse("cell_month", args=[cell.pk, "2026-11"])).content.decode()
    for said in ("Month 11/2026", "Prepare", "Meet", "Score", "Resolution and tasks", "Report"):
        assert said in month
    assert "Chi bộ thôn Đông" in month
    assert "Change password" in client.get(reverse("change_password")).content.decode()
    client.post(reverse("set_language"), {"language": "vi", "next": "/"})
    assert "Đổi mật khẩu" in client.get(reverse("change_password")).content.decode()


def _written(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/document.xml").decode()


def _cells(content: bytes) -> dict[str, list[Any]]:
    book = load_workbook(io.BytesIO(content))
    return {
        sheet.title: [
            [(cell.value, cell.comment and cell.comment.text) for cell in row]
            for row in sheet.iter_rows()
        ]
        for sheet in book
    }


@pytest.mark.django_db
@pytest.mark.parametrize("kind", MEETING_PAPERS)
def test_papers_of_a_meeting_are_vietnamese_for_every_reader(kind: str) -> None:
    played = CellMonth()
    meeting = played.hold()

    def made() -> bytes:
        return meeting_paper(
            actor=played.secretary, kind=kind, meeting_id=meeting.pk, now=at(played.held_on)
        ).content

    with translation.override("en"):
        english = made()
    with translation.override("vi"):
        assert _written(english) == _written(made())


@pytest.mark.django_db
def test_the_monthly_report_is_vietnamese_for_every_reader() -> None:
    played = CellMonth()
    played.hold()
    report = played.begin_report()

    def made() -> bytes:
        return report_paper(
            actor=played.secretary, report_id=report.pk, now=at(played.held_on)
        ).content

    with translation.override("en"):
        english = made()
    with translation.override("vi"):
        assert _written(english) == _written(made())


def _recorded(language: str) -> list[Any]:
    with translation.override(language):
        played = CellMonth()
        meeting = played.hold()
        notice = notice_text(meeting).replace(meeting.unit.name, "")
        report = played.submit(played.begin_report())
    with translation.override("vi"):
        sheet = find_sheet(meeting)
        assert sheet is not None
        return [
            [point.title for point in agenda_of(meeting)],
            [(line.title, line.reason) for line in lines_of(sheet)],
            [(figure.label, figure.value, figure.unit) for figure in figures_of(report)],
            texts_of(report),
            notice,
        ]


@pytest.mark.django_db
def test_what_is_recorded_does_not_depend_on_the_language_of_the_writer() -> None:
    assert _recorded("en") == _recorded("vi")


@pytest.mark.django_db
def test_workbooks_come_in_and_go_out_alike_in_both_languages(tmp_path: Path) -> None:
    actor = operator_actor("kiểm thử")

    def exported() -> dict[str, list[Any]]:
        return _cells(exchange.export_workbook(actor=actor, unit_code="52", on=None))

    with translation.override("en"):
        taken = take(tmp_path, three_sheets())
        english = exported()
    with translation.override("vi"):
        assert taken.taken
        assert english == exported()


@pytest.mark.parametrize("code", [form.code for form in SHEETS])
def test_examples_of_workbooks_are_vietnamese_for_every_reader(code: str) -> None:
    with translation.override("en"):
        english = exchange.example_workbook(code)
    with translation.override("vi"):
        assert _cells(english) == _cells(exchange.example_workbook(code))
