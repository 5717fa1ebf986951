"""The draft decision on a plan or on one change, to be downloaded."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from chibo.areas.organisation.queries import get_change
from chibo.areas.plans import papers, queries
from chibo.areas.plans.permissions import DRAFT
from chibo.core import clock
from chibo.web.papers.handing import hand_out
from chibo.web.plans.views import around
from chibo.web.request import ActorRequest


@require_GET
def plan_decision(request: ActorRequest, plan_id: int) -> HttpResponse:
    """For who drafts the plan or approves it."""
    plan = queries.get_plan(request.actor, plan_id)
    if not around(request, plan)["may_approve"]:
        request.actor.require(DRAFT, plan)
    made = papers.decision_on_plan(actor=request.actor, plan=plan, now=clock.now())
    return hand_out(request, made)


@require_GET
def change_decision(request: ActorRequest, change_id: int) -> HttpResponse:
    """For who may decide about the unit."""
    change = get_change(request.actor, change_id)
    request.actor.require(DRAFT, change.unit)
    made = papers.decision_on_change(actor=request.actor, change=change, now=clock.now())
    return hand_out(request, made)
