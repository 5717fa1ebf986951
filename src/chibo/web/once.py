"""A form carried out once: a double click or a resent form leads where the first one led."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from chibo.core import clock
from chibo.core.models import Submission
from chibo.web.components import notices
from chibo.web.request import ActorRequest

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
View = Callable[Concatenate[R, P], HttpResponseBase]
ALREADY_DONE = "X-Already-Done"
_SHOWN = "notes_when_shown"


def once(view: View[R, P]) -> View[R, P]:
    """Guard the POST of a view by the form's hidden field `once`.

    The key and what the view writes are one transaction. A second POST with the key, even at the
    same moment, waits for the first, carries nothing out and is redirected to where the first one
    led. A refused form (an answer of 400 or more) gives its key back.
    """

    @wraps(view)
    def guarded(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        key = _key(request)
        if key is None:
            return render(request, "once_missing.html", status=400)
        with transaction.atomic():
            if not _claim(request, key):
                return _where_it_led(request, key)
            response = view(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            else:
                leads_to = response.headers.get("Location", request.path)
                Submission.objects.filter(pk=key).update(leads_to=leads_to)
        if response.status_code >= 400:
            for note in request.__dict__.pop(_SHOWN, ()):
                note()
        return response

    return guarded


def when_shown(request: HttpRequest, note: Callable[[], None]) -> None:
    """Do `note` (that somebody sees this page) now; where a form was sent, once it is shown again.

    What a refused form wrote is taken back, and one carried out shows nothing of the page. The view
    is guarded by `once`.
    """
    if request.method == "POST":
        request.__dict__.setdefault(_SHOWN, []).append(note)
    else:
        note()


def _key(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return None


def _claim(request: HttpRequest, key: uuid.UUID) -> bool:
    """Insert the key; a claim under way elsewhere is waited for by the unique index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_submission (key, account_id, path, leads_to, at)"
            " VALUES (%s, %s, %s, '', %s) ON CONFLICT (key) DO NOTHING",
            [key, cast(ActorRequest, request).account.pk, request.path, clock.now()],
        )
        return bool(cursor.rowcount == 1)


def _where_it_led(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    account = cast(ActorRequest, request).account
    first = Submission.objects.filter(pk=key, account_id=account.pk).first()
    answer = HttpResponseRedirect(first.leads_to if first else reverse("home"))
    answer.headers[ALREADY_DONE] = "1"
    notices.already_done(request)
    return answer
