"""Undoing a whole plan, exactly, while nothing depends on it."""

from datetime import datetime

from django.db import transaction

from chibo.areas.organisation import undoing
from chibo.areas.organisation.errors import CannotTakeBack
from chibo.areas.organisation.events import Act
from chibo.areas.organisation.models import UnitChange
from chibo.areas.plans import permissions
from chibo.areas.plans.keeping import hold, lines_of, step
from chibo.areas.plans.models import Plan, PlanState, PlanStep
from chibo.core.actor import Actor
from chibo.core.i18n import _

WHY = "the changes a plan was carried out as"


@transaction.atomic
def undo(*, actor: Actor, plan_id: int, version: int, now: datetime) -> Plan:
    """Take back everything a plan brought; units, members, work, roles and posts are as before.

    By whoever may approve it. Raises NotThere, NotAllowed, ChangedMeanwhile, PlanNotOpen,
    CannotTakeBack naming what depends on it.
    """
    plan = hold(actor, plan_id, permissions.APPROVE, version, PlanState.EXECUTED)
    lines = lines_of(plan)
    rows = UnitChange.objects.unscoped(WHY).select_for_update().order_by("pk")
    changes = list(rows.filter(pk__in=[line.change_id for line in lines]))
    if len(changes) < len(lines) or any(change.version != 1 for change in changes):
        raise CannotTakeBack(
            _("Có biến động của phương án đã được sửa hoặc bỏ sau đó. Hãy xem “Quá trình”.")
        )
    undoing.require_nothing_later(changes)
    undoing.undo(changes, Act(actor, now))
    plan.state = PlanState.UNDONE
    plan.version += 1
    plan.save()
    step(plan, actor, PlanStep.Act.UNDONE, now, lines=len(lines))
    return plan
