"""The page of the minutes, and how somebody present reads them."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from chibo.areas.minutes.models import Amendment, Minutes, Signature
from chibo.areas.minutes.queries import minutes_of
from tests.factories import a_cell, a_held_meeting
from tests.months import CellMonth

pytestmark = pytest.mark.django_db

Fill = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]


def test_signed_sent_amended_and_locked_by_forms(
    sign_in: SignIn, form: Fill, today_is: Callable[[str], None]
) -> None:
    today_is("2026-11-05")
    ours = CellMonth()
    meeting = ours.hold()
    secretary = sign_in("secretary", ours.cell, ours.people[0])
    member = sign_in("member", ours.cell, ours.people[2])
    page, own = reverse("minutes", args=[meeting.pk]), reverse("own_minutes", args=[meeting.pk])
    assert page in secretary.get(reverse("step_report", args=[meeting.pk])).content.decode()
    assert page in secretary.get(reverse("meeting_record", args=[meeting.pk])).content.decode()

    def post(name: str, **fields: Any) -> Any:
        fields.setdefault("digest", minutes_of(meeting).digest)
        return secretary.post(reverse(name, args=[meeting.pk]), form(**fields))

    assert "chưa ký" in secretary.get(page).content.decode()
    for digest in ("", "0" * 64):
        post("minutes_sign", part="chair", digest=digest)
    assert not Signature.objects.exists()
    assert post("minutes_sign", part="chair").status_code == 302
    assert post("minutes_hand", part="secretary", signed_on="1/1/2020").status_code == 422
    assert post("minutes_hand", part="secretary", signed_on="05/11/2026").status_code == 302
    assert member.get(own).status_code == 404
    sent = form(digest=minutes_of(meeting).digest)
    for _click in range(2):
        assert (
            secretary.post(reverse("minutes_circulate", args=[meeting.pk]), sent).status_code == 302
        )
    assert own in member.get(reverse("own")).content.decode()
    assert "Kết luận của chủ trì" in member.get(own).content.decode()
    shown = secretary.get(page).content.decode()
    assert "4 người chưa mở" in shown
    assert post("minutes_amend", place="conclusion", after="Đã sửa.").status_code == 422
    assert (
        post("minutes_amend", place="conclusion", after="Đã sửa.", because="Nhầm.").status_code
        == 302
    )
    assert Amendment.objects.get().number == 1
    assert "ký trước khi đính chính" in secretary.get(page).content.decode()
    post("minutes_sign", part="chair")
    post("minutes_hand", part="secretary", signed_on="05/11/2026")
    assert post("minutes_lock").status_code == 302
    seal = Minutes.objects.unscoped("a test").get().sha256
    text = secretary.get(reverse("minutes_text", args=[meeting.pk])).content
    assert sha256(text).hexdigest() == seal
    assert seal in secretary.get(page).content.decode()
    assert "minutes_lock" not in secretary.get(page).content.decode()
    paper = secretary.get(reverse("meeting_paper", args=[meeting.pk, "minutes"])).content
    printed = [p.text for p in Document(_file(paper)).paragraphs]
    assert f"Biên bản đã khóa; mã kiểm tra SHA-256: {seal}" in printed
    assert any("đọc lại là: Đã sửa." in line for line in printed)
    again = form(reason="Sót ý kiến")
    assert secretary.post(reverse("reopen_meeting", args=[meeting.pk]), again).status_code == 302
    broken = secretary.get(page).content.decode()
    assert "Bản cũ đã mất hiệu lực" in broken
    assert f"<s><code>{seal}</code></s>" in broken


def _file(content: bytes) -> Any:
    import io

    return io.BytesIO(content)


def test_nothing_for_others_and_none_for_a_workbook(sign_in: SignIn, form: Fill) -> None:
    ours = CellMonth()
    meeting, listed = ours.hold(), a_held_meeting(ours.cell, held_on=ours.month.previous().last)
    page = reverse("minutes", args=[meeting.pk])
    superior = sign_in("superior", ours.commune)
    assert "Ghi đính chính" not in superior.get(page).content.decode()
    sent = form(part="chair", signed_on="05/11/2026", digest=minutes_of(meeting).digest)
    assert superior.post(reverse("minutes_hand", args=[meeting.pk]), sent).status_code == 422
    stranger = sign_in("secretary", a_cell(ours.commune))
    assert stranger.get(page).status_code == 404
    assert (
        sign_in("secretary", ours.cell).get(reverse("minutes", args=[listed.pk])).status_code == 404
    )
