"""People who may be recorded twice: the list of a level, the comparison, what was merged."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.members.duplicates import actions, permissions, queries
from chibo.areas.members.duplicates.errors import NeedsChoice
from chibo.areas.members.duplicates.models import ProposalState
from chibo.areas.members.proposable import SENSITIVE
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.duplicates.forms import ASKED, LABELS, DismissForm, MergeForm, TypedPersonForm, shown
from chibo.web.forms import form_refused
from chibo.web.grants import require_somewhere
from chibo.web.members.opened import note_shown
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


def pairs(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Pairs with a side at or below a unit: those that wait, or those found to be two people."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.VIEW, unit)
    dismissed = request.GET.get("muc") == "khac-nhau"
    state = ProposalState.DISMISSED if dismissed else ProposalState.OPEN
    after = request.GET.get("sau", "")
    page = queries.pairs_below(request.actor, unit, state, after=after)
    context = {
        "unit": unit,
        "rows": page.rows,
        "after": after,
        "next_after": page.after,
        "dismissed": dismissed,
        "may_search": request.actor.may(permissions.DECIDE, unit.path),
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "duplicates/pairs.html", context)


@require_POST
@once
def search(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Have the register searched anew."""
    actions.ask_for_search(actor=request.actor, unit_id=unit_id)
    notices.saved(request, _("Đang tìm trong toàn danh sách. Tải lại trang sau ít phút để xem."))
    return redirect("duplicates", unit_id)


def pair(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Two records side by side."""
    return _pair_page(request, queries.get_comparison(request.actor, proposal_id))


def _pair_page(
    request: ActorRequest,
    comparison: queries.Comparison,
    *,
    dismissing: DismissForm | None = None,
    merging: MergeForm | None = None,
) -> HttpResponse:
    fields = [each.name for each in comparison.fields if each.name in SENSITIVE]
    for side in comparison.sides:
        note_shown(request, side.member, "comparison", fields)
    proposal = comparison.proposal
    context: dict[str, Any] = {
        "comparison": comparison,
        "proposal": proposal,
        "first": comparison.first,
        "second": comparison.second,
        "fields": [
            (LABELS[each.name], shown(each.name, each.first), shown(each.name, each.second), each)
            for each in comparison.fields
        ],
        "list_unit": comparison.first.member.cell,
        "trail": trail_to(request.actor, comparison.first.member.cell),
    }
    if comparison.may_decide and proposal.state == ProposalState.OPEN:
        context["dismissing"] = dismissing or DismissForm(initial={"version": proposal.version})
        context["merging"] = merging or MergeForm(comparison=comparison)
    is_refused = dismissing is not None or merging is not None
    return render(request, "duplicates/pair.html", context, status=422 if is_refused else 200)


@require_POST
@once
def dismiss(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Two different people."""
    comparison = queries.get_comparison(request.actor, proposal_id)
    form = DismissForm(request.POST)
    if form.is_valid():
        try:
            actions.dismiss(
                actor=request.actor, proposal_id=proposal_id, now=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi là hai người khác nhau; sẽ không nhắc lại."))
            return redirect("duplicates", comparison.first.member.cell_id)
    return _pair_page(request, comparison, dismissing=form)


@require_POST
@once
def reopen(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Take back that they are two different people."""
    version = request.POST.get("version", "")
    actions.reopen(
        actor=request.actor,
        proposal_id=proposal_id,
        version=int(version) if version.isdigit() else 0,
        now=clock.now(),
    )
    notices.saved(request, _("Đã đưa lại vào danh sách chờ quyết định."))
    return redirect("duplicate", proposal_id)


@require_POST
@once
def merge(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """One person: make one record of the two."""
    comparison = queries.get_comparison(request.actor, proposal_id)
    asked = [name.removeprefix(ASKED) for name in request.POST if name.startswith(ASKED)]
    form = MergeForm(request.POST, comparison=comparison, ask=asked)
    if form.is_valid():
        try:
            done = actions.merge(
                actor=request.actor,
                proposal_id=proposal_id,
                keep_id=form.cleaned_data["keep"],
                take=form.taken(),
                versions=form.versions(),
                why=form.cleaned_data["why"],
                now=clock.now(),
                choices=form.choices(),
            )
        except NeedsChoice as refusal:
            form = MergeForm(request.POST, comparison=comparison, ask=[*asked, refusal.label])
            form.add_error(f"{ASKED}{refusal.label}", refusal.message)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.undoable(
                request, _("Đã gộp thành một bản ghi."), reverse("merge_undo", args=[done.pk])
            )
            return redirect("merge", done.pk)
    return _pair_page(request, comparison, merging=form)


def merges(request: ActorRequest, unit_id: int) -> HttpResponse:
    """What was merged at or below a unit, newest first."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.DECIDE, unit)
    after = request.GET.get("sau", "")
    rows = queries.merges_below(request.actor, unit, after=after)
    more = len(rows) > queries.PAGE
    context = {
        "unit": unit,
        "rows": rows[: queries.PAGE],
        "after": after,
        "next_after": str(rows[queries.PAGE - 1].pk) if more else "",
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "duplicates/merges.html", context)


def merged(request: ActorRequest, merge_id: int) -> HttpResponse:
    """One merge: what came along, what was set aside, and the way back."""
    done = queries.get_merge(request.actor, merge_id)
    context = {
        "merge": done,
        "moved": queries.in_tables(done.moved),
        "aside": queries.in_tables(done.aside),
        "taken": [LABELS[name] for name in done.taken],
        "trail": trail_to(request.actor, done.kept.cell),
    }
    return render(request, "duplicates/merge.html", context)


@require_POST
@once
def undo(request: ActorRequest, merge_id: int) -> HttpResponse:
    """Give both people their own record back."""
    try:
        actions.undo_merge(actor=request.actor, merge_id=merge_id, now=clock.now())
    except Refused as refusal:
        notices.refused(request, refusal.message)
    else:
        notices.saved(request, _("Đã hoàn tác: hai người lại có hai bản ghi như trước khi gộp."))
    return redirect("merge", merge_id)


@require_POST
def check(request: ActorRequest) -> HttpResponse:
    """While a member's form is typed: who in one's own part of the tree looks like this.

    A POST, so that names and numbers stay out of addresses; nothing is written.
    """
    require_somewhere(request.actor, permissions.DECIDE)
    form = TypedPersonForm(request.POST)
    found = queries.look_alikes(request.actor, form.person()) if form.is_valid() else None
    return render(request, "duplicates/alike.html", {"found": found})
