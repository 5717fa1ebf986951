"""The pages of absences: the member's own, and the chi ủy's beside the roll."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from chibo.areas.attending.models import Absence, PaperSeen
from chibo.areas.meetings.models import Attendance, PaperToSend
from tests.factories import a_cell, a_member
from tests.months import CellMonth

pytestmark = pytest.mark.django_db

Fill = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]


@pytest.fixture
def ours(today_is: Callable[[str], None], settings: Any, tmp_path: Any) -> CellMonth:
    today_is("2026-11-02")
    settings.MEDIA_ROOT = tmp_path
    return CellMonth()


def test_asked_on_one_s_own_page_answered_beside_the_roll(
    sign_in: SignIn, form: Fill, ours: CellMonth
) -> None:
    meeting = ours.prepare()
    member = sign_in("member", ours.cell, ours.people[2])
    secretary = sign_in("secretary", ours.cell)
    address = reverse("own_absence", args=[meeting.pk])
    assert address in member.get(reverse("own")).content.decode()
    assert member.post(address, form(remark="x")).status_code == 422
    fields = form(reason="illness", remark="Đau chân")
    for _click in range(2):
        assert member.post(address, fields).status_code == 302
    assert "Chờ trả lời" in member.get(reverse("own")).content.decode()

    waiting = reverse("absences_waiting", args=[ours.cell.pk, "2026-11"])
    month = secretary.get(reverse("cell_month", args=[ours.cell.pk, "2026-11"]))
    assert waiting in month.content.decode()
    assert "1 người xin vắng" in secretary.get(waiting).content.decode()
    for step in ("step_prepare", "step_sitting"):
        assert "Đau chân" in secretary.get(reverse(step, args=[meeting.pk])).content.decode()
    row = Absence.objects.unscoped("a test").get()
    answer = reverse("absence_answer", args=[meeting.pk])
    sent = form(absence=row.pk, version=row.version, granted="1", at="hop")
    assert secretary.post(answer, sent)["Location"].endswith("/hop/#xin-vang")
    assert Attendance.objects.get().state == "excused"
    assert "Đồng ý" in member.get(address).content.decode()
    member.post(reverse("own_absence_withdraw", args=[meeting.pk]), form())
    assert not Attendance.objects.exists()


def test_others_get_nothing(sign_in: SignIn, form: Fill, ours: CellMonth) -> None:
    meeting = ours.prepare()
    member = sign_in("member", ours.cell, ours.people[2])
    member.post(
        reverse("own_absence", args=[meeting.pk]), form(reason="illness", remark="Đau chân")
    )
    stranger = sign_in("member", (cell := a_cell(ours.commune)), a_member(cell))
    assert stranger.get(reverse("own_absence", args=[meeting.pk])).status_code == 404
    superior = sign_in("superior", ours.commune)
    for step in ("step_prepare", "step_sitting"):
        page = superior.get(reverse(step, args=[meeting.pk])).content.decode()
        assert "Đau chân" not in page
    waiting = reverse("absences_waiting", args=[ours.cell.pk, "2026-11"])
    assert superior.get(waiting).status_code == 403
    row = Absence.objects.unscoped("a test").get()
    superior.post(
        reverse("absence_answer", args=[meeting.pk]),
        form(absence=row.pk, version=1, granted="1"),
    )
    row.refresh_from_db()
    assert row.state == "asked"


def test_papers_are_opened_on_one_s_own_page(sign_in: SignIn, ours: CellMonth) -> None:
    meeting = ours.prepare()
    paper = PaperToSend.objects.create(
        meeting=meeting, title="Dự thảo nghị quyết", file=ContentFile(b"%PDF", "du-thao.pdf")
    )
    meeting.papers_sent_on = date(2026, 11, 2)
    meeting.save()
    member = sign_in("member", ours.cell, ours.people[2])
    secretary = sign_in("secretary", ours.cell)
    address = reverse("own_paper", args=[meeting.pk, paper.pk])
    assert address in member.get(reverse("own")).content.decode()
    prepare = reverse("step_prepare", args=[meeting.pk])
    assert ours.people[2] in secretary.get(prepare).context["not_opened"]
    assert member.get(address)["Content-Disposition"].startswith("attachment")
    assert PaperSeen.objects.unscoped("a test").count() == 1
    assert ours.people[2] not in secretary.get(prepare).context["not_opened"]
    stranger = sign_in("member", (cell := a_cell(ours.commune)), a_member(cell))
    assert stranger.get(address).status_code == 404


def test_late_papers_are_said_in_the_preparation(
    sign_in: SignIn, ours: CellMonth, today_is: Callable[[str], None]
) -> None:
    meeting = ours.prepare()
    today_is("2026-11-03")
    page = sign_in("secretary", ours.cell).get(reverse("step_prepare", args=[meeting.pk]))
    assert "Đã qua hạn gửi tài liệu" in page.content.decode()
