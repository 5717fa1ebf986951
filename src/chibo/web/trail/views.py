"""The auditor's trail, what is unusual in it, and who saw one's own record."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.access.roles import role_words
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit, top_units
from chibo.areas.trail import actions, queries
from chibo.areas.trail.permissions import VIEW
from chibo.areas.trail.queries import BusyDay
from chibo.core import clock
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.vietnamese import show_date
from chibo.web.components import notices
from chibo.web.components.downloads import MOST, as_workbook, asks_for_workbook, workbook_address
from chibo.web.forms import refusals_on
from chibo.web.grants import require_somewhere
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.trail.forms import USUAL, AskForm, WatchForm
from chibo.web.trail.lines import lines, trail_table
from chibo.web.trail.words import role_name


@require_GET
def trail(request: ActorRequest) -> HttpResponse:
    """Who did what in the auditor's part, by days."""
    require_somewhere(request.actor, VIEW)
    today = clock.today()
    form = AskForm(request.GET or None, today=today, actor=request.actor)
    asked, after = form.asked(), request.GET.get("sau", "")
    if asks_for_workbook(request):
        page = queries.events(request.actor, asked, size=MOST)
        unit = asked.unit or _part_of(request)
        tables = [trail_table(lines(page.rows))]
        return as_workbook(request, unit, "trail", "nhat ky", tables, names_people=True)
    page = queries.events(request.actor, asked, after=after)
    context = {
        "form": form,
        "workbook": workbook_address(request),
        "asked": asked,
        "rows": lines(page.rows),
        "after": after,
        "next_after": page.after,
    }
    return render(request, "trail/trail.html", context)


def _part_of(request: ActorRequest) -> Unit:
    """The part of the tree whose trail one reads; NotThere where there is no tree yet."""
    grant = request.grant
    if grant and grant.unit_id and VIEW in grant.permissions:
        return get_unit(request.actor, grant.unit_id)
    tops = top_units(request.actor, VIEW)
    if not tops:
        raise NotThere(_("Chưa có đơn vị nào. Hãy nhập cây tổ chức trước."))
    return tops[0]


@once
def unusual(request: ActorRequest) -> HttpResponse:
    """Days above the budget of a role; watched records and who opened them."""
    require_somewhere(request.actor, VIEW)
    form = WatchForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.watch(actor=request.actor, now=clock.now(), **form.cleaned_data)
            notices.saved(request, _("Đang canh hồ sơ này."), draft="canary")
            return redirect("trail_unusual")
    today = clock.today()
    since = today - 4 * USUAL
    context = {
        "form": form,
        "since": since,
        "today": today,
        "days": [
            (row, role_name(row.role), _readings_of(row))
            for row in queries.busy_days(request.actor, since, today)
        ],
        "canaries": queries.canaries(request.actor),
        "openings": lines(queries.canary_openings(request.actor, since, today)),
    }
    return render(request, "trail/unusual.html", context, status=422 if form.is_bound else 200)


def _readings_of(row: BusyDay) -> str:
    """The trail of that day and that person, for the address."""
    day = show_date(row.day)
    return urlencode({"who": row.name, "kind": "read", "since": day, "until": day})


@require_POST
@once
def canary_end(request: ActorRequest, canary_id: int) -> HttpResponse:
    """No longer watched."""
    actions.stop_watching(actor=request.actor, canary_id=canary_id, now=clock.now())
    notices.saved(request, _("Đã thôi canh hồ sơ này."))
    return redirect("trail_unusual")


@require_GET
def own_seen(request: ActorRequest) -> HttpResponse:
    """Who may see one's own record today, and who did."""
    _require_member(request.actor)
    after = request.GET.get("sau", "")
    page = queries.own_readings(request.actor, after=after)
    seers = [] if after else queries.seers(request.actor, clock.today())
    context = {
        "seers": [(row, role_words(row.role_name)) for row in seers],
        "rows": lines(page.rows),
        "after": after,
        "next_after": page.after,
    }
    return render(request, "trail/own_seen.html", context)


def _require_member(actor: Actor) -> None:
    if actor.member_id is None:
        raise NotThere(_("Tài khoản này chưa gắn với đảng viên nào."))
