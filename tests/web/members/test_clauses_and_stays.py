"""Refusals lead to their rule; a temporary stay is prolonged, an arrival taken back on its page."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.members.actions import Arrival, take_in_guest
from chibo.areas.members.models import Member, Transfer
from chibo.areas.organisation.models import Unit
from chibo.core.clock import ZONE
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor

SignIn = Callable[..., Client]
Form = Callable[..., dict[str, Any]]
NOW = datetime(2026, 11, 21, 9, 5, tzinfo=ZONE)


@pytest.fixture
def cell(db: None) -> Unit:
    return a_cell(a_commune(a_province()))


@pytest.fixture
def guest(cell: Unit) -> Transfer:
    arrival = Arrival(
        "temporary",
        "work",
        "Đảng bộ tỉnh khác",
        "08-GT",
        date(2026, 10, 5),
        Month(2026, 10),
        date(2026, 10, 8),
        until=date(2027, 4, 5),
    )
    return take_in_guest(
        actor=an_actor("clerk", cell.parent),
        cell_id=cell.pk,
        full_name="Võ Thị Khách",
        arrival=arrival,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("state", "code", "missing"),
    [
        ("probationary", "recognised", "Thiếu ngày chi bộ họp xét"),
        ("full", "exempted", "Thiếu lý do miễn"),
        ("full", "removed", "Thiếu trường hợp xóa tên"),
        ("full", "expelled", "Thiếu số văn bản quyết định"),
        ("exempt", "removed", "Thiếu trường hợp xóa tên"),
        ("left", "restored", "Thiếu số văn bản quyết định"),
    ],
)
def test_what_is_missing_is_said_with_a_link_to_the_clause(
    sign_in: SignIn, form: Form, cell: Unit, state: str, code: str, missing: str
) -> None:
    member = a_member(
        cell,
        joined_on=date(2025, 9, 1) if state == "probationary" else date(2010, 5, 19),
        full_on=None if state == "probationary" else date(2011, 5, 19),
        state=state,
        state_on=date(2026, 1, 5) if state in ("exempt", "left") else None,
    )
    address = reverse("member_move", args=[member.pk, code])
    answer = sign_in("clerk", cell.parent).post(address, form(version=1))
    page = answer.content.decode()
    assert answer.status_code == 422
    error = page[page.index(missing) :][:400]
    assert 'href="/quy-dinh/' in error


def test_a_stay_is_prolonged_on_its_page(
    sign_in: SignIn, form: Form, cell: Unit, guest: Transfer
) -> None:
    client, page = sign_in("clerk", cell.parent), reverse("transfer", args=[guest.pk])
    assert "Kéo dài thời gian tạm thời" in client.get(page).content.decode()
    address = reverse("transfer_extend", args=[guest.pk])
    late = client.post(address, form(version=1, until="05/10/2027", reason="Còn việc"))
    assert late.status_code == 422
    assert "quá dài" in late.content.decode()
    client.post(address, form(version=1, until="05/07/2027", reason="Còn việc, 12-CV/ĐU"))
    assert "05/07/2027" in client.get(page).content.decode()
    superior = sign_in("superior", cell.parent)
    assert "Kéo dài thời gian tạm thời" not in superior.get(page).content.decode()


def test_an_arrival_is_taken_back_on_its_page(
    sign_in: SignIn, form: Form, cell: Unit, guest: Transfer
) -> None:
    client, page = sign_in("clerk", cell.parent), reverse("transfer", args=[guest.pk])
    assert "Tiếp nhận nhầm" in client.get(page).content.decode()
    address = reverse("transfer_undo_arrival", args=[guest.pk])
    typed = form(version=1, reason="Nhầm người")
    for _tap in range(2):
        client.post(address, typed)
    shown = client.get(page).content.decode()
    assert "Đã hủy giấy" in shown
    assert "Tiếp nhận nhầm" not in shown
    assert Member.objects.unscoped("test").count() == 0
