"""Holding a plan against others, and noting what was done about it."""

from datetime import datetime
from typing import Any

from chibo.areas.plans.drafts import LineDraft, draft_of
from chibo.areas.plans.errors import PlanNotOpen
from chibo.areas.plans.models import Plan, PlanLine, PlanState, PlanStep
from chibo.areas.plans.permissions import APPROVE
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version


def hold(actor: Actor, plan_id: int, permission: str, version: int, *states: str) -> Plan:
    """The plan, held until the transaction ends, standing in one of the states.

    Raises NotThere, NotAllowed (asked of the body; of the approving body for approving),
    ChangedMeanwhile, PlanNotOpen.
    """
    plan = lock_row(Plan.objects.select_related("body__parent"), actor, pk=plan_id)
    actor.require(permission, plan.decider if permission == APPROVE else plan.body)
    require_version(plan.version, version)
    require_state(plan, *states)
    return plan


def require_state(plan: Plan, *states: str) -> None:
    """Raise PlanNotOpen unless the plan stands in one of these."""
    if plan.state not in states:
        raise PlanNotOpen(
            _("Phương án đang ở bước “%s” nên không làm việc này được. Hãy tải lại trang.")
            % plan.get_state_display()
        )


def hand(actor: Actor) -> str:
    """How one who wrote in a plan is remembered."""
    return f"account:{actor.account_id}" if actor.account_id else f"name:{actor.name}"


def wrote(plan: Plan, actor: Actor) -> None:
    """Note that this person wrote in the plan, and save it as its next version."""
    plan.hands = sorted({*plan.hands, hand(actor)})
    plan.version += 1
    plan.save()


def step(plan: Plan, actor: Actor, act: str, now: datetime, said: str = "", **more: Any) -> None:
    """One line in the plan's own history and one event in the trail."""
    PlanStep.objects.create(plan=plan, act=act, at=now, by_name=actor.name, said=said)
    trail(plan, actor, act, now, state=plan.state, said=said, **more)


def trail(plan: Plan, actor: Actor, act: str, now: datetime, **told: Any) -> None:
    """One event in the trail."""
    audit.record(
        actor=actor,
        action=f"plan.{act}",
        at=now,
        unit_id=plan.body_id,
        target=f"plan:{plan.pk}",
        changes=told,
    )


def drafts_of(plan: Plan) -> list[LineDraft]:
    """The lines in their order."""
    return [draft_of(line) for line in lines_of(plan)]


def lines_of(plan: Plan) -> list[PlanLine]:
    """The rows of the lines in their order."""
    return list(PlanLine.objects.filter(plan=plan).order_by("position"))


OPEN = (PlanState.DRAFT,)
