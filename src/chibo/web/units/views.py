"""The tree and its units."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chibo.areas.indicators.queries import kept_members
from chibo.areas.meetings.actions.closing import correct_meeting
from chibo.areas.meetings.queries import (
    get_meeting,
    latest_meetings,
    meetings_until,
    past_meetings,
)
from chibo.areas.members.queries import count_members
from chibo.areas.organisation import queries
from chibo.areas.organisation.actions import correct_unit
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight.queries import overseers_of
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.core.periods import Month
from chibo.web.components import notices
from chibo.web.days import looked_at
from chibo.web.forms import form_page, form_refused, show_conflict
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.forms import MeetingForm, UnitForm, meeting_values, unit_values
from chibo.web.units.graded import asked_grade
from chibo.web.units.past import branch_then, unit_then, units_then
from chibo.web.units.trail import trail_above, trail_on, trail_to

PAGE = 24


def units(request: ActorRequest) -> HttpResponse:
    """The tree from the highest units the actor may see; lower levels come when opened."""
    looked = looked_at(request)
    units = queries.top_units(request.actor)[:10]
    if not looked.is_today:
        return units_then(request, units, looked)
    tops = [(unit, queries.branches(request.actor, unit, looked.today)) for unit in units]
    may_import = request.actor.holds("imports.take")
    context = {"tops": tops, "may_import": may_import, "looked_at": looked}
    return render(request, "units/units.html", context)


def branch(request: ActorRequest, unit_id: int) -> HttpResponse:
    """One level of the tree, for a unit being opened in it."""
    unit, looked = queries.get_unit(request.actor, unit_id), looked_at(request)
    if not looked.is_today:
        return branch_then(request, unit, looked)
    rows = queries.branches(request.actor, unit, looked.today)
    return render(request, "units/branch.html", {"branches": rows})


def unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """What is recorded of a unit, what stands below it, what it did last."""
    found, looked = queries.get_unit(request.actor, unit_id), looked_at(request)
    if not looked.is_today:
        return unit_then(request, found, looked)
    actor, today = request.actor, looked.today
    may = {
        "members": actor.may("members.view", found.path),
        "meetings": found.is_cell and actor.may("meetings.view", found.path),
        "overview": actor.may("overview.view", found.path),
        "posts": actor.may("posts.view", found.path),
        "overseers": actor.may("oversight.view", found.path),
        "correct": actor.may("units.change", found.path),
        "accounts": actor.may("accounts.manage", found.path),
        "export": actor.may("exports.make", found.path),
        "figures": actor.may("overview.view", found.path),
        "targets": actor.may("targets.view", found.path),
        "training": actor.may("training.view", found.path),
        "remedies": actor.may("remedies.view", found.path),
        "cells_then": _had_cells(found) and actor.may("meetings.view", found.path),
        "privacy": actor.may("privacy.view", found.path),
        "breaches": actor.may("privacy.breaches", found.path),
        "statistics": actor.may("statistics.view", found.path),
        "periodic": actor.may("periodic.view", found.path) and not found.is_cell,
        "summations": actor.may("summations.view", found.path) and not found.is_cell,
    }
    context = {
        "unit": found,
        "trail": trail_above(actor, found),
        "may": may,
        "this_month": str(Month.of(today)),
        "branches": [] if found.is_cell else queries.branches(actor, found, today),
        "ended": [] if found.is_cell else queries.ended_children(actor, found, today),
        **(_members(request, found, today) if may["members"] else {"members": None}),
        "meetings": latest_meetings(actor, found, 6) if may["meetings"] else [],
        "overseers": overseers_of(actor, found, today) if may["overseers"] else [],
        "has_ended": not found.exists_on(today),
        "looked_at": looked,
    }
    return render(request, "units/unit.html", context)


def _members(request: ActorRequest, unit: Unit, today: date) -> dict[str, object]:
    """How many are members at and below the unit: a body's are not counted one by one."""
    actor = request.actor
    kept = None if unit.is_cell else kept_members(actor=actor, unit=unit, today=today)
    if kept is None:
        return {"members": count_members(actor, unit, today)}
    return {"members": kept.number, "behind": kept.is_behind}


def _had_cells(unit: Unit) -> bool:
    """Whether it is a body that ended: its cells' meetings until then are listed with it."""
    return not unit.is_cell and unit.ended_before is not None


@once
def unit_correct(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Correct what is recorded of a unit."""
    found = queries.get_unit(request.actor, unit_id)
    request.actor.require("units.change", found)
    form = UnitForm(request.POST or None, unit=found, initial=unit_values(found))
    conflicts = []
    if form.is_valid():
        try:
            correct_unit(
                actor=request.actor,
                unit_id=found.pk,
                correction=form.correction(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            saved = unit_values(queries.get_unit(request.actor, found.pk))
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu."), draft=f"unit:{found.pk}")
            return redirect("unit", found.pk)
    context = {"unit": found, "conflicts": conflicts, "trail": trail_to(request.actor, found)}
    return form_page(request, "units/unit_correct.html", form, **context)


def unit_meetings(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The meetings a cell held by the day looked at, newest first."""
    found, looked = queries.get_unit(request.actor, unit_id), looked_at(request)
    request.actor.require("meetings.view", found)
    has_cells = _had_cells(found)
    rows = (meetings_until if has_cells else past_meetings)(request.actor, found)
    if not looked.is_today:
        rows = rows.filter(held_on__lte=looked.day)
    graded = asked_grade(request)
    if graded:
        rows = graded.of(rows)
    trail = trail_on(request.actor, found, looked)
    context = {
        "unit": found,
        "named": trail[-1][0],
        "has_cells": has_cells,
        "graded": graded,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "trail": trail,
        "may_correct": looked.is_today and request.actor.may("meetings.correct", found.path),
        "looked_at": looked,
    }
    return render(request, "units/meetings.html", context)


@once
def meeting_correct(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Correct a past meeting that came in by a workbook."""
    found = get_meeting(request.actor, meeting_id)
    request.actor.require("meetings.correct", found.unit)
    form = MeetingForm(request.POST or None, initial=meeting_values(found))
    conflicts = []
    if form.is_valid() and form.says_why(touches_closed=form.touches_closed(found)):
        try:
            correct_meeting(
                actor=request.actor,
                meeting_id=found.pk,
                correction=form.correction(),
                version=form.cleaned_data["version"],
                now=clock.now(),
                because=form.cleaned_data["because"],
            )
        except ChangedMeanwhile as refusal:
            saved = form.beside(meeting_values(get_meeting(request.actor, found.pk)))
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu buổi sinh hoạt."), draft=f"past:{found.pk}")
            return redirect("unit_meetings", found.unit_id)
    return form_page(
        request,
        "units/meeting_correct.html",
        form,
        meeting=found,
        unit=found.unit,
        conflicts=conflicts,
        trail=trail_to(request.actor, found.unit),
    )
