"""Handing a plan in, sending it back, approving, carrying out, undoing: buttons of its page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.plans import actions, permissions, queries
from chibo.areas.plans.models import Plan, PlanState
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused
from chibo.web.once import once
from chibo.web.plans.forms import SendBackForm
from chibo.web.plans.views import around
from chibo.web.request import ActorRequest


def _done(
    request: ActorRequest, plan_id: int, act: Callable[..., Plan], told: str, **more: Any
) -> HttpResponse:
    plan = act(
        actor=request.actor,
        plan_id=queries.get_plan(request.actor, plan_id).pk,
        version=int(request.POST.get("version") or 0),
        now=clock.now(),
        **more,
    )
    executed = plan.state == PlanState.EXECUTED
    notices.saved(request, _("Đã thực hiện phương án.") if executed else told)
    return redirect("plan", plan.pk)


@require_POST
@once
def submit(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Hand in what was just looked at."""
    seen = request.POST.get("seen", "")
    return _done(request, plan_id, actions.submit, _("Đã trình duyệt."), seen=seen)


@require_POST
@once
def approve(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Approve what was just looked at."""
    seen = request.POST.get("seen", "")
    told = _("Đã duyệt. Phương án chờ đến ngày có hiệu lực.")
    return _done(request, plan_id, actions.approve, told, seen=seen)


@once
def send_back(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Send it back with a sentence."""
    plan = queries.get_plan(request.actor, plan_id)
    if not request.actor.may(permissions.APPROVE, plan.decider.path):
        request.actor.require(permissions.DRAFT, plan)
    form = SendBackForm(request.POST or None, initial={"version": plan.version})
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.send_back(
                actor=request.actor,
                plan_id=plan.pk,
                said=typed["said"],
                version=typed["version"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã trả lại để soạn tiếp."))
            return redirect("plan", plan.pk)
    return form_page(request, "plans/send_back.html", form, **around(request, plan))


@require_POST
@once
def withdraw(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Give the plan up."""
    return _done(request, plan_id, actions.withdraw, _("Đã rút phương án."))


@require_POST
@once
def execute(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Try again what did not fit on its day."""
    return _done(request, plan_id, actions.execute, "")


@require_POST
@once
def undo(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Take everything back."""
    told = _("Đã hoàn tác: mọi thứ trở lại như trước phương án.")
    return _done(request, plan_id, actions.undo, told)
