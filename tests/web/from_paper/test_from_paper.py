"""Sheets filled in by hand: the code leads to the right page, the lines are typed in order."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.documents.codes import code_of
from chibo.areas.reports.papers import meeting_paper
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.scoring.queries import find_sheet, lines_of, shown_lines
from chibo.areas.sittings.models import PrintedList
from chibo.core import clock
from tests.factories import a_cell, an_account
from tests.months import CellMonth

Fill = Callable[..., dict[str, Any]]
FIND = "/nhap-tu-giay/"


@pytest.fixture
def ours(db: None, today_is: Callable[[str], None]) -> CellMonth:
    today_is("2026-11-03")
    return CellMonth()


def browser(role: str, unit: Any) -> Client:
    client = Client()
    client.force_login(an_account(role, unit))
    return client


def found(client: Client, code: str) -> Any:
    return client.get(FIND, {"code": code})


def test_a_code_leads_its_own_cell_to_the_right_page_and_nobody_else(ours: CellMonth) -> None:
    meeting = ours.prepare()
    secretary, stranger = browser("secretary", ours.cell), browser("secretary", a_cell())
    sheet, roll = code_of("score_sheet", meeting.pk), code_of("attendance", meeting.pk)
    assert found(secretary, sheet.lower())["Location"] == reverse(
        "score_from_paper", args=[meeting.pk]
    )
    assert found(secretary, roll)["Location"] == reverse("quick_entry", args=[meeting.pk])
    for client, code in ((stranger, sheet), (secretary, code_of("ballot", meeting.pk))):
        page = found(client, code)
        assert page.status_code == 422
        assert "Không có tờ giấy nào của chi bộ" in page.content.decode()
    slip = found(secretary, sheet[:-1] + ("3" if sheet[-1] == "2" else "2"))
    assert "gõ nhầm" in slip.content.decode()
    assert found(browser("member", ours.cell), sheet).status_code == 403
    assert browser("secretary", ours.cell).get(FIND).status_code == 200


def test_the_printed_sheets_carry_their_codes(ours: CellMonth) -> None:
    import io

    import docx

    meeting = ours.sit(ours.prepare())
    for kind in ("attendance", "score_sheet"):
        made = meeting_paper(
            actor=ours.secretary, kind=kind, meeting_id=meeting.pk, now=clock.now()
        )
        kept = PrintedList.objects.filter(meeting=meeting).first()
        of = {
            "attendance": ("printed_list", kept.pk if kept else 0),
            "score_sheet": ("score_sheet", meeting.pk),
        }
        texts = [p.text for p in docx.Document(io.BytesIO(made.content)).paragraphs]
        code = code_of(*of[kind])
        assert f"Nhập lại từ tờ giấy này: mã {code}" in texts


def test_a_sheet_is_typed_back_line_by_line_in_the_printed_order(
    ours: CellMonth, form: Fill
) -> None:
    meeting = ours.sit(ours.prepare())
    ours.rest_present(meeting)
    address = reverse("score_from_paper", args=[meeting.pk])
    client = browser("secretary", ours.cell)
    page = client.get(address)
    lines = shown_lines(meeting, find_sheet(meeting))
    order = [page.content.decode().index(f'name="points-{line.criterion}"') for line in lines]
    assert order == sorted(order)
    typed = {f"points-{line.criterion}": str(line.maximum).replace(".", ",") for line in lines}
    total = sum(line.maximum for line in lines)

    wrong = client.post(address, form(**typed, version="0", sum_on_paper=str(total - 1)))
    assert wrong.status_code == 422
    assert f"cộng lại được {total:.0f} điểm" in wrong.content.decode()
    too_much = {**typed, f"points-{lines[0].criterion}": "99"}
    assert client.post(address, form(**too_much, version="0")).status_code == 422
    assert not ScoreSheet.objects.unscoped("a test").exists()

    sent = form(**typed, version="0", sum_on_paper=str(total).replace(".", ","))
    for _click in range(2):
        answer = client.post(address, sent)
    assert answer["Location"] == reverse("step_score", args=[meeting.pk])
    sheet = find_sheet(meeting)
    assert sheet is not None
    assert (sheet.self_total, sheet.version) == (total, 1)
    because = f"Theo phiếu giấy của chi bộ, mã {code_of('score_sheet', meeting.pk)}."
    for line in lines_of(sheet):
        differs = line.proposed is not None and line.proposed != line.points
        assert line.override_reason == (because if differs else "")

    again = client.post(address, form(**typed, version="0"))
    assert again.status_code == 422
    assert "vừa" in again.content.decode(), "somebody else saved meanwhile"


def test_the_superior_and_a_closed_meeting_take_nothing_from_paper(ours: CellMonth) -> None:
    meeting = ours.sit(ours.prepare())
    address = reverse("score_from_paper", args=[meeting.pk])
    assert browser("superior", ours.commune).get(address).status_code == 403
    facts = {"state": "closed", "expected": 5, "present": 5, "excused": 0, "unexcused": 0}
    type(meeting).objects.unscoped("a test").filter(pk=meeting.pk).update(**facts)
    answer = browser("secretary", ours.cell).get(address)
    assert answer["Location"] == reverse("step_score", args=[meeting.pk])
