"""A summation as it reads: texts with their figures, the table, charts, what moved; its files."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.documents.queries import find_number
from chibo.areas.summations import queries
from chibo.areas.summations.books import sealed_changes, told_change
from chibo.areas.summations.frame import sections
from chibo.areas.summations.models import Summation
from chibo.areas.summations.papers import about, summation_paper
from chibo.areas.summations.permissions import ISSUE, WRITE
from chibo.areas.summations.queries import Seen
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.web.components.downloads import as_workbook, asks_for_workbook, workbook_address
from chibo.web.papers.handing import hand_out
from chibo.web.periodic.forms import ReasonForm
from chibo.web.request import ActorRequest
from chibo.web.summations.telling import charts, figure_rows, heads, tables, text_rows
from chibo.web.units.trail import trail_to


@require_GET
def summation(request: ActorRequest, summation_id: int) -> HttpResponse:
    """The summation, or its tables as a workbook."""
    found = queries.get_summation(request.actor, summation_id)
    if asks_for_workbook(request):
        seen = queries.see(request.actor, found, clock.today())
        name = _("tổng kết")
        return as_workbook(request, found.unit, "summation", name, tables(seen))
    return summation_page(request, found)


def summation_page(
    request: ActorRequest, found: Summation, reason: ReasonForm | None = None
) -> HttpResponse:
    """The page, with the form that was refused where one was."""
    actor = request.actor
    seen = queries.see(actor, found, clock.today())
    may_issue = actor.may(ISSUE, found.unit.path)
    context = {
        **_told(found, seen),
        "number": find_number(actor, found.ref),
        "trail": trail_to(actor, found.unit),
        "workbook": workbook_address(request),
        "may_write": actor.may(WRITE, found.unit.path) and not found.is_issued,
        "may_issue": may_issue and not found.is_issued,
        "may_reopen": may_issue and found.is_issued,
        "may_restate": may_issue and bool(seen.moved),
        "reason": reason or ReasonForm(initial={"version": found.version}),
        "again": ReasonForm(initial={"version": found.version}, auto_id="again_%s"),
    }
    return render(request, "summations/show.html", context, status=422 if reason else 200)


def _told(found: Summation, seen: Seen) -> dict[str, Any]:
    return {
        "summation": found,
        "unit": found.unit,
        "seen": seen,
        "about": about(found),
        "texts": text_rows(seen),
        "heads": heads(seen),
        "rows": figure_rows(seen),
        "charts": charts(seen),
        "moved": [told_change(seen.book, each) for each in seen.moved],
    }


@require_GET
def version(request: ActorRequest, summation_id: int, number: int) -> HttpResponse:
    """A version as it was issued or restated, with its SHA-256."""
    found = queries.get_summation(request.actor, summation_id)
    sealed = found.versions.filter(number=number).first()
    if sealed is None:
        raise NotThere(_("Báo cáo này không có bản khóa số %d.") % number)
    texts = sealed.record["texts"]
    context = {
        "summation": found,
        "unit": found.unit,
        "sealed": sealed,
        "texts": [(each, texts.get(each.code, "")) for each in sections()],
        "changes": sealed_changes(found, sealed),
        "trail": trail_to(request.actor, found.unit),
    }
    return render(request, "summations/version.html", context)


@require_GET
def paper(request: ActorRequest, summation_id: int) -> HttpResponse:
    """The summation as a paper."""
    made = summation_paper(actor=request.actor, summation_id=summation_id, now=clock.now())
    return hand_out(request, made)
