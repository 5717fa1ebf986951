"""The tree and a unit as they stood on a day that has passed."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from chibo.areas.meetings.queries import past_meetings
from chibo.areas.members.past import count_home
from chibo.areas.organisation import past, queries
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight.queries import overseers_of
from chibo.core.periods import DAWN, FOREVER
from chibo.web.days import LookedAt
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_then

MEETINGS = 6


def units_then(request: ActorRequest, tops: list[Unit], looked_at: LookedAt) -> HttpResponse:
    """The tree of the day from the highest units the actor may see."""
    on = looked_at.day
    stood = past.standings_on(tops, on)
    shown = [
        (past.Stood.of(stood[unit.pk]), past.branches_on(request.actor, unit, on))
        for unit in tops
        if unit.pk in stood
    ]
    missing = [unit for unit in tops if unit.pk not in stood]
    context = {"tops": shown, "missing": missing, "looked_at": looked_at}
    return render(request, "units/units_then.html", context)


def branch_then(request: ActorRequest, unit: Unit, looked_at: LookedAt) -> HttpResponse:
    """One level of the tree of the day."""
    level = past.branches_on(request.actor, unit, looked_at.day)
    context = {"branches": level.branches, "elsewhere": level.elsewhere, "looked_at": looked_at}
    return render(request, "units/branch.html", context)


def unit_then(request: ActorRequest, unit: Unit, looked_at: LookedAt) -> HttpResponse:
    """Name, kind, superior, what stood below, how many members: of that day."""
    actor, on = request.actor, looked_at.day
    standing = queries.standing(unit, on)
    trail = trail_then(actor, standing, unit, looked_at)
    if standing is None:
        return not_there(request, unit, looked_at)
    may = _may(request, unit, is_cell=standing.is_cell)
    meetings = past_meetings(actor, unit).filter(held_on__lte=on)
    context = {
        "unit": unit,
        "standing": standing,
        "trail": trail[:-1],
        "superior": trail[-2] if standing.parent_id and len(trail) > 1 else None,
        "may": may,
        "level": past.Level() if standing.is_cell else past.branches_on(actor, unit, on),
        "ended": [] if standing.is_cell else past.ended_by(actor, unit, on),
        "members": count_home(standing.path, on) if may["members"] else None,
        "meetings": list(meetings[:MEETINGS]) if may["meetings"] else [],
        "overseers": overseers_of(actor, unit, on) if may["overseers"] else [],
        "looked_at": looked_at,
    }
    return render(request, "units/unit_then.html", context)


def not_there(request: ActorRequest, unit: Unit, looked_at: LookedAt) -> HttpResponse:
    """Said in place of a page about a unit that was not there on the day."""
    first, last = _days(unit)
    context = {"unit": unit, "first": first, "last": last, "looked_at": looked_at}
    return render(request, "units/unit_not_then.html", context)


def _may(request: ActorRequest, unit: Unit, *, is_cell: bool) -> dict[str, bool]:
    actor, path = request.actor, unit.path
    return {
        "members": actor.may("members.view", path),
        "meetings": is_cell and actor.may("meetings.view", path),
        "overview": actor.may("overview.view", path),
        "posts": actor.may("posts.view", path),
        "overseers": actor.may("oversight.view", path),
        "export": actor.may("exports.make", path),
    }


def _days(unit: Unit) -> tuple[date | None, date | None]:
    """From when until before when the unit was there, where a day is known."""
    days = past.days_of(unit)
    if days is None:
        return None, None
    first, last = days
    return (None if first == DAWN else first), (None if last == FOREVER else last)
