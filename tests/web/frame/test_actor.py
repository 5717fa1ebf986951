"""Who is let in, and with which role."""

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.access.models import RoleGrant
from tests.factories import a_cell, a_commune, a_member, an_account


@pytest.mark.django_db
def test_a_stranger_is_turned_to_the_sign_in_page_and_back_afterwards():
    answer = Client().get(reverse("units"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/dang-nhap/?next=%2Fto-chuc%2F"
    assert answer.headers["X-Sign-In"] == "1"


@pytest.mark.django_db
def test_a_script_of_a_stranger_is_told_to_open_the_sign_in_page():
    answer = Client().get(
        reverse("search"),
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/to-chuc/?a=1"},
    )
    assert answer.headers["HX-Redirect"] == "/dang-nhap/?next=%2Fto-chuc%2F%3Fa%3D1"


@pytest.mark.django_db
def test_a_one_time_password_opens_only_the_page_that_replaces_it():
    client = Client()
    client.force_login(an_account("clerk", a_commune(), must_change_password=True))
    assert client.get(reverse("units")).headers["Location"] == reverse("change_password")
    assert client.get(reverse("change_password")).status_code == 200


@pytest.mark.parametrize(
    ("role", "home"),
    [("administrator", "accounts"), ("superior", "overview"), ("clerk", "overview")],
)
def test_each_role_starts_at_its_home(sign_in, role, home):
    assert sign_in(role, a_commune()).get("/").headers["Location"] == reverse(home)


def test_a_secretary_starts_at_the_month_and_a_member_at_their_own_page(sign_in):
    cell = a_cell()
    assert sign_in("secretary", cell).get("/").headers["Location"] == "/thang-nay/"
    answer = sign_in("member", cell, a_member(cell)).get("/")
    assert answer.headers["Location"] == "/cua-toi/"


def test_somebody_without_a_role_today_is_told_so(sign_in):
    assert "chưa được giao vai trò" in sign_in(None, None).get("/").content.decode()


@pytest.mark.django_db
def test_who_holds_two_roles_chooses_the_one_to_work_in():
    commune = a_commune()
    account = an_account("administrator", commune)
    RoleGrant.objects.create(
        account=account, role="clerk", unit=commune, starts_on=account.created_at.date()
    )
    client = Client()
    client.force_login(account)
    assert client.get("/").headers["Location"] == reverse("overview")
    client.post(reverse("switch_role"), {"role": f"administrator:{commune.pk}"})
    assert client.get("/").headers["Location"] == reverse("accounts")
    assert client.get(reverse("overview_unit", args=[commune.pk])).status_code != 403


@pytest.mark.django_db
def test_every_answer_forbids_foreign_and_inline_scripts():
    answer = Client().get(reverse("sign_in"))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_a_refusal_is_a_page_with_its_status(sign_in):
    client = sign_in("secretary", a_cell())
    outside = a_cell(name="Chi bộ thôn Tây")
    answer = client.get(reverse("unit", args=[outside.pk]))
    assert answer.status_code == 404
    assert "Không tìm thấy nội dung này" in answer.content.decode()
    assert client.get(reverse("accounts")).status_code == 403


def test_a_refused_button_leads_back_to_its_page_with_the_sentence(sign_in):
    commune = a_commune()
    client = sign_in("administrator", commune)
    other = an_account("clerk", a_commune(name="Đảng ủy xã Khác"))
    answer = client.post(
        reverse("account_close", args=[other.pk]),
        {"once": "0b7a8f7e-6a4c-4c1d-9a55-0c8a4f0a1c11"},
        headers={"Referer": "http://testserver/tai-khoan/"},
        follow=True,
    )
    assert answer.redirect_chain == [("/tai-khoan/", 302)]
    assert "Không tìm thấy nội dung này" in answer.content.decode()
