"""What is done with a letter: taken in, refused, cancelled, a stay ended or made longer, undone."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.members import actions, queries
from chibo.areas.members.models import Transfer
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.forms import read_version
from chibo.web.members.forms.transfers import AcceptForm, EndStayForm, ExtendForm, RefuseForm
from chibo.web.members.rule_forms import refused, told
from chibo.web.members.views.transfers import show_transfer, went_along
from chibo.web.once import once
from chibo.web.request import ActorRequest

Step = Callable[..., Transfer]


@require_POST
@once
def transfer_accept(request: ActorRequest, transfer_id: int) -> HttpResponse:
    """Take the member in."""
    found = queries.get_transfer(request.actor, transfer_id)
    form = AcceptForm(request.POST, actor=request.actor, to_unit=found.to_unit)
    if form.is_valid():
        try:
            actions.accept_transfer(
                actor=request.actor,
                transfer_id=found.pk,
                cell_id=form.cell_id,
                on=form.cleaned_data["on"],
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except Refused as refusal:
            refused(form, refusal)
        else:
            verdict = queries.arrival_verdict(found, form.cleaned_data["on"], clock.today())
            ended = went_along(request, queries.get_transfer(request.actor, found.pk))
            notices.saved(request, told(_("Đã ghi tiếp nhận."), verdict.notes, *ended))
            return redirect("transfer", found.pk)
    return show_transfer(request, found, accept=form)


def _step(
    request: ActorRequest, transfer_id: int, act: Step, said: str, **shown: forms.Form
) -> HttpResponse:
    """One step with the fields of its form, by the name the page shows it under; `said` after."""
    found = queries.get_transfer(request.actor, transfer_id)
    ((name, form),) = shown.items()
    if form.is_valid():
        try:
            act(actor=request.actor, transfer_id=found.pk, now=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            refused(form, refusal)
        else:
            notices.saved(request, said)
            return redirect("transfer", found.pk)
    return show_transfer(request, found, **{name: form})


@require_POST
@once
def transfer_refuse(request: ActorRequest, transfer_id: int) -> HttpResponse:
    """Do not take the member in, and say why."""
    said = _("Đã báo lại nơi đi là không tiếp nhận.")
    form = RefuseForm(request.POST)
    return _step(request, transfer_id, actions.refuse_transfer, said, refuse=form)


@require_POST
@once
def transfer_cancel(request: ActorRequest, transfer_id: int) -> HttpResponse:
    """Take a letter back that nobody has answered."""
    said = _("Đã hủy giấy giới thiệu; số giấy không dùng lại.")
    form = RefuseForm(request.POST)
    return _step(request, transfer_id, actions.cancel_transfer, said, cancel=form)


@require_POST
@once
def transfer_end(request: ActorRequest, transfer_id: int) -> HttpResponse:
    """A temporary stay is over."""
    said = _("Đã ghi ngày trở về.")
    return _step(request, transfer_id, actions.end_stay, said, end=EndStayForm(request.POST))


@require_POST
@once
def transfer_extend(request: ActorRequest, transfer_id: int) -> HttpResponse:
    """A temporary stay lasts longer."""
    said = _("Đã kéo dài thời gian sinh hoạt tạm thời.")
    return _step(request, transfer_id, actions.extend_stay, said, extend=ExtendForm(request.POST))


@require_POST
@once
def transfer_undo_arrival(request: ActorRequest, transfer_id: int) -> HttpResponse:
    """Somebody from outside was taken in by mistake."""
    said = _("Đã hoàn tác tiếp nhận; giấy còn lại là giấy đã hủy.")
    form = RefuseForm(request.POST)
    return _step(request, transfer_id, actions.take_back_arrival, said, undo=form)


@require_POST
@once
def transfer_take_back(request: ActorRequest, transfer_id: int) -> HttpResponse:
    """Undo a mistaken answer."""
    actions.take_back_answer(
        actor=request.actor,
        transfer_id=transfer_id,
        version=read_version(request),
        now=clock.now(),
    )
    notices.saved(request, _("Đã hoàn tác; giấy trở lại như trước."))
    return redirect("transfer", transfer_id)
