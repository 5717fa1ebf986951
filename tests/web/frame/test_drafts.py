"""Typed text kept in the browser is dropped once the server says it was saved, never before."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.inputs.actions import make_link
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import agenda_of
from tests.months import CellMonth, at

SignIn = Callable[..., Client]
Form = Callable[..., dict[str, Any]]


@pytest.fixture
def ours(db: None, today_is: Callable[[str], None]) -> CellMonth:
    today_is("2026-11-03")
    return CellMonth()


@pytest.fixture
def meeting(ours: CellMonth) -> Meeting:
    return ours.prepare()


def test_what_was_saved_says_the_key_the_script_sent_with_it(
    ours: CellMonth, meeting: Meeting, sign_in: SignIn, form: Form
) -> None:
    secretary, point = sign_in("secretary", ours.cell), agenda_of(meeting)[0]
    key = f"reword:{point.pk}"
    shown = secretary.get(reverse("step_prepare", args=[meeting.pk])).content.decode()
    assert f'data-draft="{key}"' in shown
    address = reverse("agenda_change", args=[meeting.pk, point.pk])
    late = form(title="Chào cờ", version="7", **{"draft-key": key})
    assert "data-saved-draft" not in secretary.post(address, late, follow=True).content.decode()
    sent = form(title="Chào cờ", version="1", **{"draft-key": key})
    answer = secretary.post(address, sent, follow=True).content.decode()
    assert f'data-saved-draft="{key}"' in answer


@pytest.mark.parametrize("key", ["a undo=/xoa/", 'a"b', "x" * 300])
def test_a_key_no_form_has_says_nothing(
    ours: CellMonth, meeting: Meeting, sign_in: SignIn, form: Form, key: str
) -> None:
    address = reverse("agenda_add", args=[meeting.pk])
    sent = form(title="Bàn việc đường", **{"draft-key": key})
    answer = sign_in("secretary", ours.cell).post(address, sent, follow=True).content.decode()
    assert "Đã thêm nội dung." in answer
    assert "xoa" not in answer
    assert f'data-saved-draft="{key}"' not in answer


def test_a_phone_without_an_account_sends_by_the_script_and_keeps_no_secret(
    ours: CellMonth, meeting: Meeting, client: Client
) -> None:
    made = make_link(
        actor=ours.secretary, meeting_id=meeting.pk, giver="youth", now=at(date(2026, 11, 1))
    )
    shown = client.get(reverse("input_send", args=[made.secret])).content.decode()
    assert f'data-draft="input-link:{made.row.pk}"' in shown
    assert 'data-account=""' in shown, "nothing is stored where nobody signed in"
