"""Sessions: seen, ended, over after a while; asking again before what could do harm."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.access.models import Account, OpenSession, RoleGrant, SecondAsk
from chibo.areas.access.session_store import hashed
from chibo.areas.signin.rules import LIMIT
from tests.factories import a_cell, a_commune, a_member, an_account

PASSWORD = "mat-khau-thu-nghiem"
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36"


@pytest.fixture
def commune(db):
    return a_commune()


@pytest.fixture
def secretary(commune):
    return an_account("secretary", a_cell(commune))


def _browser(account, **more):
    client = Client(**more)
    client.post(reverse("sign_in"), {"username": account.username, "password": PASSWORD})
    return client


def _set(client, **changed):
    session = client.session
    session.update(changed)
    session.save()


def test_ones_own_sessions_are_listed_and_ended(secretary, form):
    here, phone = _browser(secretary), _browser(secretary, HTTP_USER_AGENT=PHONE)
    page = here.get(reverse("security")).content.decode()
    assert "Chrome trên điện thoại Android" in page
    assert "127.0.0.1" in page
    row = hashed(phone.session.session_key)
    here.post(reverse("session_end", args=[row]), form())
    assert phone.get(reverse("security")).status_code == 302
    third = _browser(secretary)
    here.post(reverse("sessions_end_others"), form())
    assert third.get(reverse("security")).status_code == 302
    assert here.get(reverse("security")).status_code == 200


def test_nobody_ends_somebody_elses_by_its_row(secretary, commune, sign_in, form):
    client = _browser(secretary)
    row = hashed(client.session.session_key)
    sign_in("secretary", a_cell(commune)).post(reverse("session_end", args=[row]), form())
    assert client.get(reverse("security")).status_code == 200


def test_the_table_does_not_hold_what_the_browser_holds(secretary):
    client = _browser(secretary)
    assert client.session.session_key not in str(list(OpenSession.objects.values()))


def test_a_session_ends_when_idle_and_after_a_day_of_work(secretary, settings):
    client, now = _browser(secretary), time.time()
    for begun, used, status in (
        (now - 3600, now - 3600, 200),
        (now - 3 * 3600, now - 121 * 60, 302),
        (now - 13 * 3600, now - 60, 302),
    ):
        client = _browser(secretary)
        place = {**client.session["place"], "begun": begun, "used": used}
        _set(client, place=place)
        assert client.get(reverse("security")).status_code == status
    assert "đã hết giờ" in client.get(reverse("sign_in")).content.decode()


def test_a_new_password_a_closed_account_and_an_administrator_end_them(
    secretary, commune, sign_in, form
):
    administrator = sign_in("administrator", commune)
    here, phone = _browser(secretary), _browser(secretary)
    new = "bep nha toi ba con meo"
    here.post(reverse("change_password"), form(current=PASSWORD, new=new, again=new))
    assert here.get(reverse("security")).status_code == 200
    assert phone.get(reverse("security")).status_code == 302
    administrator.post(reverse("account_sessions_end", args=[secretary.pk]), form())
    assert here.get(reverse("security")).status_code == 302
    here.force_login(Account.objects.get(pk=secretary.pk))
    administrator.post(reverse("account_close", args=[secretary.pk]), form())
    assert not OpenSession.objects.filter(account=secretary).exists()


class TestAskingAgain:
    @pytest.fixture
    def administrator(self, sign_in, commune):
        client = sign_in("administrator", commune)
        _set(client, confirmed_at=time.time() - 16 * 60)
        return client

    def test_what_was_sent_is_carried_along(self, administrator, secretary, commune, form):
        new = reverse("role_new", args=[secretary.pk])
        sent = form(role="clerk", unit=commune.code, starts_on="01/01/2026")
        page = administrator.post(new, sent)
        assert "Xác nhận lại là mình" in page.content.decode()
        carried = dict(page.context["carried"])
        assert carried == sent
        assert not RoleGrant.objects.unscoped("test").filter(role="clerk").exists()
        wrong = administrator.post(new, {**carried, "confirm-password": "sai"})
        assert (wrong.status_code, "chưa đúng" in wrong.content.decode()) == (422, True)
        done = administrator.post(new, {**carried, "confirm-password": PASSWORD})
        assert done.status_code == 302
        (waits,) = SecondAsk.objects.unscoped("test")
        assert (waits.role, waits.account_id, waits.state) == ("clerk", secretary.pk, "waiting")

    def test_roles_in_the_cell_are_given_without(self, administrator, commune, form):
        account = an_account("member", a_cell(commune))
        cell = a_cell(commune, "Chi bộ thôn Tây")
        sent = form(role="secretary", unit=cell.code, starts_on="01/01/2026")
        answer = administrator.post(reverse("role_new", args=[account.pk]), sent)
        assert answer.status_code == 302

    @pytest.mark.parametrize("name", ["account_reset", "account_close", "factors_reset"])
    def test_others_accounts_are_not_touched_before(self, administrator, secretary, form, name):
        page = administrator.post(reverse(name, args=[secretary.pk]), form(reason="x"))
        assert "Xác nhận lại là mình" in page.content.decode()
        before = Account.objects.get(pk=secretary.pk)
        assert (before.is_active, before.must_change_password) == (True, False)

    def test_a_page_is_opened_after_confirming(self, sign_in, commune):
        a_member(a_cell(commune))
        clerk = sign_in("clerk", commune)
        _set(clerk, confirmed_at=0)
        address = f"{reverse('export')}?unit={commune.code}&why=x"
        asked = clerk.get(address)
        assert asked.headers["Content-Type"].startswith("text/html")
        answer = clerk.post(address, {"confirm-password": PASSWORD, "confirm-page": "1"})
        assert answer.headers["Location"] == address
        assert "spreadsheet" in clerk.get(address).headers["Content-Type"]

    def test_guessing_here_is_slowed_down_too(self, administrator, secretary, form):
        close = reverse("account_close", args=[secretary.pk])
        for _attempt in range(LIMIT):
            administrator.post(close, form(**{"confirm-password": "sai"}))
        told = administrator.post(close, form(**{"confirm-password": PASSWORD}))
        assert "Hãy thử lại sau" in told.content.decode()
