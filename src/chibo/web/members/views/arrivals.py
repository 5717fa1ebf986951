"""Somebody comes from outside this tree."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.areas.members import permissions, queries
from chibo.areas.members.actions import take_in_again, take_in_guest, take_in_newcomer
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.duplicates.entry import tell_look_alikes
from chibo.web.forms import form_page
from chibo.web.members.forms.transfers import ArrivalForm, GuestForm, NewcomerForm
from chibo.web.members.rule_forms import refused
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


def _unit(request: ActorRequest, unit_id: int) -> Unit:
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.CHANGE, unit)
    return unit


def _initial(unit: Unit) -> dict[str, object]:
    return {"on": clock.today(), "cell": unit if unit.is_cell else None}


@once
def newcomer(request: ActorRequest, unit_id: int) -> HttpResponse:
    """A member who is not on record here yet."""
    unit = _unit(request, unit_id)
    form = NewcomerForm(request.POST or None, actor=request.actor, initial=_initial(unit))
    if form.is_valid():
        try:
            made = take_in_newcomer(
                actor=request.actor,
                cell_id=form.cleaned_data["cell"].pk,
                newcomer=form.newcomer(),
                arrival=form.arrival(),
                now=clock.now(),
            )
        except Refused as refusal:
            refused(form, refusal)
        else:
            notices.saved(request, _("Đã tiếp nhận."), draft=f"newcomer:{unit.pk}")
            tell_look_alikes(request, request.actor, made.pk)
            return redirect("member", made.pk)
    trail = trail_to(request.actor, unit)
    return form_page(request, "members/newcomer.html", form, unit=unit, trail=trail)


@once
def guest(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Somebody counted outside who takes part here for a time."""
    unit = _unit(request, unit_id)
    form = GuestForm(request.POST or None, actor=request.actor, initial=_initial(unit))
    if form.is_valid():
        try:
            made = take_in_guest(
                actor=request.actor,
                cell_id=form.cleaned_data["cell"].pk,
                full_name=form.cleaned_data["full_name"],
                arrival=form.arrival(),
                now=clock.now(),
            )
        except Refused as refusal:
            refused(form, refusal)
        else:
            notices.saved(request, _("Đã tiếp nhận tạm thời."), draft=f"guest:{unit.pk}")
            return redirect("transfer", made.pk)
    trail = trail_to(request.actor, unit)
    return form_page(request, "members/guest.html", form, unit=unit, trail=trail)


@once
def come_back(request: ActorRequest, member_id: int) -> HttpResponse:
    """Somebody who had transferred away comes back."""
    member = queries.get_member(request.actor, member_id)
    request.actor.require(permissions.CHANGE, member)
    initial = _initial(member.cell)
    form = ArrivalForm(request.POST or None, actor=request.actor, initial=initial)
    if form.is_valid():
        try:
            take_in_again(
                actor=request.actor,
                member_id=member.pk,
                cell_id=form.cleaned_data["cell"].pk,
                arrival=form.arrival(),
                now=clock.now(),
            )
        except Refused as refusal:
            refused(form, refusal)
        else:
            notices.saved(request, _("Đã tiếp nhận lại."), draft=f"comeback:{member.pk}")
            return redirect("member", member.pk)
    trail = trail_to(request.actor, member.cell)
    return form_page(request, "members/come_back.html", form, member=member, trail=trail)
