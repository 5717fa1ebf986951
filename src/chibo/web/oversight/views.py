"""Who follows the units below a body; who follows one unit; what one overseer follows."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from chibo.areas.indicators.queries import chosen
from chibo.areas.members.models import Member
from chibo.areas.members.past import home_on
from chibo.areas.members.queries import get_member
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.oversight import queries
from chibo.areas.posts.queries import seats_of
from chibo.areas.sittings.queries import visits_of
from chibo.core.periods import Month
from chibo.regulations import pack_for
from chibo.web.components.downloads import as_workbook, asks_for_workbook, workbook_address
from chibo.web.days import LookedAt, looked_at
from chibo.web.oversight.files import board_tables
from chibo.web.overview.pictures import branch_picture, cell_picture
from chibo.web.request import ActorRequest
from chibo.web.units.trail import names_on, trail_on

PAGE = 60


def board(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The units directly below a body with their overseers; those nobody follows come first."""
    unit = get_unit(request.actor, unit_id)
    looked = looked_at(request)
    if unit.is_cell and looked.is_today:
        return redirect("unit_overseers", unit.pk)
    on, trail = looked.day, trail_on(request.actor, unit, looked)
    seen = queries.board(request.actor, unit, on)
    if asks_for_workbook(request):
        tables = board_tables(seen)
        return as_workbook(request, unit, "overseers", "phu trach", tables, names_people=True)
    context = {
        "unit": unit,
        "named": trail[-1][0],
        "on": on,
        "board": seen,
        "rule": _rule(looked.today),
        "followed": len(seen.rows) - len(seen.gaps),
        "page": Paginator(seen.rows, PAGE).get_page(request.GET.get("trang")),
        "workbook": workbook_address(request),
        "workloads": seen.workloads(),
        "may_assign": looked.is_today and request.actor.may("oversight.assign", unit.path),
        "trail": trail,
        "looked_at": looked,
    }
    return render(request, "oversight/board.html", context)


def unit_overseers(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Who follows a unit and who did before."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require("oversight.view", unit)
    looked, above = looked_at(request), unit.parent
    on, trail = looked.day, trail_on(request.actor, unit, looked)
    may_assign = above is not None and request.actor.may("oversight.assign", above.path)
    context = {
        "unit": unit,
        "named": trail[-1][0],
        "rule": _rule(looked.today),
        "overseers": queries.overseers_of(request.actor, unit, on),
        "past": queries.past_overseers_of(request.actor, unit, on),
        "today": on,
        "may_assign": looked.is_today and may_assign,
        "trail": trail,
        "looked_at": looked,
    }
    return render(request, "oversight/unit_overseers.html", context)


def overseer(request: ActorRequest, member_id: int) -> HttpResponse:
    """The units a member follows, each with its last months as far as one may see them."""
    member = get_member(request.actor, member_id)
    looked = looked_at(request)
    on, home = looked.day, _home_on(member, looked)
    trail = trail_on(request.actor, home, looked)
    rows = queries.followed_by(request.actor, member, on)
    running = [row for row in rows if row.runs_on(on)]
    seats = seats_of(request.actor, member, on)
    shown = chosen(
        actor=request.actor,
        units=[row.unit for row in running],
        until=Month.of(on),
        today=looked.today,
    )
    context = {
        "member": member,
        "running": running,
        "seats": seats,
        "past": [row for row in rows if not row.runs_on(on)],
        "branch_picture": branch_picture(shown, looked),
        "cell_picture": cell_picture(shown, looked),
        "names": names_on([*(row.unit for row in rows), *(post.unit for post in seats)], looked),
        "cell_name": trail[-1][0],
        "is_own": member.pk == request.actor.member_id,
        "visits": visits_of(request.actor, member, on),
        "trail": trail if request.actor.may("units.view", home.path) else [],
        "looked_at": looked,
    }
    return render(request, "oversight/overseer.html", context)


def _rule(on: date) -> str:
    """The document on meetings in force that day, which has superiors follow the cells."""
    pack = pack_for("meetings", on)
    return pack.id if pack else ""


def _home_on(member: Member, looked: LookedAt) -> Unit:
    """The cell the member was at home in on the day; that of today where none is on record."""
    home = None if looked.is_today else home_on(member, looked.day)
    return home.cell if home else member.cell
