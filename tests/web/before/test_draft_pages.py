"""A draft on the pages: gathered, edited on a phone, changed records shown, sent to the papers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.drafts.models import DraftSentence
from chibo.areas.meetings.models import PaperToSend
from chibo.areas.tasks.models import Task
from tests.months import CellMonth

pytestmark = pytest.mark.django_db

Fill = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]


def test_from_the_records_to_the_papers_sent_before(
    sign_in: SignIn, form: Fill, today_is: Callable[[str], None], settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    today_is("2026-12-01")
    ours = CellMonth()
    ours.hold(task="Rà soát hộ nghèo")
    ours.next_month()
    meeting = ours.prepare()
    secretary, second = sign_in("secretary", ours.cell), sign_in("cell_committee", ours.cell)
    args = [meeting.pk, "bao-cao"]
    address = reverse("draft", args=args)
    assert address in secretary.get(reverse("before_box", args=[meeting.pk])).content.decode()
    assert "Chưa lập dự thảo" in secretary.get(address).content.decode()
    secretary.post(reverse("draft_gather", args=args), form())
    page = secretary.get(address).content.decode()
    for words in ("Rà soát hộ nghèo: đang làm", "từ hồ sơ", "chuyển tiếp", "tự gõ"):
        assert words in page

    row = DraftSentence.objects.get(key="members.count")
    sentence = reverse("draft_sentence", args=[*args, row.pk])
    assert secretary.get(sentence).status_code == 200
    assert secretary.post(sentence, form(version=1, text=" ")).status_code == 422
    assert secretary.post(sentence, form(version=1, text="Chi bộ có 5 người.")).status_code == 302
    stale = second.post(sentence, form(version=1, text="Chi bộ có năm người."))
    assert stale.status_code == 422
    assert "Hai bản khác nhau" in stale.content.decode()
    page = second.get(address).content.decode()
    assert "Hồ sơ ghi:" in page
    change = reverse("draft_change", args=[*args, row.pk])
    secretary.post(change, form(version=2, what="record"))
    secretary.post(change, form(version=3, what="out"))
    assert "<del>" in secretary.get(address).content.decode()
    secretary.post(reverse("draft_add", args=args), form(section="coming", text="Ra quân lớn."))
    assert "Ra quân lớn." in secretary.get(address).content.decode()

    Task.objects.unscoped("a test").update(title="Rà soát hộ cận nghèo")
    assert "Hồ sơ đã đổi ở 2 câu" in secretary.get(address).content.decode()
    secretary.post(reverse("draft_gather", args=args), form())
    assert "Hồ sơ trước đó ghi:" in secretary.get(address).content.decode()
    secretary.post(reverse("draft_look", args=args), form())
    assert "Hồ sơ trước đó ghi:" not in secretary.get(address).content.decode()

    paper = secretary.get(reverse("draft_paper", args=args))
    assert paper["Content-Disposition"].endswith('.docx"')
    fields = form()
    for _click in range(2):
        secretary.post(reverse("draft_enclose", args=args), fields)
    assert PaperToSend.objects.get().title == "Dự thảo báo cáo"
    assert secretary.get(reverse("draft", args=[meeting.pk, "dien-van"])).status_code == 404
    assert sign_in("superior", ours.commune).get(address).status_code == 403
