"""Once an hour: requests whose day is near or past, told to those who answer."""

from datetime import datetime, timedelta

from django.db import transaction

from chibo.areas.notices.recipients import accounts_over
from chibo.areas.notices.telling import Told, tell
from chibo.areas.privacy.models import DataRequest, RequestState
from chibo.areas.privacy.permissions import ANSWER
from chibo.core.actor import Actor
from chibo.core.vietnamese import show_date

SOON = timedelta(days=2)


@transaction.atomic
def remind(*, actor: Actor, now: datetime) -> int:
    """Tell of each once when its day is near and once when it is past. Says how many are new."""
    today = now.date()
    rows = DataRequest.objects.unscoped(f"whose day is near, by {actor.name}")
    waiting = [
        row
        for row in rows.filter(state=RequestState.OPEN).select_related("member")
        if row.next_due() <= today + SOON
    ]
    over = accounts_over(ANSWER, {row.path for row in waiting}, today) if waiting else {}
    return tell([_told(row, over[row.path], row.next_due() < today) for row in waiting], now)


def _told(row: DataRequest, accounts: list[int], is_late: bool) -> Told:
    kind, due = "privacy.overdue" if is_late else "privacy.soon", row.next_due()
    facts = {"day": show_date(due)}
    return Told(kind, f"{kind}:{row.pk}:{due.isoformat()}", row.ref, accounts, facts)
