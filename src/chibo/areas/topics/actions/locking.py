"""Getting hold of a cell's plan to write on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chibo.areas.organisation.models import Unit
from chibo.areas.topics.errors import BadTopic
from chibo.areas.topics.models import PlannedTopic
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row


def lock_plan(actor: Actor, unit_id: int, permission: str) -> Unit:
    """The cell, held: two who write on its plan wait for each other."""
    unit = lock_row(Unit.objects, actor, pk=unit_id)
    actor.require(permission, unit)
    if not unit.is_cell:
        raise BadTopic(_("Chỉ chi bộ mới lập kế hoạch sinh hoạt chuyên đề."))
    return unit


def lock_planned(actor: Actor, planned_id: int, permission: str) -> PlannedTopic:
    """A planned topic, held with its cell."""
    found = get_row(PlannedTopic.objects, actor, pk=planned_id)
    lock_plan(actor, found.unit_id, permission)
    return lock_row(PlannedTopic.objects.select_related("unit"), actor, pk=planned_id)


def trail(
    actor: Actor, action: str, row: PlannedTopic, now: datetime, changes: Mapping[str, Any]
) -> None:
    """One event of one planned topic."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=row.unit_id,
        target=f"planned_topic:{row.pk}",
        changes=dict(changes),
    )
