"""Concurrent posts below a unit: shares against their targets, people, clashes and gaps."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.posts import actions, permissions, queries
from chibo.areas.posts.models import TargetShare
from chibo.areas.posts.naming import oddity_names
from chibo.areas.posts.queries.villages import Which
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.once import once
from chibo.web.posts.forms import TargetForm
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to

PAGE = 50
WHICH: dict[str, Which] = {"dat": "yes", "chua": "no", "": "all"}


def concurrent(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The shares with their targets, and how much there is to look at."""
    actor, today = request.actor, clock.today()
    unit = _unit(request, unit_id)
    shares = queries.concurrent_shares(actor, unit, today)
    labels = dict(TargetShare.choices)
    context = {
        "unit": unit,
        "shares": [(share, _(labels[share.code]), share.is_missed(today)) for share in shares],
        "oddities": queries.oddities(actor, unit, today),
        "several": queries.people_with_several(actor, unit, today).count(),
        "may_change": actor.may(permissions.CHANGE, unit.path),
        "today": today,
        "trail": trail_to(actor, unit),
    }
    return render(request, "posts/concurrent.html", context)


def village_cells(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The village cells behind a share, in the order of the tree."""
    unit, today = _unit(request, unit_id), clock.today()
    share, after = request.GET.get("ty-le", ""), request.GET.get("sau", "")
    which = WHICH.get(request.GET.get("xem", ""), "all")
    page = queries.village_cells(request.actor, unit, today, share=share, which=which, after=after)
    labels = dict(TargetShare.choices)
    context = {
        "unit": unit,
        "page": page,
        "share": share,
        "share_name": _(labels[share]) if share in labels else "",
        "which": which,
        "after": after,
        "next_after": page.after,
        "today": today,
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "posts/village_cells.html", context)


def several_posts(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Who holds several posts, in and outside the Party, and since when."""
    unit, today = _unit(request, unit_id), clock.today()
    rows = queries.people_with_several(request.actor, unit, today)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    members = list(page.object_list)
    held = queries.posts_of_people(request.actor, members, today)
    context = {
        "unit": unit,
        "page": page,
        "people": [(member, held[member.pk]) for member in members],
        "today": today,
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "posts/several_posts.html", context)


def oddity(request: ActorRequest, unit_id: int, code: str) -> HttpResponse:
    """The units or posts of one kind of clash or gap."""
    unit, today = _unit(request, unit_id), clock.today()
    rows = queries.oddity_rows(request.actor, unit, today, code)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "unit": unit,
        "name": oddity_names()[code],
        "page": page,
        "of_units": rows.model is Unit,
        "today": today,
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "posts/oddity.html", context)


@once
def target(request: ActorRequest, unit_id: int, share: str) -> HttpResponse:
    """Say which share is to be reached by a day."""
    unit = _unit(request, unit_id)
    request.actor.require(permissions.CHANGE, unit)
    labels = dict(TargetShare.choices)
    if share not in labels:
        raise Http404
    initial = _target_values(unit, share)
    form = TargetForm(request.POST or None, initial=initial)
    conflicts = []
    if form.is_valid():
        try:
            actions.set_target(
                actor=request.actor,
                unit_id=unit.pk,
                share=share,
                now=clock.now(),
                **form.cleaned_data,
            )
        except ChangedMeanwhile as refusal:
            conflicts = show_conflict(form, _target_values(unit, share), refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu mục tiêu."), draft=f"target:{unit.pk}:{share}")
            return redirect("concurrent_posts", unit.pk)
    return form_page(
        request,
        "posts/target.html",
        form,
        unit=unit,
        share=share,
        name=_(labels[share]),
        conflicts=conflicts,
        trail=trail_to(request.actor, unit),
    )


def _target_values(unit: Unit, share: str) -> dict[str, object]:
    found = queries.find_target(unit, share)
    if found is None:
        return {"version": 0}
    return {name: getattr(found, name) for name in TargetForm.base_fields}


def _unit(request: ActorRequest, unit_id: int) -> Unit:
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.VIEW, unit)
    return unit
