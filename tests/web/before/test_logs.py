"""Addresses that are keys by themselves never stand in the log."""

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.months import CellMonth

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the server's console shows: the settings' own handler, told to write here."""
    (console,) = (h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    was = console.setStream(shown := io.StringIO())
    yield shown
    console.setStream(was)


def test_a_link_of_an_organisation(
    log: io.StringIO,
    sign_in: Callable[..., Client],
    form: Callable[..., dict[str, Any]],
    today_is: Callable[[str], None],
) -> None:
    today_is("2026-11-02")
    ours = CellMonth()
    meeting = ours.prepare()
    secretary, phone = sign_in("secretary", ours.cell), Client()
    made = secretary.post(reverse("input_link", args=[meeting.pk, "women"]), form())
    address = made.context["address"]
    secret = address.rstrip("/").rpartition("/")[2]
    assert phone.post(address, {"version": 1}).status_code == 422
    assert phone.get(reverse("input_send", args=["x" * 43])).status_code == 410
    lines = log.getvalue()
    assert "Unprocessable Entity: /gui-y-kien/…/" in lines
    assert "Gone: /gui-y-kien/…/" in lines
    assert secret not in lines


def test_a_calendar_and_a_traceback_but_no_other_page(log: io.StringIO) -> None:
    secret = "s3cret-" * 6
    assert Client().get(reverse("calendar_feed", args=[secret])).status_code == 404
    try:
        raise ValueError(f"at /lich/{secret}.ics")
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: /lich/2026-11/")
    lines = log.getvalue()
    assert "Not Found: /lich/…" in lines
    assert "builtins.ValueError" in lines
    assert "/lich/2026-11/" in lines
    assert secret not in lines
