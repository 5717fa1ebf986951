"""Carrying an approved plan out: all its lines in one transaction, once."""

from datetime import datetime

from django.db import transaction

from chibo.areas.plans import permissions
from chibo.areas.plans.carrying_out import WHY, carry_out, checked
from chibo.areas.plans.errors import PlanNotOpen
from chibo.areas.plans.keeping import hold, step
from chibo.areas.plans.models import Plan, PlanState, PlanStep
from chibo.core.actor import Actor
from chibo.core.errors import Refused
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date


@transaction.atomic
def execute(*, actor: Actor, plan_id: int, version: int, now: datetime) -> Plan:
    """Carry out an approved plan whose day has come, where the job could not.

    Raises NotThere, NotAllowed, ChangedMeanwhile, PlanNotOpen, PlanDoesNotFit, CannotChangeUnit.
    """
    plan = hold(actor, plan_id, permissions.DRAFT, version, PlanState.APPROVED)
    if plan.on > now.date():
        raise PlanNotOpen(_("Phương án có hiệu lực từ ngày %s, chưa tới.") % show_date(plan.on))
    carry_out(plan, checked(plan), actor, now)
    return plan


def execute_due(*, actor: Actor, now: datetime) -> list[Plan]:
    """Carry out the approved plans whose day has come, in the order of days.

    One that no longer fits stays waiting; its page and the trail say why.
    """
    rows = Plan.objects.unscoped(WHY).waiting().filter(on__lte=now.date())
    found = (_when_due(actor, pk, now) for pk in list(rows.order_by("on", "pk").values_list("pk")))
    return [plan for plan in found if plan is not None]


def _when_due(actor: Actor, key: tuple[int], now: datetime) -> Plan | None:
    """One plan in one transaction; None when somebody was faster, or it does not fit."""
    with transaction.atomic():
        rows = Plan.objects.unscoped(WHY).select_for_update(skip_locked=True, of=("self",))
        plan = rows.select_related("body__parent").waiting().filter(pk=key[0]).first()
        if plan is None:
            return None
        try:
            with transaction.atomic():
                carry_out(plan, checked(plan), actor, now)
        except Refused as refusal:
            _note_trouble(key[0], actor, refusal, now)
            return None
        return plan


def _note_trouble(plan_id: int, actor: Actor, refusal: Refused, now: datetime) -> None:
    plan = Plan.objects.unscoped(WHY).get(pk=plan_id)
    if plan.trouble == refusal.message:
        return
    plan.trouble = refusal.message
    plan.version += 1
    plan.save()
    step(plan, actor, PlanStep.Act.DID_NOT_FIT, now, refusal.message)
