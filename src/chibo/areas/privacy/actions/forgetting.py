"""Each night: what is past its time goes, in bounded batches, with one line in the trail."""

from datetime import datetime

from django.db import transaction

from chibo.areas.privacy.retention import Rule, past_rows, retention
from chibo.core import audit
from chibo.core.actor import Actor

BATCH = 1_000
MOST = 50
"""So many batches of one rule in one night; what is more waits for the next."""


@transaction.atomic
def forget(*, actor: Actor, now: datetime) -> dict[str, int]:
    """Remove what the rules let go without asking; says how many rows by rule.

    By a command or a job. Done twice it changes nothing; nothing to remove leaves no line.
    """
    found = {rule.code: _remove(rule, now) for rule in retention() if not rule.asks}
    gone = {code: number for code, number in found.items() if number}
    if gone:
        audit.record(actor=actor, action="privacy.forgotten", at=now, changes={**gone})
    return gone


def _remove(rule: Rule, now: datetime) -> int:
    """How many rows of the rule's own table went; what hangs from them goes with them."""
    removed = 0
    for _batch in range(MOST):
        ids = list(past_rows(rule, now).values_list("pk", flat=True)[:BATCH])
        if not ids:
            break
        rows = past_rows(rule, now).filter(pk__in=ids)
        rows.order_by().update(**rule.sets) if rule.sets else rows.delete()
        removed += len(ids)
    return removed
