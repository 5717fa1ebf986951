"""Members as they were on a day that has passed: the list of a unit, one record."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from chibo.areas.members import past, queries
from chibo.areas.members.actions import note_opened
from chibo.areas.members.models import Member, Stay
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.organisation.queries import get_unit, standing
from chibo.areas.oversight.queries import followed_by
from chibo.areas.posts.queries import posts_held_by
from chibo.core import clock
from chibo.web.days import LookedAt
from chibo.web.days import looked_at as read_day
from chibo.web.request import ActorRequest
from chibo.web.units.trail import names_on, trail_then


def members_then(request: ActorRequest, unit: Unit, looked_at: LookedAt) -> HttpResponse:
    """Who was counted on the day at or below the unit as it stood then, by given name."""
    actor, on = request.actor, looked_at.day
    after = request.GET.get("sau", "")
    stood = standing(unit, on)
    page = past.members_then(actor, stood.path, on, after=after) if stood else past.NOBODY
    context = {
        "unit": unit,
        "named": stood.name if stood else unit.name,
        "is_cell": stood.is_cell if stood else unit.is_cell,
        "rows": page.rows,
        "after": after,
        "next_after": page.after,
        "trail": trail_then(actor, stood, unit, looked_at),
        "looked_at": looked_at,
    }
    return render(request, "members/members_then.html", context)


def members_counted(request: ActorRequest, unit_id: int) -> HttpResponse:
    """How many there were on the day, and how many of them are elsewhere today.

    Fetched once the list is there: a list is read page by page, a count of a province is not.
    """
    unit, looked = get_unit(request.actor, unit_id), read_day(request)
    request.actor.require("members.view", unit)
    stood, on = standing(unit, looked.day), looked.day
    context = {
        "total": past.count_home(stood.path, on) if stood else 0,
        "elsewhere": past.count_elsewhere(request.actor, stood.path, on) if stood else 0,
        "looked_at": looked,
    }
    return render(request, "members/counted_then.html", context)


def member_then(request: ActorRequest, member: Member, looked_at: LookedAt) -> HttpResponse:
    """State, cell, posts and what led there, up to the day."""
    actor, on = request.actor, looked_at.day
    note_opened(actor=actor, member=member, page="past", now=clock.now())
    home = past.home_on(member, on)
    stood = standing(home.cell, on) if home else None
    cell = home.cell if home else member.cell
    posts = [post for post in posts_held_by(actor, member.pk) if post.runs_on(on)]
    follows = [row for row in followed_by(actor, member) if row.runs_on(on)]
    context = {
        "member": member,
        "home": home,
        "cell_name": stood.name if stood else cell.name,
        "was_member": home is not None and member.counted_on(on),
        "state": past.states_on([member], on)[member.pk],
        "posts": posts,
        "follows": follows,
        "names": names_on([post.unit for post in posts] + [row.unit for row in follows], looked_at),
        "may_list": home is not None and actor.may("members.view", home.cell.path),
        "may_open_cell": home is not None and actor.may("units.view", home.cell.path),
        "history": [row for row in queries.history_of(actor, member) if row.change.on <= on],
        "stays": _begun(queries.stays_of(actor, member), on),
        "may_correct": False,
        "trail": _trail(request, cell, stood, looked_at) if home else [],
        "looked_at": looked_at,
    }
    return render(request, "members/member_then.html", context)


def _begun(stays: list[Stay], on: date) -> list[Stay]:
    return [stay for stay in stays if stay.starts_on <= on]


def _trail(
    request: ActorRequest, cell: Unit, stood: UnitStanding | None, looked_at: LookedAt
) -> list[tuple[str, str]]:
    """The way to the cell of that day, for those who may open the cell today."""
    if not request.actor.may("units.view", cell.path):
        return []
    return trail_then(request.actor, stood, cell, looked_at)
