"""The list of what is due on the screen, its count on the homes, certificates."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.areas.deadlines.models import Certificate
from chibo.areas.organisation.models import Unit
from tests.factories import a_cell, a_commune, a_member

Form = Callable[..., dict[str, Any]]
SignIn = Callable[..., Client]


@pytest.fixture
def cell(db: None, today_is: Callable[[str], None]) -> Unit:
    today_is("2026-11-10")
    return a_cell(a_commune())


def late(cell: Unit, name: str) -> Any:
    return a_member(cell, name, joined_on=date(2025, 8, 3), full_on=None)


def test_each_row_says_until_when_why_and_where_to_act(cell: Unit, sign_in: SignIn) -> None:
    member = late(cell, "Dự Bị Quá Hạn")
    page = sign_in("secretary", cell).get(reverse("deadlines"), follow=True).content.decode()
    assert "quá hạn từ 16/09/2026" in page
    assert "Vì sao?" in page
    assert "chưa được biểu quyết" in page
    assert reverse("member", args=[member.pk]) in page


def test_the_homes_of_secretary_and_clerk_say_how_many(cell: Unit, sign_in: SignIn) -> None:
    late(cell, "Dự Bị Quá Hạn")
    for role, unit in (("secretary", cell), ("clerk", cell.parent)):
        client = sign_in(role, unit)
        home = client.get("/", follow=True).content.decode()
        assert reverse("unit_deadlines", args=[unit.pk]) in home, role
        asked_for = reverse("deadline_count", args=[unit.pk])
        assert asked_for in home, role
        assert "1 việc đến hạn, quá hạn" in client.get(asked_for).content.decode()


def test_pages_and_kinds(cell: Unit, sign_in: SignIn) -> None:
    for number in range(60):
        late(cell, f"Dự Bị {number:02d}")
    clerk = sign_in("clerk", cell.parent)
    address = reverse("unit_deadlines", args=[cell.parent_id])
    with CaptureQueriesContext(connection) as many:
        first = clerk.get(address)
    second = clerk.get(address, {"trang": 2})
    assert [len(page.context["rows"]) for page in (first, second)] == [50, 10]
    assert clerk.get(address, {"loai": "badge_due"}).context["rows"] == []
    assert len(clerk.get(address, {"loai": "nonsense"}).context["rows"]) == 50
    other = a_cell(a_commune(name="Đảng ủy xã Khác"))
    late(other, "Một Người")
    stranger = sign_in("clerk", other.parent)
    with CaptureQueriesContext(connection) as few:
        stranger.get(reverse("unit_deadlines", args=[other.parent_id]))
    assert len(few) == len(many)


def test_a_member_without_a_role_has_no_such_list(cell: Unit, sign_in: SignIn) -> None:
    member = sign_in("member", cell, late(cell, "Dự Bị"))
    assert member.get(reverse("unit_deadlines", args=[cell.pk])).status_code == 403
    stranger = sign_in("secretary", a_cell(cell.parent, "Chi bộ thôn Tây"))
    assert stranger.get(reverse("unit_deadlines", args=[cell.pk])).status_code == 404


def test_a_certificate_is_recorded_watched_and_settled(
    cell: Unit, sign_in: SignIn, form: Form
) -> None:
    secretary = sign_in("secretary", cell)
    address = reverse("certificates", args=[cell.pk])
    typed = {"cell": cell.code, "full_name": "Cảm Tình Đảng", "issued_on": "05/01/2022"}
    refused = secretary.post(address, form(**{**typed, "issued_on": "05/01/2030"}))
    assert refused.status_code == 422
    secretary.post(address, form(**typed))
    page = secretary.get(address).content.decode()
    assert "có giá trị đến 05/01/2027" in page
    assert reverse("rule_pack", args=["members-208-2026"]) in page, "sixty months by its rule"
    listed = secretary.get(reverse("unit_deadlines", args=[cell.pk])).content.decode()
    assert "Cảm Tình Đảng" in listed
    row = Certificate.objects.unscoped("test").get()
    secretary.post(reverse("certificate_settle", args=[row.pk]), form(version=1))
    assert "Chưa ghi giấy chứng nhận" in secretary.get(address).content.decode()
    superior = sign_in("superior", cell.parent)
    assert "Ghi thêm" not in superior.get(address).content.decode()
