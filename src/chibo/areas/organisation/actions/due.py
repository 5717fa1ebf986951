"""Changes of a day to come, once it has come."""

from datetime import datetime

from django.db import transaction

from chibo.areas.organisation import lines
from chibo.areas.organisation.actions.deciding import trail
from chibo.areas.organisation.carrying_out import carry_out
from chibo.areas.organisation.events import Act
from chibo.areas.organisation.models import ChangeState, UnitChange
from chibo.core.actor import Actor
from chibo.core.errors import Refused


def apply_due(*, actor: Actor, now: datetime) -> list[UnitChange]:
    """Carry out what is due, in the order of days; returns what has come about.

    One that no longer fits what was recorded since stays waiting, and the trail says why.
    """
    rows = UnitChange.objects.unscoped(lines.WHY).filter(state=ChangeState.PLANNED)
    waiting = rows.filter(on__lte=now.date()).order_by("on", "id").values_list("pk", flat=True)
    done = (_apply(actor, pk, now) for pk in list(waiting))
    return [change for change in done if change is not None]


def _apply(actor: Actor, change_id: int, now: datetime) -> UnitChange | None:
    """One change in one transaction; None when somebody else was faster, or it does not fit."""
    with transaction.atomic():
        rows = UnitChange.objects.unscoped(lines.WHY).select_for_update(skip_locked=True)
        change = rows.filter(pk=change_id, state=ChangeState.PLANNED).first()
        if change is None:
            return None
        try:
            with transaction.atomic():
                change.state = ChangeState.APPLIED
                change.version += 1
                change.save()
                carry_out(change, Act(actor, now))
        except Refused:
            change.state = ChangeState.PLANNED
            trail(actor, "unit.change_did_not_fit", change, now)
            return None
        trail(actor, "unit.change_came_due", change, now)
        return change
