"""Getting hold of a summation, and leaving the trail."""

from collections.abc import Mapping
from datetime import datetime

from chibo.areas.summations.models import Summation
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.rows import lock_row, require_version


def for_writing(actor: Actor, summation_id: int, version: int, permission: str) -> Summation:
    """The summation, held for whoever changes it. NotThere, NotAllowed, ChangedMeanwhile."""
    rows = Summation.objects.select_related(
        "unit", "unit__parent", "directive__unit", "resolution__meeting__unit"
    )
    found = lock_row(rows, actor, pk=summation_id)
    actor.require(permission, found.unit)
    require_version(found.version, version, found.ref)
    return found


def trail(
    actor: Actor,
    action: str,
    summation: Summation,
    now: datetime,
    changes: Mapping[str, object],
) -> None:
    """One audit event about a summation."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=summation.unit_id,
        target=summation.ref,
        changes=dict(changes),
    )
