"""Questions to the browser about passkeys, and what is remembered until it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from chibo.areas.signin.models import Passkey
from chibo.areas.signin.webauthn import Asked, ask_to_sign, works_at
from chibo.web.signin.session import host_of, party_of

STATE = "passkey"


@dataclass(frozen=True)
class Question:
    """What the page hands to the script: make a key, or use one."""

    verb: str
    options: str


def can_use_passkeys(request: HttpRequest) -> bool:
    """Whether browsers offer passkeys at this address."""
    return works_at(request.scheme or "", host_of(request))


def question_for(request: HttpRequest, keys: Sequence[Passkey]) -> Question | None:
    """Have one of the keys used; None without keys, or where browsers know none."""
    if not keys or not can_use_passkeys(request):
        return None
    return asking(
        request, "get", ask_to_sign(party_of(request), [bytes(key.credential) for key in keys])
    )


def asking(request: HttpRequest, verb: str, asked: Asked) -> Question:
    """Remember what was asked, for the answer to be held against."""
    request.session[STATE] = asked.state
    return Question(verb, asked.options)


def state_of(request: HttpRequest) -> dict[str, Any]:
    """What was asked last; it can be answered once."""
    state: dict[str, Any] = request.session.pop(STATE, {})
    return state
