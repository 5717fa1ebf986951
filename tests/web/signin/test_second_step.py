"""The second step on the pages: set up after the slip, asked for, lost, taken away."""

import re
import time
from base64 import b32decode
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.access.models import Account
from chibo.areas.signin.models import AuthenticatorApp, RecoveryCode
from chibo.areas.signin.rules import LIMIT, code_of, step_at
from chibo.core import clock
from chibo.core.models import AuditEvent
from tests.areas.signin.keys import SoftKey
from tests.factories import a_cell, a_commune, an_account

PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def commune(db):
    return a_commune()


def _first_step(client, account, wanted="/to-chuc/"):
    typed = {"username": account.username, "password": PASSWORD, "next": wanted}
    return client.post(reverse("sign_in"), typed)


def _set_up(client, form):
    """Scan the drawing, type the code; gives the secret."""
    page = client.get(reverse("app_add")).content.decode()
    assert "<svg" in page
    shown = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    secret = b32decode(shown[1].replace(" ", ""))
    now = step_at(clock.true_now().timestamp())
    answer = client.post(reverse("app_add"), form(code=code_of(secret, now)))
    return secret, answer


def _next_code(secret, account):
    """A code the account has not used yet."""
    AuthenticatorApp.objects.filter(account=account).update(last_step=0)
    return code_of(secret, step_at(clock.true_now().timestamp()))


def test_who_works_above_the_cell_sets_it_up_before_anything_else(commune, form):
    account = an_account("clerk", commune)
    client = Client()
    assert _first_step(client, account).headers["Location"] == "/to-chuc/"
    asked = client.get("/to-chuc/")
    assert asked.headers["Location"] == reverse("second_setup")
    page = client.get(reverse("second_setup")).content.decode()
    assert "bắt buộc xác minh hai bước" in page
    assert 'class="places"' not in page
    _secret, answer = _set_up(client, form)
    assert answer.headers["Location"] == reverse("recovery_codes")
    shown = client.get(reverse("recovery_codes")).content.decode()
    assert len(re.findall(r"<code>[a-z2-9]{5}-[a-z2-9]{5}</code>", shown)) == 10
    assert "Không còn mã nào" in client.get(reverse("recovery_codes")).content.decode()
    assert client.get("/to-chuc/").status_code == 200


def test_a_wrong_first_code_keeps_the_drawing(commune, form):
    client = Client()
    client.force_login(an_account("secretary", a_cell(commune)))
    before = client.get(reverse("app_add")).content.decode()
    answer = client.post(reverse("app_add"), form(code="000000"))
    assert answer.status_code == 422
    secret = re.compile(r"<code>[A-Z2-7 ]+</code>")
    assert secret.search(before)[0] == secret.search(answer.content.decode())[0]


def test_in_the_cell_it_is_offered_not_asked(commune):
    client = Client()
    _first_step(client, an_account("secretary", a_cell(commune)))
    assert client.get("/thang-nay/").headers["Location"].startswith("/chi-bo/")
    assert reverse("second_setup") in client.get(reverse("security")).content.decode()


