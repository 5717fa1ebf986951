"""Writing a plan: what it is called, its lines in order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from chibo.areas.organisation.models import Unit
from chibo.areas.plans import permissions
from chibo.areas.plans.drafts import LineDraft
from chibo.areas.plans.errors import BadPlan
from chibo.areas.plans.keeping import OPEN, hand, hold, step, trail, wrote
from chibo.areas.plans.models import Plan, PlanLine, PlanStep
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed
from chibo.core.i18n import _
from chibo.core.rows import get_row

MOST_LINES = 5000


@dataclass(frozen=True)
class Heading:
    """What is said of a plan as a whole. The number stands for every line without its own."""

    name: str
    on: date
    decision_number: str = ""


@transaction.atomic
def draft(*, actor: Actor, body_id: int, heading: Heading, now: datetime) -> Plan:
    """Begin a plan of a body above cells. Raises NotThere, NotAllowed, BadPlan."""
    body = get_row(Unit.objects.select_related("parent"), actor, pk=body_id)
    actor.require(permissions.DRAFT, body)
    if body.is_cell:
        raise BadPlan(_("Phương án lập ở cấp ủy cấp trên, không lập ở chi bộ."))
    plan = Plan.objects.create(body=body, hands=[hand(actor)], **_checked(heading))
    step(plan, actor, PlanStep.Act.DRAFTED, now, name=plan.name, on=plan.on.isoformat())
    return plan


@transaction.atomic
def change_heading(
    *, actor: Actor, plan_id: int, heading: Heading, version: int, now: datetime
) -> Plan:
    """Correct the name, the day or the number of a draft.

    Raises NotThere, NotAllowed, ChangedMeanwhile, PlanNotOpen, BadPlan.
    """
    plan = hold(actor, plan_id, permissions.DRAFT, version, *OPEN)
    after = _checked(heading)
    told = audit.differences({name: getattr(plan, name) for name in after}, after)
    if told:
        for name, value in after.items():
            setattr(plan, name, value)
        wrote(plan, actor)
        trail(plan, actor, "changed", now, **told)
    return plan


def _checked(heading: Heading) -> dict[str, Any]:
    if not heading.name.strip():
        raise BadPlan(_("Phương án phải có tên. Hãy ghi tên ngắn gọn."))
    return {
        "name": heading.name.strip(),
        "on": heading.on,
        "decision_number": heading.decision_number.strip(),
    }


@transaction.atomic
def add_lines(
    *, actor: Actor, plan_id: int, lines: Sequence[LineDraft], version: int, now: datetime
) -> Plan:
    """Put lines at the end of a draft, in their order; what they do is looked at as one set.

    The units on record that they name must be the actor's to reorganise. Raises NotThere,
    NotAllowed, ChangedMeanwhile, PlanNotOpen, BadPlan.
    """
    plan = hold(actor, plan_id, permissions.DRAFT, version, *OPEN)
    _check(actor, lines)
    told = PlanLine.objects.filter(plan=plan).aggregate(last=Max("position"))
    first = 0 if told["last"] is None else told["last"] + 1
    if first + len(lines) > MOST_LINES:
        raise BadPlan(_("Một phương án có nhiều nhất %d dòng. Hãy chia ra.") % MOST_LINES)
    PlanLine.objects.bulk_create(
        PlanLine(plan=plan, position=first + at, **line.row()) for at, line in enumerate(lines)
    )
    wrote(plan, actor)
    codes = [line.unit_code for line in lines]
    trail(plan, actor, "lines_added", now, lines=len(lines), units=codes)
    return plan


@transaction.atomic
def change_line(
    *, actor: Actor, plan_id: int, line_id: int, line: LineDraft, version: int, now: datetime
) -> Plan:
    """Word one line of a draft anew, in its place. Raises as `add_lines`."""
    plan = hold(actor, plan_id, permissions.DRAFT, version, *OPEN)
    _check(actor, [line])
    rows = PlanLine.objects.filter(plan=plan, pk=line_id)
    before = rows.first()
    if before is None:
        raise BadPlan(_("Dòng này không còn trong phương án. Hãy tải lại trang."))
    after = line.row()
    told = audit.differences({name: getattr(before, name) for name in after}, after)
    rows.update(**after)
    wrote(plan, actor)
    trail(plan, actor, "line_changed", now, line=before.position + 1, **told)
    return plan


@transaction.atomic
def remove_lines(
    *, actor: Actor, plan_id: int, line_ids: Collection[int], version: int, now: datetime
) -> Plan:
    """Take lines out of a draft; the others keep their order. Raises as `add_lines`."""
    plan = hold(actor, plan_id, permissions.DRAFT, version, *OPEN)
    rows = PlanLine.objects.filter(plan=plan, pk__in=list(line_ids))
    codes = list(rows.order_by("position").values_list("unit_code", flat=True))
    rows.delete()
    wrote(plan, actor)
    trail(plan, actor, "lines_removed", now, lines=len(codes), units=codes)
    return plan


def _check(actor: Actor, lines: Sequence[LineDraft]) -> None:
    """Units on record must be the actor's; codes of units still to be founded are let through."""
    codes = {code for line in lines for code in (line.unit_code, *line.receiver_codes)}
    why = "which of the units a plan names are not the actor's to reorganise"
    for name, path in Unit.objects.unscoped(why).filter(code__in=codes).values_list("name", "path"):
        if not actor.may(permissions.DRAFT, path):
            may_know = actor.may(permissions.VIEW, path)
            raise NotAllowed(
                _("Vai trò đang giữ không cho sắp xếp “%s”. Hãy bỏ đơn vị này ra.")
                % (name if may_know else _("đơn vị ngoài phạm vi"))
            )
