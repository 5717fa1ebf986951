"""Signing in through a provincial identity provider; a small one stands in for it."""

import io
import json
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from jwt.algorithms import RSAAlgorithm

from chibo.areas.access.models import Account
from chibo.areas.signin import provider
from tests.factories import a_cell, a_commune, an_account

ISSUER = "https://dinhdanh.tinh.example"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Answers like one: describes itself, gives its keys, turns a code into a token."""

    def __init__(self):
        self.claims = {"preferred_username": "an.tinh"}
        self.key, self.headers, self.changed, self.asked = KEY, {"kid": "1"}, {}, None

    def open(self, request, timeout):
        told = {
            "/.well-known/openid-configuration": self._described,
            "/keys": self._keys,
            "/token": self._token,
        }[urlsplit(request.full_url).path](request)
        return io.BytesIO(json.dumps(told).encode())

    def _described(self, _request):
        places = {name: f"{ISSUER}/{name}" for name in ("auth", "token", "keys")}
        return {
            "issuer": ISSUER,
            "authorization_endpoint": places["auth"],
            "token_endpoint": places["token"],
            "jwks_uri": places["keys"],
        }

    def _keys(self, _request):
        public = json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]}

    def _token(self, request):
        self.asked = {name: value for name, (value,) in parse_qs(request.data.decode()).items()}
        self.authorization = request.headers["Authorization"]
        now = int(time.time())
        said = {"iss": ISSUER, "aud": "chibo", "sub": "77", "iat": now, "exp": now + 60}
        said |= {"nonce": self.nonce, **self.claims, **self.changed}
        return {"id_token": jwt.encode(said, self.key, "RS256", headers=self.headers)}


@pytest.fixture
def province(monkeypatch):
    found = Provider()
    for name, value in (
        ("ISSUER", ISSUER),
        ("CLIENT_ID", "chibo"),
        ("SECRET", "khoa-rieng"),
        ("NAME", "Định danh tỉnh"),
    ):
        monkeypatch.setenv(f"CHIBO_OIDC_{name}", value)
    monkeypatch.setattr(provider, "opener", lambda: found)
    provider._get.cache_clear()
    return found


def _through(client, found):
    """To the provider and back; the answer of the return."""
    away = client.get(reverse("provider_leave"), {"next": "/bao-mat/"}).headers["Location"]
    sent = {name: value for name, (value,) in parse_qs(urlsplit(away).query).items()}
    assert away.startswith(f"{ISSUER}/auth?")
    found.nonce, found.sent = sent["nonce"], sent
    return client.get(reverse("provider_return"), {"code": "ma-mot-lan", "state": sent["state"]})


def test_without_settings_there_is_no_such_way(db, monkeypatch):
    monkeypatch.delenv("CHIBO_OIDC_ISSUER", raising=False)
    assert Client().get(reverse("provider_leave")).status_code == 404
    assert reverse("provider_leave") not in Client().get(reverse("sign_in")).content.decode()


def test_an_account_of_that_name_is_let_in(db, province):
    an_account("secretary", a_cell(a_commune()), username="an.tinh")
    client = Client()
    assert "Đăng nhập qua Định danh tỉnh" in client.get(reverse("sign_in")).content.decode()
    assert _through(client, province).headers["Location"] == "/bao-mat/"
    assert client.get("/bao-mat/").status_code == 200
    assert province.asked["code_verifier"] != province.sent["code_challenge"]
    assert province.authorization.startswith("Basic ")


def test_the_second_step_is_asked_for_all_the_same(db, province):
    an_account("clerk", a_commune(), username="an.tinh")
    client = Client()
    _through(client, province)
    assert client.get("/to-chuc/").headers["Location"] == reverse("second_setup")


def test_no_account_is_made_and_a_closed_one_stays_closed(db, province):
    an_account("clerk", a_commune(), username="an.tinh", is_active=False)
    for name in ("an.tinh", "khong.co", "", None, 7):
        client, province.claims = Client(), {"preferred_username": name}
        assert _through(client, province).headers["Location"] == reverse("sign_in")
        assert "chưa có tài khoản" in client.get(reverse("sign_in")).content.decode()
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "app-khac"},
        {"aud": ["chibo", "app-khac"]},
        {"iss": "https://giamao.example"},
        {"exp": 1},
        {"nonce": "cu"},
    ],
    ids=["for somebody else", "for several", "from somebody else", "old", "used before"],
)
def test_a_token_that_says_something_else_is_refused(db, province, changed):
    an_account("secretary", a_cell(a_commune()), username="an.tinh")
    province.changed = changed
    client = Client()
    assert _through(client, province).headers["Location"] == reverse("sign_in")
    assert "không khớp" in client.get(reverse("sign_in")).content.decode()


@pytest.mark.parametrize("kid", ["1", "2"])
def test_a_token_signed_by_another_key_is_refused(db, province, kid):
    an_account("secretary", a_cell(a_commune()), username="an.tinh")
    province.key, province.headers = OTHER, {"kid": kid}
    assert _through(Client(), province).headers["Location"] == reverse("sign_in")


def test_a_return_nobody_began_here_is_refused(db, province):
    client = Client()
    answer = client.get(reverse("provider_return"), {"code": "x", "state": "y"})
    assert answer.headers["Location"] == reverse("sign_in")


def test_a_provider_that_does_not_answer_leaves_the_password(db, province, monkeypatch):
    def gone(request, timeout):
        raise OSError

    monkeypatch.setattr(province, "open", gone)
    page = Client().get(reverse("provider_leave"), follow=True).content.decode()
    assert "Không hỏi được hệ thống định danh" in page
