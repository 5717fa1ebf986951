"""The secretary asks by a link; whoever has it fills in one form on a phone, no more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.inputs.models import Input
from tests.factories import a_cell
from tests.months import CellMonth

pytestmark = pytest.mark.django_db

Fill = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]


@pytest.fixture
def ours(today_is: Callable[[str], None]) -> CellMonth:
    today_is("2026-11-02")
    return CellMonth()


def test_from_the_preparation_to_a_phone_without_an_account(
    sign_in: SignIn, form: Fill, ours: CellMonth
) -> None:
    meeting = ours.prepare()
    secretary, phone = sign_in("secretary", ours.cell), Client()
    box = reverse("before_box", args=[meeting.pk])
    assert box in secretary.get(reverse("step_prepare", args=[meeting.pk])).content.decode()
    assert "chưa nơi nào gửi" in secretary.get(box).content.decode()
    page = secretary.get(reverse("inputs", args=[meeting.pk])).content.decode()
    assert "Chi hội Nông dân" in page
    fields = form()
    answer = secretary.post(reverse("input_link", args=[meeting.pk, "farmers"]), fields)
    address = answer.context["address"]
    assert answer["Cache-Control"] == "no-store"
    again = secretary.post(reverse("input_link", args=[meeting.pk, "farmers"]), fields)
    assert again.status_code == 302  # a double click leaves the link shown valid

    shown = phone.get(address)
    assert shown.status_code == 200
    words = shown.content.decode()
    assert "Chi hội Nông dân" in words
    for private in (
        meeting.place,
        "Nguyễn Văn An",
        "Trần Thị Bình",
        "Chi hội Phụ nữ",
        "/sinh-hoat/",
    ):
        assert not private or private not in words
    assert phone.post(address, {"version": 1}).status_code == 422
    typed = {"version": 1, "done": "Thu gom rác 2 đợt.", "sent_by": "Bà Tư"}
    for _click in range(2):
        assert phone.post(address, typed).status_code == 302
    assert "Thu gom rác" in phone.get(address).content.decode()
    stale = phone.post(address, {**typed, "done": "Khác"})
    assert stale.status_code == 422
    assert "Hai bản khác nhau" in stale.content.decode()

    assert "1 nơi đã gửi" in secretary.get(box).content.decode()
    assert "Thu gom rác" in secretary.get(reverse("inputs", args=[meeting.pk])).content.decode()
    write = reverse("input_write", args=[meeting.pk, "farmers"])
    assert "Thu gom rác" in secretary.get(write).content.decode()
    assert secretary.post(write, form(version=1, done="Của chi bộ")).status_code == 422
    assert secretary.post(write, form(version=2, done="Của chi bộ")).status_code == 302
    assert phone.get(address).status_code == 410
    assert Input.objects.unscoped("a test").get().done == "Của chi bộ"


def test_taken_back_and_guessed_links_get_one_answer_and_guessing_is_slowed(
    sign_in: SignIn, form: Fill, ours: CellMonth
) -> None:
    meeting = ours.prepare()
    secretary, phone = sign_in("secretary", ours.cell), Client()
    made = secretary.post(reverse("input_link", args=[meeting.pk, "women"]), form())
    address = made.context["address"]
    secretary.post(reverse("input_revoke", args=[meeting.pk, "women"]), form())
    taken_back, guessed = phone.get(address), phone.get(reverse("input_send", args=["x" * 43]))
    assert taken_back.status_code == guessed.status_code == 410
    said = [page.content.split(b"<main")[1].split(b"</main")[0] for page in (taken_back, guessed)]
    assert said[0] == said[1]
    statuses = [phone.get(reverse("input_send", args=[str(n)])).status_code for n in range(20)]
    assert statuses == [410] * 18 + [429] * 2


def test_others_find_no_way_in(sign_in: SignIn, form: Fill, ours: CellMonth) -> None:
    meeting = ours.prepare()
    for client, status in (
        (sign_in("superior", ours.commune), 403),
        (sign_in("secretary", a_cell(ours.commune)), 404),
        (Client(), 302),
    ):
        assert client.get(reverse("inputs", args=[meeting.pk])).status_code == status
        link = reverse("input_link", args=[meeting.pk, "front"])
        client.post(link, form())
    assert not Input.objects.unscoped("a test").exists()
    box = reverse("before_box", args=[meeting.pk])
    assert reverse("inputs", args=[meeting.pk]) not in (
        sign_in("superior", ours.commune).get(box).content.decode()
    )
