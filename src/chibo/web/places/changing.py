"""Changing the register of places."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.places import queries
from chibo.areas.places.actions import (
    Added,
    add_places,
    correct_place,
    remove_place,
    replace_places,
    take_proposals,
)
from chibo.areas.places.permissions import CHANGE
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused, read_version, refusals_on, show_conflict
from chibo.web.once import once
from chibo.web.places.forms import (
    PlaceForm,
    PlacesForm,
    ProposedForm,
    ReplaceForm,
    place_values,
)
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@once
def places_add(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Take typed or pasted places into a commune's register."""
    unit = _commune(request, unit_id)
    form = PlacesForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            added = add_places(
                actor=request.actor,
                commune_id=unit.pk,
                listed=form.listed(),
                starts_on=form.cleaned_data["starts_on"],
                now=clock.now(),
            )
            return _added(request, unit, added, f"places:{unit.pk}")
    return form_page(request, "places/places_add.html", form, **_around(request, unit))


@once
def places_proposed(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Take places that the cells name and the register does not know."""
    unit = _commune(request, unit_id)
    proposed = queries.proposals(request.actor, unit, clock.today())
    form = ProposedForm(request.POST if request.method == "POST" else None, proposed=proposed)
    if form.is_valid():
        with refusals_on(form):
            added = take_proposals(
                actor=request.actor,
                commune_id=unit.pk,
                keys=form.cleaned_data["keys"],
                now=clock.now(),
            )
            return _added(request, unit, added, "")
    context = {**_around(request, unit), "proposed": proposed}
    return form_page(request, "places/places_proposed.html", form, **context)


def _commune(request: ActorRequest, unit_id: int) -> Unit:
    unit = get_unit(request.actor, unit_id)
    request.actor.require(CHANGE, unit)
    return unit


def _around(request: ActorRequest, unit: Unit) -> dict[str, Any]:
    return {"unit": unit, "trail": trail_to(request.actor, unit)}


def _added(request: ActorRequest, unit: Unit, added: Added, draft: str) -> HttpResponse:
    sentence = _("Đã thêm %d nơi vào sổ.") % len(added.made)
    if added.known:
        sentence += " " + _("%d nơi đã có sẵn nên giữ nguyên.") % len(added.known)
    notices.saved(request, sentence, draft=draft)
    return redirect("places", unit.pk)


@once
def place_correct(request: ActorRequest, place_id: int) -> HttpResponse:
    """Write down better what a place is."""
    found = queries.get_place(request.actor, place_id)
    request.actor.require(CHANGE, found)
    form = PlaceForm(request.POST or None, initial=place_values(found))
    conflicts = []
    if form.is_valid():
        try:
            correct_place(
                actor=request.actor,
                place_id=found.pk,
                entry=form.entry(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            saved = place_values(queries.get_place(request.actor, found.pk))
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu."), draft=f"place:{found.pk}")
            return redirect("place", found.pk)
    context = {**_around(request, found.commune), "place": found, "conflicts": conflicts}
    return form_page(request, "places/place_correct.html", form, **context)


@once
def place_replace(request: ActorRequest, place_id: int) -> HttpResponse:
    """Rename a place from a day on, or merge it with others."""
    found = queries.get_place(request.actor, place_id)
    request.actor.require(CHANGE, found)
    running = queries.register(request.actor, found.commune, clock.today())
    beside = [place for place in running if place.pk != found.pk]
    form = ReplaceForm(request.POST or None, beside=beside, initial={"kind": found.kind})
    if form.is_valid():
        with refusals_on(form):
            made = replace_places(
                actor=request.actor,
                place_ids=[found.pk, *form.cleaned_data.get("others", [])],
                listed=form.listed(),
                on=form.cleaned_data["on"],
                now=clock.now(),
            )
            notices.saved(request, _("Đã ghi tên mới “%s”.") % made, draft=f"replace:{found.pk}")
            return redirect("place", made.pk)
    context = {**_around(request, found.commune), "place": found}
    return form_page(request, "places/place_replace.html", form, **context)


@require_POST
@once
def place_remove(request: ActorRequest, place_id: int) -> HttpResponse:
    """Take a place out of the register as if it had never been written."""
    found = queries.get_place(request.actor, place_id)
    try:
        commune = remove_place(
            actor=request.actor,
            place_id=found.pk,
            version=read_version(request),
            now=clock.now(),
        )
    except Refused as refusal:
        notices.refused(request, refusal.message)
        return redirect("place", found.pk)
    notices.saved(request, _("Đã bỏ “%s” khỏi sổ.") % found)
    return redirect(reverse("places", args=[commune.pk]))
