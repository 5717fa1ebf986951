"""Issuing a summation, restating it, opening it again."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.summations import actions, queries
from chibo.core import clock
from chibo.web.components import notices
from chibo.web.forms import read_version, refusals_on
from chibo.web.once import once
from chibo.web.periodic.forms import ReasonForm
from chibo.web.request import ActorRequest
from chibo.web.summations.shown import summation_page


@require_POST
@once
def issue(request: ActorRequest, summation_id: int) -> HttpResponse:
    """Freeze it."""
    actions.issue(
        actor=request.actor,
        summation_id=summation_id,
        version=read_version(request),
        now=clock.now(),
    )
    notices.saved(request, _("Đã ban hành. Số liệu và lời văn được khóa bằng mã SHA-256."))
    return redirect("summation", summation_id)


@require_POST
@once
def restate(request: ActorRequest, summation_id: int) -> HttpResponse:
    """Take corrected figures into a new version."""
    saved = _("Đã điều chỉnh, bản khóa trước vẫn giữ.")
    return _with_reason(request, summation_id, actions.restate, saved)


@require_POST
@once
def reopen(request: ActorRequest, summation_id: int) -> HttpResponse:
    """Open it to be rewritten."""
    saved = _("Đã mở lại. Bản đã khóa vẫn xem được.")
    return _with_reason(request, summation_id, actions.reopen, saved)


def _with_reason(
    request: ActorRequest, summation_id: int, act: Callable[..., Any], saved: str
) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            act(
                actor=request.actor,
                summation_id=summation_id,
                reason=form.cleaned_data["reason"],
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
            notices.saved(request, saved)
            return redirect("summation", summation_id)
    return summation_page(request, queries.get_summation(request.actor, summation_id), form)
