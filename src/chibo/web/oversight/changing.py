"""Assigning overseers, ending that, handing over."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.oversight import queries
from chibo.areas.oversight.actions import HandedOver, assign, correct, end, hand_over, take_back
from chibo.areas.oversight.permissions import ASSIGN
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, NotThere, Refused
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused, refusals_on, show_conflict
from chibo.web.once import once
from chibo.web.oversight.forms import (
    LEAD,
    AssignForm,
    CorrectForm,
    EndForm,
    HandOverForm,
    overseeing_values,
)
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@once
def overseer_assign(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Give a unit to somebody."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(ASSIGN, unit.parent or unit)
    today = clock.today()
    has_lead = any(row.is_lead for row in queries.overseers_of(request.actor, unit, today))
    form = AssignForm(
        request.POST or None,
        actor=request.actor,
        initial={"starts_on": today, "lead": "" if has_lead else LEAD},
    )
    if form.is_valid():
        with refusals_on(form):
            row = assign(actor=request.actor, unit_id=unit.pk, duty=form.duty(), now=clock.now())
            told = {"member": row.member, "unit": unit}
            sentence = _("Đã giao %(member)s phụ trách %(unit)s.") % told
            notices.saved(request, sentence, draft=f"overseer:{unit.pk}")
            return redirect("unit_overseers", unit.pk)
    return form_page(request, "oversight/assign.html", form, **_around(request, unit))


def _around(request: ActorRequest, unit: Unit) -> dict[str, Any]:
    return {"unit": unit, "trail": trail_to(request.actor, unit)}


@once
def overseer_correct(request: ActorRequest, overseeing_id: int) -> HttpResponse:
    """Write down an assignment better."""
    row = queries.get_overseeing(request.actor, overseeing_id)
    request.actor.require(ASSIGN, row.unit.parent or row.unit)
    form = CorrectForm(request.POST or None, initial=overseeing_values(row))
    conflicts = []
    if form.is_valid():
        try:
            correct(
                actor=request.actor,
                overseeing_id=row.pk,
                duty=form.duty(row.member_id),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            saved = overseeing_values(queries.get_overseeing(request.actor, row.pk))
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu."), draft=f"overseeing:{row.pk}")
            return redirect("unit_overseers", row.unit_id)
    context = {**_around(request, row.unit), "row": row, "conflicts": conflicts}
    return form_page(request, "oversight/correct.html", form, **context)


@once
def overseer_end(request: ActorRequest, overseeing_id: int) -> HttpResponse:
    """Somebody no longer follows a unit."""
    row = queries.get_overseeing(request.actor, overseeing_id)
    request.actor.require(ASSIGN, row.unit.parent or row.unit)
    initial = {"version": row.version, "ends_before": clock.today()}
    form = EndForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            end(
                actor=request.actor,
                overseeing_id=row.pk,
                ends_before=form.cleaned_data["ends_before"],
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
            notices.saved(request, _("Đã ghi ngày thôi phụ trách."))
            return redirect("unit_overseers", row.unit_id)
    return form_page(request, "oversight/end.html", form, **_around(request, row.unit), row=row)


@once
def overseer_hand_over(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Everything one person follows below a body goes to another."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(ASSIGN, unit)
    today = clock.today()
    givers = queries.givers(request.actor, unit, today)
    form = HandOverForm(
        request.POST or None,
        actor=request.actor,
        givers=givers,
        initial={"on": today, "giver": request.GET.get("tu", "")},
    )
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_on(form):
            done = hand_over(
                actor=request.actor,
                body_id=unit.pk,
                giver_id=typed["giver"],
                receiver_id=typed["receiver"].pk,
                on=typed["on"],
                decision=typed["decision"],
                now=clock.now(),
            )
            _say_handed_over(request, unit, done, typed["on"])
            return redirect("overseers", unit.pk)
    context = {**_around(request, unit), "givers": givers}
    return form_page(request, "oversight/hand_over.html", form, **context)


def _say_handed_over(request: ActorRequest, unit: Unit, done: HandedOver, on: date) -> None:
    told = {"n": len(done.units), "giver": done.giver, "receiver": done.receiver}
    sentence = _("Đã chuyển %(n)d đơn vị từ %(giver)s sang %(receiver)s.") % told
    if done.elsewhere:
        sentence += " " + _("%d đơn vị ở nơi khác vẫn giữ nguyên.") % done.elsewhere
    args = [unit.pk, done.giver.pk, done.receiver.pk, on.isoformat()]
    notices.undoable(
        request, sentence, reverse("hand_over_undo", args=args), draft=f"hand_over:{unit.pk}"
    )


@require_POST
@once
def hand_over_undo(
    request: ActorRequest, unit_id: int, giver_id: int, receiver_id: int, on: str
) -> HttpResponse:
    """Take a hand-over back as long as nothing was changed on it."""
    try:
        day = date.fromisoformat(on)
    except ValueError as bad:
        raise NotThere(_("Không có lần bàn giao này. Hãy xem lại bảng phụ trách.")) from bad
    try:
        take_back(
            actor=request.actor,
            body_id=unit_id,
            giver_id=giver_id,
            receiver_id=receiver_id,
            on=day,
            now=clock.now(),
        )
    except Refused as refusal:
        notices.refused(request, refusal.message)
    else:
        notices.saved(request, _("Đã hoàn tác bàn giao."))
    return redirect("overseers", unit_id)
