"""The page behind a link: one short form, nothing else to be seen; no account, no script needed."""

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
from chibo.web.before.inputs import InputForm, said_in, values_of
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.middleware.actor import open_to_all


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


def _nobody(name: str) -> Actor:
    """Who comes by a link: without an account and without rights."""
    return Actor(None, name, None, (), via="link")


def _send(name: str, secret_hash: str, form: InputForm) -> None:
    actions.send_input(
        actor=_nobody(name),
        secret_hash=secret_hash,
        said=said_in(form),
        version=form.cleaned_data["version"],
        now=clock.now(),
    )


def _over(request: HttpRequest) -> HttpResponse:
    """One answer for links unknown, taken back and over; who tries too often is told to wait."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    may_go_on = actions.note_unknown_link(actor=_nobody(""), address=address, now=clock.now())
    return render(request, "before/over.html", status=410 if may_go_on else 429)
