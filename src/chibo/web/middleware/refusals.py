"""A refusal becomes a sentence on a page, never a crash page and never a silent nothing."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere, Refused
from chibo.web.components import notices
from chibo.web.meanwhile import with_what_changed
from chibo.web.middleware.actor import page_of
from chibo.web.request import wants_fragment

LOG = logging.getLogger("chibo.refused")
STATUS: tuple[tuple[type[Refused], int], ...] = (
    (NotThere, 404),
    (NotAllowed, 403),
    (ChangedMeanwhile, 409),
    (Refused, 400),
)


def status_of(refusal: Refused) -> int:
    """The HTTP status that says the same as the refusal."""
    return next(status for kind, status in STATUS if isinstance(refusal, kind))


class ShowRefusals:
    """Shows what a view refused and did not catch itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """A page for a page, a fragment for a script, a message and the way back for a form."""
        if not isinstance(exception, Refused):
            return None
        if isinstance(exception, NotAllowed | NotThere):
            _note(request, exception)
        if request.method == "POST" and not wants_fragment(request):
            notices.refused(request, _told(exception))
            return HttpResponseRedirect(page_of(request))
        return shown(request, exception)


def _note(request: HttpRequest, refusal: Refused) -> None:
    """Who was refused what, in the log: an account by its number, an address without its query."""
    who = request.user.pk if request.user.is_authenticated else "-"
    LOG.warning("%s: %s %s, account %s", refusal.code, request.method, request.path, who)


def _told(refusal: Refused) -> str:
    return with_what_changed(refusal) if isinstance(refusal, ChangedMeanwhile) else refusal.message


def shown(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A page that says no, or a fragment for a script."""
    template = "refusal_fragment.html" if wants_fragment(request) else "refusal.html"
    return render(request, template, {"refusal": refusal}, status=status_of(refusal))
