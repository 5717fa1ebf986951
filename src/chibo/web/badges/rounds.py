"""Who is due for a badge in a round, at or below a unit; recording the decision."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.badges import actions, permissions, queries
from chibo.areas.badges.rules import rounds_around
from chibo.areas.organisation.queries import get_unit
from chibo.areas.reports.papers import badge_list_paper, badge_list_workbook
from chibo.core import clock
from chibo.regulations import badge_rules
from chibo.web.components import notices
from chibo.web.grants import require_somewhere
from chibo.web.once import once
from chibo.web.papers.handing import as_file, hand_out, in_form
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def badges(request: ActorRequest) -> HttpResponse:
    """To the list of the unit one works for."""
    require_somewhere(request.actor, permissions.VIEW)
    grants = [grant for grant in (request.grant, *request.actor.grants) if grant]
    held = next(grant for grant in grants if permissions.VIEW in grant.permissions)
    return redirect("badge_round", held.unit_id)


@require_GET
def badge_round(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The members due in the round asked for, or those of earlier rounds without a record."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.VIEW, unit)
    rounds, after = _rounds(), request.GET.get("sau", "")
    chosen = _round(request, rounds)
    is_old = request.GET.get("muc") == "chua-ghi"
    read = queries.unrecorded if is_old else queries.due_in_round
    page = read(request.actor, unit, chosen, after=after)
    context = {
        "unit": unit,
        "rounds": rounds,
        "chosen": chosen,
        "is_old": is_old,
        "rows": page.rows,
        "after": after,
        "next_after": page.after,
        "may_keep": request.actor.may(permissions.KEEP, unit.path) and not is_old,
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "badges/round.html", context)


def _rounds() -> list[date]:
    return rounds_around(clock.today(), badge_rules(clock.today()))


def _round(request: ActorRequest, rounds: list[date]) -> date:
    try:
        return date.fromisoformat(request.GET.get("dot", "") or request.POST.get("dot", ""))
    except ValueError:
        coming = [day for day in rounds if day >= clock.today()]
        return coming[0] if coming else clock.today()


@require_POST
@once
def record(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The ticked members are given their badge by a decision."""
    unit, chosen = get_unit(request.actor, unit_id), _round(request, [])
    request.actor.require(permissions.KEEP, unit)
    pairs = [value.partition("-") for value in request.POST.getlist("who")]
    awards = [(int(m), int(y)) for m, _dash, y in pairs if m.isdigit() and y.isdigit()]
    count = actions.record_round(
        actor=request.actor,
        awards=awards,
        round_on=chosen,
        decision_number=request.POST.get("decision_number", ""),
        now=clock.now(),
    )
    notices.saved(request, _("Đã ghi %s Huy hiệu.") % count)
    return redirect(f"{reverse('badge_round', args=[unit.pk])}?dot={chosen.isoformat()}")


@require_GET
def paper(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The list as .docx."""
    unit, round_on = get_unit(request.actor, unit_id), _asked(request)
    made = badge_list_paper(
        actor=request.actor,
        unit=unit,
        round_on=round_on,
        address=in_form(request, ""),
        now=clock.now(),
    )
    return hand_out(request, made)


@require_GET
def workbook(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The list as .xlsx."""
    unit, round_on = get_unit(request.actor, unit_id), _asked(request)
    made = badge_list_workbook(
        actor=request.actor,
        unit=unit,
        round_on=round_on,
        address=request.get_full_path(),
        now=clock.now(),
    )
    return as_file(made, XLSX)


def _asked(request: ActorRequest) -> date:
    return _round(request, _rounds())
