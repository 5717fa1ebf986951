"""Signing in and out, one's own password, the language."""

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.access.models import Account
from chibo.areas.signin.rules import LIMIT
from tests.factories import a_commune, an_account

PASSWORD = "mat-khau-thu-nghiem"


def _try(client, username, password, **more):
    typed = {"username": username, "password": password, "next": "/to-chuc/"}
    return client.post(reverse("sign_in"), typed, **more)


@pytest.mark.django_db
def test_the_right_password_leads_where_the_person_wanted():
    an_account("clerk", a_commune(), username="an")
    answer = _try(Client(), " AN ", PASSWORD)
    assert answer.headers["Location"] == "/to-chuc/"


@pytest.mark.django_db
def test_never_to_another_site():
    an_account("clerk", a_commune(), username="an")
    typed = {"username": "an", "password": PASSWORD, "next": "https://example.org/"}
    assert Client().post(reverse("sign_in"), typed).headers["Location"] == "/"


@pytest.mark.django_db
def test_a_wrong_name_and_a_wrong_password_are_not_told_apart():
    an_account("clerk", a_commune(), username="an")
    wrong = _try(Client(), "an", "sai")
    unknown = _try(Client(), "khong-ai", "sai")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


@pytest.mark.django_db
def test_guessing_is_slowed_down_for_one_name_from_one_address_only():
    an_account("clerk", a_commune(), username="an")
    an_account("clerk", a_commune(name="Đảng ủy xã Khác"), username="binh")
    for _attempt in range(LIMIT):
        _try(Client(), "an", "sai")
    assert "Đã thử sai nhiều lần" in _try(Client(), "an", PASSWORD).content.decode()
    assert _try(Client(), "binh", PASSWORD).status_code == 302
    assert _try(Client(REMOTE_ADDR="10.1.1.1"), "an", PASSWORD).status_code == 302


@pytest.mark.django_db
def test_a_closed_account_does_not_sign_in():
    an_account("clerk", a_commune(), username="an", is_active=False)
    assert _try(Client(), "an", PASSWORD).status_code == 422


def test_signing_out_ends_the_session(sign_in):
    client = sign_in("clerk", a_commune())
    client.post(reverse("sign_out"))
    assert client.get(reverse("units")).status_code == 302


@pytest.mark.django_db
def test_a_one_time_password_is_replaced_by_ones_own(form):
    account = an_account("clerk", a_commune(), must_change_password=True)
    client = Client()
    client.force_login(account)
    new = "mot cau de nho 2026"
    answer = client.post(reverse("change_password"), form(current=PASSWORD, new=new, again=new))
    assert answer.headers["Location"] == "/"
    account = Account.objects.get(pk=account.pk)
    assert account.check_password(new)
    assert not account.must_change_password
    assert client.get(reverse("units")).status_code == 200


@pytest.mark.parametrize(
    ("current", "new", "again", "said"),
    [
        ("sai", "mot cau de nho", "mot cau de nho", "Mật khẩu đang dùng không đúng"),
        (PASSWORD, "mot cau de nho", "mot cau khac", "chưa giống nhau"),
        (PASSWORD, PASSWORD, PASSWORD, "phải khác mật khẩu đang dùng"),
        (PASSWORD, "ngan", "ngan", "10"),
    ],
)
def test_a_bad_new_password_is_refused_beside_its_field(sign_in, form, current, new, again, said):
    client = sign_in("clerk", a_commune())
    answer = client.post(reverse("change_password"), form(current=current, new=new, again=again))
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.django_db
def test_the_language_can_be_changed_before_signing_in():
    client = Client()
    client.post(reverse("set_language"), {"language": "en", "next": "/dang-nhap/"})
    assert 'lang="en"' in client.get(reverse("sign_in")).content.decode()
