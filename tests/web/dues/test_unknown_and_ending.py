"""On the screen: months whose rates are not known, and reliefs that end."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.dues import actions
from chibo.areas.members.models import Member
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor
from tests.months import at

SignIn = Callable[..., Client]
Form = Callable[..., dict[str, Any]]
NOVEMBER = Month(2026, 11)


@pytest.fixture
def member(db: None, today_is: Callable[[str], None]) -> Member:
    today_is("2026-11-05")
    commune = a_commune(a_province())
    actions.lay_down(
        actor=an_actor("clerk", commune),
        unit_id=commune.pk,
        starts_on=Month(2026, 2),
        laid=actions.Laid("IV", None, None, ("reduced_50",)),
        version=0,
        now=at(date(2026, 10, 1)),
    )
    return a_member(a_cell(commune))


def open_month(member: Member, month: Month) -> None:
    keeper = an_actor("secretary", member.cell)
    actions.open_month(actor=keeper, unit_id=member.cell_id, month=month, now=at(date(2026, 11, 5)))


def test_a_month_of_rates_quoted_at_second_hand_says_so_and_shows_no_zero(
    sign_in: SignIn, member: Member
) -> None:
    open_month(member, Month(2026, 1))
    address = reverse("dues_month", args=[member.cell_id, "2026-01"])
    page = sign_in("secretary", member.cell).get(address).content.decode()
    assert "Mức đóng theo 342-QĐ/TW dẫn lại từ nguồn khác, chưa đối chiếu được" in page
    assert reverse("rule_pack", args=["dues-qd342-2010"]) in page
    assert "phải nộp, chưa kể 1 người chưa rõ mức" in page
    assert "<dd>chưa rõ</dd>" in page


def test_for_a_month_of_the_older_rule_its_own_groups_are_chosen_among(
    sign_in: SignIn, form: Form, member: Member
) -> None:
    client, address = sign_in("secretary", member.cell), reverse("dues_rate", args=[member.pk])
    typed = {"version": 0, "starts_on": "12/2025"}
    refused = client.post(address, form(**typed, group="uninsured"))
    assert refused.status_code == 422
    assert 'value="others"' in refused.content.decode()
    client.post(address, form(**typed, group="pension", amount="4.000.000"))
    open_month(member, Month(2026, 1))
    month = reverse("dues_month", args=[member.cell_id, "2026-01"])
    page = client.get(month).content.decode()
    assert "phải nộp 20.000 đ" in page
    assert "dẫn lại, chưa đối chiếu được văn bản gốc" in page


def test_a_relief_is_written_with_its_last_month_and_listed_when_it_ends(
    sign_in: SignIn, form: Form, member: Member
) -> None:
    client, address = sign_in("secretary", member.cell), reverse("dues_rate", args=[member.pk])
    typed = {
        "version": 0,
        "starts_on": "11/2026",
        "group": "insured",
        "amount": "8.000.000",
        "relief": "reduced_50",
        "decision_number": "07-NQ/CB",
    }
    refused = client.post(address, form(**typed))
    assert refused.status_code == 422
    assert "không quá 12 tháng" in refused.content.decode()
    client.post(address, form(**typed, relief_until="11/2026"))
    assert "đến hết tháng 11/2026" in client.get(address).content.decode()
    open_month(member, NOVEMBER)
    month = reverse("dues_month", args=[member.cell_id, "2026-11"])
    page = client.get(month).content.decode()
    assert "Miễn, giảm sắp hết hoặc đã hết hạn" in page
    assert "40.000" in page
    superior = sign_in("superior", member.cell.parent).get(month).content.decode()
    assert "Miễn, giảm sắp hết" not in superior, "why somebody pays less is not for everybody"
