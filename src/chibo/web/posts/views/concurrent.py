"""Concurrent posts below a unit: shares against their targets, people, clashes and gaps."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.posts import actions, permissions, queries
from chibo.areas.posts.models import TargetShare
from chibo.areas.posts.naming import oddity_names
from chibo.areas.posts.queries.villages import Which
from chibo.areas.posts.rollup.folding import is_behind
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.web.components import notices
from chibo.web.components.downloads import MOST, as_workbook, asks_for_workbook, workbook_address
from chibo.web.days import LookedAt, looked_at
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.once import once
from chibo.web.posts.files import (
    odd_rows_table,
    oddity_table,
    several_table,
    share_table,
    village_table,
)
from chibo.web.posts.forms import TargetForm
from chibo.web.request import ActorRequest
from chibo.web.units.past import not_there
from chibo.web.units.trail import Seen, seen_on, trail_to

WHICH: dict[str, Which] = {"dat": "yes", "chua": "no", "": "all"}


Page = Callable[Concatenate[ActorRequest, Unit, Seen, LookedAt, ...], HttpResponse]


def _of_a_day(page: Page) -> Callable[..., HttpResponse]:
    """A page about a unit and what stood below it, on the day the address asks for."""

    @wraps(page)
    def shown(request: ActorRequest, unit_id: int, **named: str) -> HttpResponse:
        unit, looked = _unit(request, unit_id), looked_at(request)
        seen = seen_on(request.actor, unit, looked)
        if seen is None:
            return not_there(request, unit, looked)
        return page(request, unit, seen, looked, **named)

    return shown


def _frame(unit: Unit, seen: Seen, looked: LookedAt) -> dict[str, Any]:
    return {
        "unit": unit,
        "named": seen.name,
        "trail": seen.trail,
        "today": looked.day,
        "looked_at": looked,
        "behind": is_behind(),
    }


@_of_a_day
def concurrent(request: ActorRequest, unit: Unit, seen: Seen, looked: LookedAt) -> HttpResponse:
    """The shares with their targets, and how much there is to look at."""
    actor, on = request.actor, looked.day
    shares = queries.concurrent_shares(actor, unit, on, seen.path)
    oddities = queries.oddities(actor, unit, on, seen.path)
    if asks_for_workbook(request):
        tables = [share_table(shares, on), oddity_table(oddities)]
        return as_workbook(request, unit, "concurrent_posts", "kiem nhiem", tables)
    labels = dict(TargetShare.choices)
    context = {
        **_frame(unit, seen, looked),
        "workbook": workbook_address(request),
        "shares": [
            (share, _(labels[share.code]), share.is_missed(on), _lists(unit, share, looked))
            for share in shares
        ],
        "oddities": oddities,
        "several": queries.count_with_several(actor, unit, on, seen.path),
        "may_change": looked.is_today and actor.may(permissions.CHANGE, unit.path),
    }
    return render(request, "posts/concurrent.html", context)


def _today(looked: LookedAt) -> date | None:
    """Today, where the page shows another day: then some belong to others by now."""
    return None if looked.is_today else looked.today


def _lists(unit: Unit, share: queries.Share, looked: LookedAt) -> tuple[str, str]:
    """The addresses of the cells that make up a share, and of the others."""
    page = reverse("village_cells", args=[unit.pk])
    return (
        looked.keep(f"{page}?ty-le={share.code}&xem=dat"),
        looked.keep(f"{page}?ty-le={share.code}&xem=chua"),
    )


@_of_a_day
def village_cells(request: ActorRequest, unit: Unit, seen: Seen, looked: LookedAt) -> HttpResponse:
    """The village cells behind a share, in the order of the tree."""
    share, as_file = request.GET.get("ty-le", ""), asks_for_workbook(request)
    after = "" if as_file else request.GET.get("sau", "")
    which = WHICH.get(request.GET.get("xem", ""), "all")
    page = queries.village_cells(
        request.actor,
        unit,
        looked.day,
        path=seen.path,
        share=share,
        which=which,
        after=after,
        today=_today(looked),
        **({"size": MOST} if as_file else {}),
    )
    if as_file:
        tables = [village_table(page.rows)]
        return as_workbook(request, unit, "village_cells", "chi bo thon", tables, names_people=True)
    labels = dict(TargetShare.choices)
    context = {
        **_frame(unit, seen, looked),
        "page": page,
        "workbook": workbook_address(request),
        "elsewhere": page.elsewhere,
        "share": share,
        "share_name": _(labels[share]) if share in labels else "",
        "which": which,
        "after": after,
        "next_after": page.after,
    }
    return render(request, "posts/village_cells.html", context)


@_of_a_day
def several_posts(request: ActorRequest, unit: Unit, seen: Seen, looked: LookedAt) -> HttpResponse:
    """Who holds several posts, in and outside the Party, and since when."""
    actor, on = request.actor, looked.day
    as_file = asks_for_workbook(request)
    after = "" if as_file else request.GET.get("sau", "")
    sized = {"size": MOST} if as_file else {}
    page = queries.people_with_several(
        actor, unit, on, seen.path, after=after, today=_today(looked), **sized
    )
    held = queries.posts_of_people(actor, [row.member for row in page.rows], on)
    if as_file:
        tables = [several_table(page.rows, held)]
        return as_workbook(
            request, unit, "several_posts", "nhieu chuc vu", tables, names_people=True
        )
    context = {
        **_frame(unit, seen, looked),
        "elsewhere": page.elsewhere,
        "workbook": workbook_address(request),
        "people": [(row, held[row.member.pk]) for row in page.rows],
        "after": after,
        "next_after": page.after,
    }
    return render(request, "posts/several_posts.html", context)


@_of_a_day
def oddity(
    request: ActorRequest, unit: Unit, seen: Seen, looked: LookedAt, code: str
) -> HttpResponse:
    """The units or posts of one kind of clash or gap."""
    actor, on = request.actor, looked.day
    as_file = asks_for_workbook(request)
    after = "" if as_file else request.GET.get("sau", "")
    sized = {"size": MOST} if as_file else {}
    page = queries.oddity_rows(
        actor, unit, on, code, seen.path, after=after, today=_today(looked), **sized
    )
    if as_file:
        tables = [odd_rows_table(oddity_names()[code], page.rows)]
        what = f"post_oddity:{code}"
        return as_workbook(request, unit, what, "can xem", tables, names_people=True)
    context = {
        **_frame(unit, seen, looked),
        "workbook": workbook_address(request),
        "name": oddity_names()[code],
        "page": page,
        "elsewhere": page.elsewhere,
        "after": after,
        "next_after": page.after,
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
