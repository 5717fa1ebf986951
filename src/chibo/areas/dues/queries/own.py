"""A member's own dues."""

from dataclasses import dataclass

from chibo.areas.dues.models import DuesEntry, DuesPayment
from chibo.core.actor import Actor


@dataclass(frozen=True)
class OwnMonth:
    """One month: what was due, what was paid and when."""

    entry: DuesEntry
    payments: list[DuesPayment]


def own_dues(actor: Actor, limit: int = 24) -> list[OwnMonth]:
    """The actor's last months, newest first; nothing for an account without a member."""
    if actor.member_id is None:
        return []
    rows = DuesEntry.objects.visible_to(actor).filter(member_id=actor.member_id)
    entries = list(rows.select_related("sheet__unit").order_by("-month")[:limit])
    payments = DuesPayment.objects.visible_to(actor).standing()
    by_line: dict[int, list[DuesPayment]] = {}
    for row in payments.filter(entry__in=entries).order_by("paid_on", "id"):
        by_line.setdefault(row.entry_id, []).append(row)
    return [OwnMonth(entry, by_line.get(entry.pk, [])) for entry in entries]
