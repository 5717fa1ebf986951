"""The page behind a link: one short form, nothing else to be seen; no account, no script needed."""

import hashlib
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chibo.areas.inputs import actions, queries
from chibo.areas.inputs.errors import LinkOver
from chibo.areas.inputs.models import WrittenBy
from chibo.core import clock
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.core.models import AuditEvent
from chibo.web.before.inputs import InputForm, said_in, values_of
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.middleware.actor import open_to_all

WINDOW, LIMIT = timedelta(minutes=15), 20
UNKNOWN = "input.unknown_link"


@open_to_all
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, secret: str) -> HttpResponse:
    """Fill in the form of one organisation, for one meeting."""
    secret_hash = actions.hashed(secret[:200])
    row = queries.found_input(secret_hash)
    if row is None or row.written_by == WrittenBy.CELL:
        return _over(request)
    form = InputForm(request.POST or None, initial=values_of(row))
    conflicts = []
    if form.is_valid():
        try:
            _send(row.giver_name, secret_hash, form)
        except LinkOver:
            return _over(request)
        except ChangedMeanwhile as refusal:
            conflicts = show_conflict(form, values_of(row), refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã gửi tới chi bộ. Xin cảm ơn."))
            return redirect("input_send", secret)
    return form_page(request, "before/send.html", form, row=row, conflicts=conflicts)


def _send(name: str, secret_hash: str, form: InputForm) -> None:
    actions.send_input(
        actor=Actor(None, name, None, (), via="link"),
        secret_hash=secret_hash,
        said=said_in(form),
        version=form.cleaned_data["version"],
        now=clock.now(),
    )


def _over(request: HttpRequest) -> HttpResponse:
    """One answer for links unknown, taken back and over; slower guessing is not even written."""
    status = 410 if _noted(request, clock.now()) else 429
    return render(request, "before/over.html", status=status)


def _noted(request: HttpRequest, now: datetime) -> bool:
    """Whether this address may go on trying; it has no other use and is kept as a hash."""
    address = hashlib.sha256(str(request.META.get("REMOTE_ADDR", "")).encode()).hexdigest()
    target = f"input-link:{address[:40]}"
    recent = AuditEvent.objects.filter(target=target, action=UNKNOWN, at__gt=now - WINDOW)
    if recent.count() >= LIMIT:
        return False
    AuditEvent.objects.create(at=now, actor_name="", via="link", action=UNKNOWN, target=target)
    return True
