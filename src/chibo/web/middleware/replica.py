"""Pages that only read may come from a replica. See docs/adr/0017."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.core import signing
from django.db import Error
from django.http import HttpRequest, HttpResponseBase

from chibo.core import replica

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
COOKIE = "chibo_wrote"
REMEMBERED = 600  # seconds; a replica that far behind answers nobody anyway
SAFE = ("GET", "HEAD")
log = logging.getLogger(__name__)


def reads_only(view: V) -> V:
    """A view that only reads, and may show what was so a few seconds ago: from the replica.

    Where that fails, for whatever the database says, the page is built once more from the primary.
    """

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in SAFE:
            with replica.from_replica(_wrote(request)) as is_replica:
                if is_replica:
                    try:
                        response: HttpResponseBase = view(request, *args, **kwargs)
                    except Error as error:
                        log.warning("%s: from the primary: %s", request.path, type(error).__name__)
                    else:
                        response.headers["X-Chibo-Read"] = "replica"
                        return response
        return view(request, *args, **kwargs)

    return cast(V, reading)


class RemembersWriting:
    """Whoever wrote is shown at least what they wrote, wherever the next page comes from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method not in SAFE and replica.is_configured():
            _remember(request, response)
        return response


def _remember(request: HttpRequest, response: HttpResponseBase) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps(replica.written(), salt=COOKIE),
        max_age=REMEMBERED,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _wrote(request: HttpRequest) -> int:
    try:
        return int(signing.loads(request.COOKIES[COOKIE], salt=COOKIE, max_age=REMEMBERED))
    except (KeyError, ValueError, signing.BadSignature):
        return replica.NOWHERE
