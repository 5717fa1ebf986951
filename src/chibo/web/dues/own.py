"""A member's own dues."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chibo.areas.dues import queries
from chibo.areas.members.queries import get_member
from chibo.core import clock
from chibo.core.periods import Month
from chibo.web.request import ActorRequest


@require_GET
def own_dues(request: ActorRequest) -> HttpResponse:
    """What I owe, how it is counted, what I paid."""
    actor, running = request.actor, Month.of(clock.today())
    member = get_member(actor, actor.member_id) if actor.member_id else None
    context = {
        "member": member,
        "months": queries.own_dues(actor),
        "arrears": queries.own_arrears(actor, running),
        "stretches": queries.rate_stretches(actor, member) if member else [],
    }
    return render(request, "dues/own.html", context)
