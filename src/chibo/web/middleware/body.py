"""How much may be sent at once, refused before it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

FORM = 1024 * 1024
"""What a form may hold beside its files, in bytes."""


class LimitBody:
    """Refuses what is larger than any file we take: looking for a token in a form reads it all.

    Without a length nothing is read at all (WSGI); that all of it came is seen to in `whole`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _length(request) > settings.CHIBO_UPLOAD_LIMIT + FORM:
            return self._too_large(request)
        return self.get_response(request)

    def _too_large(self, request: HttpRequest) -> HttpResponse:
        megabytes = settings.CHIBO_UPLOAD_LIMIT // 1024 // 1024
        return render(None, "413.html", {"megabytes": megabytes}, status=413)


def _length(request: HttpRequest) -> int:
    sent = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(sent) if sent.isdecimal() else 0
