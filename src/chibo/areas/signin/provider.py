"""Signing in through an identity provider of the province (OpenID Connect).

The authorization code flow with PKCE; the ID token's signature, issuer, audience, time and nonce
are checked. The provider only vouches for somebody: an account is found by one stated claim that
equals its user name, never made. Nothing is asked of the network unless a provider is configured.
"""

import json
import os
import secrets
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import Request

import jwt

from chibo.areas.access.models import Account
from chibo.areas.signin.errors import ProviderRefused
from chibo.core.environment import secret
from chibo.core.i18n import _
from chibo.core.outgoing import opener

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
SECONDS = 10
LARGEST = 512 * 1024
FRESH = 3600
LEEWAY = 60


@dataclass(frozen=True)
class Provider:
    """What the environment says about the provider."""

    issuer: str
    client_id: str
    secret: str
    claim: str
    name: str


@dataclass(frozen=True)
class Departure:
    """What is remembered while somebody is at the provider."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def begin(cls) -> "Departure":
        """Fresh values nobody can foresee."""
        return cls(*(secrets.token_urlsafe(32) for _value in range(3)))

    @property
    def challenge(self) -> str:
        """What the provider holds the verifier against (S256)."""
        return urlsafe_b64encode(sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()


def configured() -> Provider | None:
    """The provider of this site, None without one."""
    issuer = os.environ.get("CHIBO_OIDC_ISSUER", "").rstrip("/")
    client = os.environ.get("CHIBO_OIDC_CLIENT_ID", "")
    if not issuer or not client:
        return None
    return Provider(
        issuer,
        client,
        _secret(),
        os.environ.get("CHIBO_OIDC_CLAIM") or "preferred_username",
        os.environ.get("CHIBO_OIDC_NAME") or urlsplit(issuer).netloc,
    )


def provider_name() -> str:
    """How the provider is called on the sign-in page; "" without one."""
    found = configured()
    return found.name if found else ""


def _secret() -> str:
    return secret("CHIBO_OIDC_SECRET")


def departure_address(provider: Provider, departure: Departure, back: str) -> str:
    """Where the browser is sent. Raises ProviderRefused."""
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": "openid profile",
        "state": departure.state,
        "nonce": departure.nonce,
        "code_challenge": departure.challenge,
        "code_challenge_method": "S256",
    }
    return f"{_described(provider)['authorization_endpoint']}?{urlencode(asked)}"


def account_vouched_for(provider: Provider, departure: Departure, code: str, back: str) -> Account:
    """The account whose user name is the stated claim. Raises ProviderRefused."""
    told = _claims(provider, departure, code, back).get(provider.claim)
    name = told.strip().lower() if isinstance(told, str) else ""
    found = Account.objects.filter(username=name, is_active=True).first() if name else None
    if found is None:
        raise ProviderRefused(
            _(
                "Hệ thống này chưa có tài khoản nào mang tên mà %s xác nhận. "
                "Hãy nhờ người quản trị của cấp ủy cấp tài khoản đúng tên đó."
            )
            % provider.name
        )
    return found


def _claims(provider: Provider, departure: Departure, code: str, back: str) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": departure.verifier,
        "client_id": provider.client_id,
    }
    answer = _post(_described(provider)["token_endpoint"], form, _basic(provider))
    token = answer.get("id_token", "")
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(provider, jwt.get_unverified_header(token)),
            algorithms=ALGORITHMS,
            audience=provider.client_id,
            issuer=_described(provider)["issuer"],
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise _unclear(provider) from error
    audience = claims["aud"]
    several = isinstance(audience, list) and len(audience) > 1
    if several and claims.get("azp") != provider.client_id:
        raise _unclear(provider)
    if not secrets.compare_digest(str(claims.get("nonce", "")), departure.nonce):
        raise _unclear(provider)
    return claims


def _key(provider: Provider, header: Mapping[str, Any]) -> jwt.PyJWK:
    """The provider's key the token names; asked for again when it is a new one."""
    address = _described(provider)["jwks_uri"]
    for hour in (int(time.time() // FRESH), -int(time.time())):
        for told in _get(address, hour).get("keys", ()):
            if told.get("kid") == header.get("kid") and told.get("use", "sig") == "sig":
                return jwt.PyJWK.from_dict(told, algorithm=header.get("alg"))
    raise jwt.InvalidKeyError(str(header.get("kid")))


def _described(provider: Provider) -> dict[str, Any]:
    """What the provider tells about itself, asked once an hour."""
    address = f"{provider.issuer}/.well-known/openid-configuration"
    told = _get(address, int(time.time() // FRESH))
    if str(told.get("issuer", "")).rstrip("/") != provider.issuer:
        raise _unclear(provider)
    return told


@lru_cache(maxsize=8)
def _get(address: str, _hour: int) -> dict[str, Any]:
    return _asked(Request(_safe(address), headers={"Accept": "application/json"}))  # noqa: S310


def _post(address: str, form: Mapping[str, str], authorization: str) -> dict[str, Any]:
    headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    if authorization:
        headers["Authorization"] = authorization
    body = urlencode(form).encode()
    return _asked(Request(_safe(address), data=body, headers=headers))  # noqa: S310


def _basic(provider: Provider) -> str:
    if not provider.secret:
        return ""
    pair = f"{quote(provider.client_id, safe='')}:{quote(provider.secret, safe='')}"
    return "Basic " + b64encode(pair.encode()).decode()


def _asked(request: Request) -> dict[str, Any]:
    try:
        with opener().open(request, timeout=SECONDS) as answer:
            told = json.loads(answer.read(LARGEST))
    except (OSError, ValueError) as error:
        raise ProviderRefused(
            _("Không hỏi được hệ thống định danh. Hãy đăng nhập bằng mật khẩu, hoặc thử lại sau.")
        ) from error
    return told if isinstance(told, dict) else {}


def _safe(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname == "localhost"):
        return address
    raise ProviderRefused(_("Địa chỉ hệ thống định danh phải là https. Hãy báo người vận hành."))


def _unclear(provider: Provider) -> ProviderRefused:
    return ProviderRefused(
        _("Trả lời của %s không khớp với lần đăng nhập này. Hãy đăng nhập lại từ đầu.")
        % provider.name
    )
