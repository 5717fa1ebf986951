"""Handing a plan in, sending it back, approving it: never by who wrote it."""

from datetime import datetime

from django.db import transaction

from chibo.areas.plans import permissions
from chibo.areas.plans.carrying_out import carry_out, checked
from chibo.areas.plans.errors import BadPlan, NotTheSamePerson, PlanDoesNotFit
from chibo.areas.plans.keeping import OPEN, drafts_of, hand, hold, step, wrote
from chibo.areas.plans.models import Plan, PlanState, PlanStep
from chibo.areas.plans.outlook import Outlook, look
from chibo.core.actor import Actor
from chibo.core.i18n import _


@transaction.atomic
def submit(*, actor: Actor, plan_id: int, seen: str, version: int, now: datetime) -> Plan:
    """Hand a draft in to the superior. `seen` is the digest of the outlook the person looked at.

    Raises NotThere, NotAllowed, ChangedMeanwhile, PlanNotOpen; BadPlan with what is wrong;
    PlanDoesNotFit when the records moved on since.
    """
    plan = hold(actor, plan_id, permissions.DRAFT, version, *OPEN)
    outlook = look(drafts_of(plan), plan.on, plan.body)
    _require_sound(outlook)
    _require_seen(outlook, seen)
    plan.state, plan.seen, plan.trouble = PlanState.SUBMITTED, outlook.facts, ""
    wrote(plan, actor)
    step(plan, actor, PlanStep.Act.SUBMITTED, now, units=len(outlook.effects))
    return plan


@transaction.atomic
def send_back(*, actor: Actor, plan_id: int, said: str, version: int, now: datetime) -> Plan:
    """Give a plan back to be written on, saying why. Who drafts may also take it back themselves.

    Raises NotThere, NotAllowed, ChangedMeanwhile, PlanNotOpen, BadPlan.
    """
    states = (PlanState.SUBMITTED, PlanState.APPROVED)
    plan = hold(actor, plan_id, permissions.VIEW, version, *states)
    if not actor.may(permissions.APPROVE, plan.decider.path):
        actor.require(permissions.DRAFT, plan.body)
    if not said.strip():
        raise BadPlan(_("Hãy ghi vì sao trả lại, để người soạn biết phải sửa gì."))
    plan.state = PlanState.DRAFT
    plan.version += 1
    plan.save()
    step(plan, actor, PlanStep.Act.RETURNED, now, said.strip())
    return plan


@transaction.atomic
def approve(*, actor: Actor, plan_id: int, seen: str, version: int, now: datetime) -> Plan:
    """Approve a plan handed in; one of today or of a day gone by is carried out at once.

    By somebody with the permission at the superior who did not write in it (two people answer for
    it). Raises NotThere, NotAllowed, ChangedMeanwhile, PlanNotOpen, NotTheSamePerson,
    PlanDoesNotFit saying what changed since it was handed in, CannotChangeUnit.
    """
    plan = hold(actor, plan_id, permissions.APPROVE, version, PlanState.SUBMITTED)
    if hand(actor) in plan.hands:
        raise NotTheSamePerson(
            _("Người soạn không tự duyệt phương án của mình. Hãy để người khác của cấp trên duyệt.")
        )
    outlook = checked(plan)
    _require_seen(outlook, seen)
    plan.state = PlanState.APPROVED
    plan.version += 1
    plan.save()
    step(plan, actor, PlanStep.Act.APPROVED, now)
    if plan.on <= now.date():
        carry_out(plan, outlook, actor, now)
    return plan


@transaction.atomic
def withdraw(*, actor: Actor, plan_id: int, version: int, now: datetime) -> Plan:
    """Give a plan up that was not carried out.

    Raises NotThere, NotAllowed, ChangedMeanwhile, PlanNotOpen.
    """
    states = (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED)
    plan = hold(actor, plan_id, permissions.DRAFT, version, *states)
    plan.state = PlanState.WITHDRAWN
    plan.version += 1
    plan.save()
    step(plan, actor, PlanStep.Act.WITHDRAWN, now)
    return plan


_TOLD = 5


def _require_sound(outlook: Outlook) -> None:
    if outlook.problems:
        told = " ".join(each.sentence for each in outlook.problems[:_TOLD])
        raise BadPlan(_("Chưa trình được. %s") % told)
    if not outlook.effects:
        raise BadPlan(_("Phương án chưa thay đổi gì. Hãy thêm dòng."))


def _require_seen(outlook: Outlook, seen: str) -> None:
    if outlook.digest != seen:
        raise PlanDoesNotFit(
            _("Phương án hoặc tổ chức vừa thay đổi. Hãy xem lại bản trước và sau rồi làm lại.")
        )