class TestSignedInWithTwoSteps:
    @pytest.fixture
    def account(self, commune):
        return an_account("clerk", commune, full_name="Lê Văn Cường")

    @pytest.fixture
    def secret(self, account, form):
        client = Client()
        client.force_login(account)
        return _set_up(client, form)[0]

    def test_the_password_alone_opens_nothing(self, account, secret):
        client = Client()
        answer = _first_step(client, account)
        assert urlsplit(answer.headers["Location"]).path == reverse("second_step")
        assert urlsplit(client.get("/to-chuc/").headers["Location"]).path == reverse("sign_in")
        page = client.get(answer.headers["Location"]).content.decode()
        assert "Mã xác minh" in page
        code = _next_code(secret, account)
        done = client.post(reverse("second_step"), {"code": code, "next": "/to-chuc/"})
        assert done.headers["Location"] == "/to-chuc/"
        assert client.get("/to-chuc/").status_code == 200

    def test_a_code_from_paper_stands_for_the_phone_once(self, account, secret, form):
        client = Client()
        client.force_login(account)
        client.post(reverse("recovery_codes_new"), form())
        shown = client.get(reverse("recovery_codes")).content.decode()
        code = re.search(r"<code>(\w{5}-\w{5})</code>", shown)[1]
        other = Client()
        _first_step(other, account)
        used = other.post(reverse("second_step"), {"code": code, "next": "/bao-mat/"}, follow=True)
        assert "còn 9 mã" in used.content.decode()
        third = Client()
        _first_step(third, account)
        assert third.post(reverse("second_step"), {"code": code}).status_code == 422

    def test_guessing_codes_is_slowed_down_and_says_until_when(self, account, secret):
        client = Client()
        _first_step(client, account)
        for _attempt in range(LIMIT):
            client.post(reverse("second_step"), {"code": "abcde-fghjk"})
        told = client.post(reverse("second_step"), {"code": _next_code(secret, account)})
        assert re.search(r"Hãy thử lại sau \d+ giờ \d\d phút", told.content.decode())
        elsewhere = Client(REMOTE_ADDR="10.1.1.1")
        _first_step(elsewhere, account)
        code = _next_code(secret, account)
        assert elsewhere.post(reverse("second_step"), {"code": code}).status_code == 302

    def test_the_second_step_waits_ten_minutes_not_longer(self, account, secret):
        client = Client()
        _first_step(client, account)
        session = client.session
        session["half"] = {**session["half"], "at": time.time() - 601}
        session.save()
        code = _next_code(secret, account)
        answer = client.post(reverse("second_step"), {"code": code})
        assert answer.headers["Location"] == reverse("sign_in")

    def test_setting_it_up_ends_sessions_begun_with_less(self, account, form):
        elsewhere, here = Client(), Client()
        elsewhere.force_login(account)
        here.force_login(account)
        _set_up(here, form)
        assert here.get(reverse("security")).status_code == 200
        assert elsewhere.get(reverse("security")).status_code == 302

    def test_lost_phone_and_lost_codes(self, account, secret, commune, sign_in, form):
        client, administrator = Client(), sign_in("administrator", commune)
        client.force_login(account)
        page = administrator.get(reverse("account", args=[account.pk])).content.decode()
        assert "Đã thiết lập" in page
        reset = reverse("factors_reset", args=[account.pk])
        administrator.post(reset, form(reason=""))
        assert AuthenticatorApp.objects.exists()
        administrator.post(reset, form(reason="mất điện thoại, đã gặp tại trụ sở"))
        assert not AuthenticatorApp.objects.exists()
        assert not RecoveryCode.objects.exists()
        assert client.get(reverse("security")).status_code == 302
        again = Client()
        _first_step(again, account)
        assert again.get("/to-chuc/").headers["Location"] == reverse("second_setup")
        event = AuditEvent.objects.get(action="factors.reset")
        assert event.changes["reason"] == "mất điện thoại, đã gặp tại trụ sở"


class TestPasskeys:
    def test_made_and_used_on_the_pages(self, commune, form):
        device, account = SoftKey(), an_account("secretary", a_cell(commune))
        client = Client(HTTP_HOST="localhost")
        client.force_login(account)
        page = client.get(reverse("passkey_add"))
        made = device.made(page.context["question"].options)
        client.post(reverse("passkey_add"), form(name="Máy tôi", answer=made))
        assert "Khóa: Máy tôi" in client.get(reverse("security")).content.decode()
        other = Client(HTTP_HOST="localhost")
        step = _first_step(other, account, "/bao-mat/").headers["Location"]
        asked = other.get(step).context["question"]
        answer = other.post(
            reverse("second_step"), {"answer": device.signed(asked.options), "next": "/bao-mat/"}
        )
        assert answer.headers["Location"] == "/bao-mat/"
        assert other.get("/bao-mat/").status_code == 200

    def test_where_browsers_know_none_the_page_says_so(self, commune, settings):
        settings.ALLOWED_HOSTS = ["chibo.xa"]
        client = Client(HTTP_HOST="chibo.xa")
        client.force_login(an_account("secretary", a_cell(commune)))
        page = client.get(reverse("passkey_add")).content.decode()
        assert "https" in page
        assert "data-passkey" not in page


class TestDemo:
    def test_its_own_accounts_only_and_it_says_so(self, commune, monkeypatch, tmp_path):
        own, other = an_account("clerk", commune, username="tonghop"), an_account("clerk", commune)
        monkeypatch.setenv("CHIBO_HOME", str(tmp_path))
        (tmp_path / "demo.json").write_text('{"accounts": [{"username": "tonghop"}]}')
        assert not self._lets_in(own)
        monkeypatch.setenv("CHIBO_DEMO", "1")
        assert self._lets_in(own)
        assert not self._lets_in(other)
        assert "Bản chạy thử" in Client().get(reverse("sign_in")).content.decode()
        (tmp_path / "demo.json").unlink()
        assert not self._lets_in(own)
        assert "Bản chạy thử" not in Client().get(reverse("sign_in")).content.decode()

    def _lets_in(self, account):
        client = Client()
        _first_step(client, Account.objects.get(pk=account.pk))
        return client.get("/to-chuc/").status_code == 200
