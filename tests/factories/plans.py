"""Plans of reorganisation, and the people who draft and approve them."""

from datetime import date, datetime
from typing import Any

from chibo.areas.organisation.models import Unit
from chibo.areas.plans import actions, queries
from chibo.areas.plans.drafts import LineDraft
from chibo.areas.plans.models import Plan
from chibo.core.actor import Actor


def a_line(kind: str, unit: Unit | str, *receivers: Unit | str, **more: Any) -> LineDraft:
    """A line about a unit, or about the code of one still to be founded."""
    codes = [each if isinstance(each, str) else each.code for each in (unit, *receivers)]
    return LineDraft(kind=kind, unit_code=codes[0], receiver_codes=tuple(codes[1:]), **more)


def a_plan(
    drafter: Actor,
    body: Unit,
    *lines: LineDraft,
    on: date,
    now: datetime,
    name: str = "Sắp xếp các chi bộ",
    number: str = "15-QĐ/TU",
) -> Plan:
    """A draft with lines."""
    heading = actions.Heading(name, on, number)
    plan = actions.draft(actor=drafter, body_id=body.pk, heading=heading, now=now)
    if not lines:
        return plan
    return actions.add_lines(
        actor=drafter, plan_id=plan.pk, lines=lines, version=plan.version, now=now
    )


def submitted(drafter: Actor, plan: Plan, now: datetime) -> Plan:
    """The draft handed in by who looked at it."""
    seen = queries.outlook_of(drafter, plan).digest
    return actions.submit(actor=drafter, plan_id=plan.pk, seen=seen, version=plan.version, now=now)


def approved(approver: Actor, plan: Plan, now: datetime) -> Plan:
    """The plan approved by somebody who looked at it."""
    seen = queries.outlook_of(approver, plan).digest
    return actions.approve(
        actor=approver, plan_id=plan.pk, seen=seen, version=plan.version, now=now
    )
