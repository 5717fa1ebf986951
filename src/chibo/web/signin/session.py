"""What a session knows of the sign-in it began with: which second step, confirmed when."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from chibo.areas.access.models import Account
from chibo.areas.signin.brake import Guess
from chibo.areas.signin.demo import is_relaxed
from chibo.areas.signin.queries import needs_second_step
from chibo.areas.signin.webauthn import Party
from chibo.core import secrets
from chibo.core.clock import true_now
from chibo.web.middleware.sessions import address_of
from chibo.web.request import ActorRequest

SECOND = "second"
CONFIRMED = "confirmed_at"
HALF = "half"
HALF_LASTS = 600.0
"""Seconds between the password and the second step."""
BACKEND = "django.contrib.auth.backends.ModelBackend"
KEPT = "session"


@dataclass(frozen=True)
class Half:
    """A sign-in that still lacks its second step."""

    account: Account
    first: str


def begin(request: HttpRequest, account: Account, *, second: str) -> None:
    """Somebody is signed in; `second` says what with besides the first step, "" for nothing."""
    request.session.pop(HALF, None)
    login(request, account, backend=BACKEND)
    request.session[SECOND] = second
    note_confirmed(request)


def begin_half(request: HttpRequest, account: Account, *, first: str) -> None:
    """The first step ("password" or "provider") is done, the second is asked for."""
    request.session.cycle_key()
    request.session[HALF] = {
        "account": account.pk,
        "at": true_now().timestamp(),
        "hash": account.get_session_auth_hash(),
        "first": first,
    }


def half_of(request: HttpRequest) -> Half | None:
    """Who has done the first step here and may do the second; None when it took too long."""
    half = request.session.get(HALF)
    if not half or true_now().timestamp() - half["at"] > HALF_LASTS:
        return None
    account = Account.objects.filter(pk=half["account"], is_active=True).first()
    if account is None or account.get_session_auth_hash() != half["hash"]:
        return None
    return Half(account, half["first"])


def note_confirmed(request: HttpRequest) -> None:
    """Somebody has just shown that they are still the one who signed in."""
    request.session[CONFIRMED] = true_now().timestamp()


def is_confirmed(request: HttpRequest) -> bool:
    """Whether that was only minutes ago."""
    past = true_now().timestamp() - float(request.session.get(CONFIRMED, 0))
    return past < settings.CHIBO_CONFIRM_MINUTES * 60


def lacks_second_step(request: ActorRequest) -> bool:
    """Whether a role of today asks for a second step that this session has not made."""
    if request.session.get(SECOND) or not needs_second_step(request.actor):
        return False
    return not is_relaxed(request.account)


def guess_of(request: HttpRequest, kind: str, username: str) -> Guess:
    """Who tries what from where, for the brake."""
    return Guess(kind, username, address_of(request))


def party_of(request: HttpRequest) -> Party:
    """This site as the browser knows it."""
    return Party(host_of(request))


def host_of(request: HttpRequest) -> str:
    """The host name in the address bar, without the port."""
    return request.get_host().rsplit(":", 1)[0] if "]" not in request.get_host() else "::1"


def keep(request: HttpRequest, name: str, value: Any) -> None:
    """Keep a secret in the session, sealed: the database alone does not give it away."""
    request.session[name] = secrets.seal(KEPT, json.dumps(value))


def kept(request: HttpRequest, name: str) -> Any:
    """What was kept, None where nothing is."""
    sealed = request.session.get(name)
    try:
        return json.loads(secrets.unseal(KEPT, sealed)) if sealed else None
    except secrets.CannotOpen:
        return None


def take(request: HttpRequest, name: str) -> Any:
    """What was kept, which is gone then."""
    value = kept(request, name)
    request.session.pop(name, None)
    return value
