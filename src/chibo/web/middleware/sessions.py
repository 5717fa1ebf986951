"""Sessions end: after long idleness, and after a day's work however busy."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout, user_logged_in
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from chibo.areas.access.session_store import PLACE
from chibo.core.clock import true_now
from chibo.web.components import notices

NOTED_EVERY = 60.0
"""Seconds between two notes of when a session was used last."""


class SessionsEnd:
    """Signs out who was away too long, and notes when and from where a session is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if SESSION_KEY in request.session:
            self._look(request)
        return self.get_response(request)

    def _look(self, request: HttpRequest) -> None:
        place, now = request.session.get(PLACE), true_now().timestamp()
        if place is None:
            begin_place(request)
        elif is_over(place, now):
            logout(request)
            notices.refused(request, _("Phiên đăng nhập đã hết giờ. Hãy đăng nhập lại."))
        elif now - place["used"] > NOTED_EVERY:
            request.session[PLACE] = {**place, "used": now, "address": address_of(request)}


def begin_place(request: HttpRequest, **_more: Any) -> None:
    """Note since when, from where and in what browser somebody is signed in."""
    now = true_now().timestamp()
    request.session[PLACE] = {
        "begun": now,
        "used": now,
        "address": address_of(request),
        "browser": request.META.get("HTTP_USER_AGENT", "")[:300],
    }


def is_over(place: dict[str, Any], now: float) -> bool:
    """Whether a session begun and used then has ended by now."""
    idle, whole = now - float(place["used"]), now - float(place["begun"])
    return idle > settings.CHIBO_SESSION_IDLE * 60 or whole > settings.CHIBO_SESSION_LONGEST * 60


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, as the server sees it."""
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def watch_sign_ins() -> None:
    """Every sign-in, whichever way, begins a place."""
    user_logged_in.connect(lambda request, **more: begin_place(request), weak=False)
