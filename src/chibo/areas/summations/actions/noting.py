"""Once a night: since when an issued figure says something else by the records."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from chibo.areas.notices.recipients import accounts_holding
from chibo.areas.notices.telling import Told, tell
from chibo.areas.summations import permissions
from chibo.areas.summations.models import Summation, SummationState
from chibo.areas.summations.queries.showing import see
from chibo.core.actor import Actor

SLICE = 40
"""Each is a dozen statements for every year it looks back on."""


def note_moves(*, actor: Actor, now: datetime, limit: int = SLICE) -> int:
    """Look at issued summations, those not looked at longest first; how many were looked at.

    Each in its own transaction. Nothing follows by itself: a person restates, with a reason.
    """
    wanted = (
        Summation.objects.visible_to(actor)
        .filter(state=SummationState.ISSUED)
        .exclude(looked_on=now.date())
    )
    ordered = wanted.order_by(F("looked_on").asc(nulls_first=True), "id")
    ids = list(ordered.values_list("pk", flat=True)[:limit])
    for summation_id in ids:
        _look(actor, summation_id, now)
    return len(ids)


@transaction.atomic
def _look(actor: Actor, summation_id: int, now: datetime) -> None:
    rows = Summation.objects.visible_to(actor)
    row = rows.select_for_update(of=("self",)).select_related("unit").get(pk=summation_id)
    if not row.is_issued:
        return
    found, known = see(actor, row, now.date()).moved, row.moved
    day = now.date().isoformat()
    row.moved = {each.code: known.get(each.code, day) for each in found}
    row.looked_on = now.date()
    row.save(update_fields=["moved", "looked_on"])
    if row.moved and not known:
        _tell(row, now)


def _tell(row: Summation, now: datetime) -> None:
    """Once an issued version: those who may restate it."""
    found = accounts_holding(permissions.ISSUE, [row.unit_id], now.date())
    occasion = f"summation.moved:{row.pk}:{row.versions.count()}"
    told = Told("summation.moved", occasion, row.ref, found.get(row.unit_id, []), {})
    tell([told], now)
