"""Pages of what takes two people, and of who stands in for a secretary."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.access import limits
from chibo.areas.access.models import Account, RoleGrant, SecondAsk
from chibo.areas.access.two_people import asking
from chibo.web.components.downloads import CONTENT_TYPE
from tests.factories import a_cell, a_commune, a_member, an_account

pytestmark = pytest.mark.django_db
Form = Callable[..., dict[str, Any]]


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(client: Client, name: str, *args: Any) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_a_wide_role_and_a_bulk_workbook_go_from_one_person_to_the_other(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune = a_commune()
    cell = a_cell(commune)
    first, second = (an_account("administrator", commune) for _n in range(2))
    one, other = browser(first), browser(second)
    someone = an_account("secretary", cell)
    typed = form(role="clerk", unit=commune.code, starts_on="01/01/2026", ends_before="")
    answer = one.post(reverse("role_new", args=[someone.pk]), typed)
    assert answer.headers["Location"] == reverse("second_asks")
    ask = SecondAsk.objects.unscoped("test").get()
    assert "Rút yêu cầu" in page(one, "second_asks")
    assert "Xác nhận" in page(other, "second_asks")
    assert other.post(reverse("second_refuse", args=[ask.pk]), form(reason="")).status_code < 500
    other.post(reverse("second_confirm", args=[ask.pk]), form())
    held = RoleGrant.objects.unscoped("test").filter(account=someone, role="clerk")
    assert held.exists()
    assert "đã xác nhận" in page(one, "second_asks")

    a_member(cell)
    monkeypatch.setattr(asking, "limit", lambda part, name: 1 if part == "exports" else 72)
    clerks = [browser(an_account("clerk", commune)) for _n in range(2)]
    wanted = {"unit": commune.code, "layout": "", "on": "", "why": "Đại hội"}
    refused = clerks[0].get(reverse("export"), wanted)
    assert refused.status_code == 422
    assert "Gửi yêu cầu xác nhận" in refused.content.decode()
    clerks[0].post(reverse("export_ask"), form(**wanted))
    ask = SecondAsk.objects.unscoped("test").get(what="export")
    clerks[1].post(reverse("second_confirm", args=[ask.pk]), form())
    assert "Đến trang tải tệp" in page(clerks[0], "second_asks")
    assert clerks[0].get(reverse("export"), wanted).status_code == 200
    assert clerks[0].get(reverse("export"), wanted).status_code == 422, "once"
    assert limits.limit("exports", "members") > 1


def test_the_file_of_a_page_that_names_many_is_asked_for_by_its_address(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune = a_commune()
    auditor, clerk = (browser(an_account(role, commune)) for role in ("auditor", "clerk"))
    file = reverse("trail") + "?dang=xlsx"
    assert auditor.get(file).status_code == 200, "few"
    monkeypatch.setattr(asking, "limit", lambda part, name: 1 if part == "exports" else 72)
    refused = auditor.get(file)
    assert refused.status_code == 400
    hidden = dict(
        re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', refused.content.decode())
    )
    assert hidden["address"] == file
    wanted = {name: hidden[name] for name in ("unit", "what", "address")}
    auditor.post(reverse("second_page"), form(**wanted, why=""))
    outside = {**wanted, "address": "//xa.vn/"}
    auditor.post(reverse("second_page"), form(**outside, why="Kiểm tra quý"))
    assert not SecondAsk.objects.unscoped("test").exists()
    auditor.post(reverse("second_page"), form(**wanted, why="Kiểm tra quý"))
    ask = SecondAsk.objects.unscoped("test").get()
    auditor.post(reverse("second_confirm", args=[ask.pk]), form())
    assert auditor.get(file).status_code == 400, "not by oneself"
    assert file in page(clerk, "second_asks"), "who confirms sees which page"
    clerk.post(reverse("second_confirm", args=[ask.pk]), form())
    assert f'href="{file}"' in page(auditor, "second_asks")
    assert auditor.get(file).headers["Content-Type"] == CONTENT_TYPE
    assert auditor.get(file).status_code == 400, "once"


def test_somebody_of_the_committee_stands_in_and_the_roles_page_says_so(form: Form) -> None:
    cell = a_cell(a_commune())
    giving = browser(an_account("cell_committee", cell))
    assert "chưa có chi ủy viên nào khác" in page(giving, "stand_in_new", cell.pk)
    standing = an_account("cell_committee", cell, full_name="Lê Thị Thay")
    typed = {"account": standing.pk, "starts_on": "22/11/2026", "ends_before": "", "why": "Ốm"}
    assert giving.post(reverse("stand_in_new", args=[cell.pk]), form(**typed)).status_code == 422
    assert "Lê Thị Thay" in page(giving, "stand_in_new", cell.pk)
    assert "Không có ai đang thay bí thư" in page(giving, "roles_table")
    RoleGrant.objects.create(
        account=standing, role="secretary", unit=cell, starts_on="2026-01-01",
        ends_before="2999-01-01", stands_in=True,
    )  # fmt: skip
    assert "Lê Thị Thay" in page(giving, "roles_table")
    an_account("secretary", cell, full_name="Trần Văn Ốm")
    circles = page(giving, "unit_circles", cell.pk).split("<h2>")[1:]
    own, absent, _looks, watched, inspection, concerns = circles
    assert "Trần Văn Ốm" in own
    assert "Lê Thị Thay" not in own, "who stands in is not in the circle of suggestions"
    assert "Lê Thị Thay" in absent
    assert "không ai giữ vai trò" in watched
    assert "chưa giữ loại hồ sơ này" in inspection
    assert "Trần Văn Ốm" in concerns
    assert "Lê Thị Thay" not in concerns
    assert reverse("unit_circles", args=[cell.pk]) in page(giving, "roles_table")
    stranger = browser(an_account("secretary", a_cell(a_commune())))
    assert stranger.get(reverse("unit_circles", args=[cell.pk])).status_code in (403, 404)
    grant = RoleGrant.objects.unscoped("test").get(stands_in=True)
    giving.post(reverse("stand_in_end", args=[grant.pk]), form())
    assert "Không có ai đang thay bí thư" in page(giving, "roles_table")
