"""Once an hour: requests and breaches whose time is near or past, told to who answers for them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from chibo.areas.notices.recipients import accounts_over
from chibo.areas.notices.telling import Told, tell
from chibo.areas.privacy.models import Breach, DataRequest, RequestState
from chibo.areas.privacy.permissions import ANSWER, BREACHES
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.vietnamese import show_date

SOON = timedelta(days=2)
HOURS_LEFT = timedelta(hours=24)
"""Of the clock of a breach, when those who keep it are told."""


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
    requests = [_told(row, over[row.path], row.next_due() < today) for row in waiting]
    return tell([*requests, *_breaches(actor, now)], now)


def _breaches(actor: Actor, now: datetime) -> Iterable[Told]:
    """Those nobody was told of yet: a day before their clock runs out, and after."""
    rows = Breach.objects.unscoped(f"whose clock runs out, by {actor.name}")
    waiting = rows.filter(told_at=None, closed_at=None, notice_by__lte=now + HOURS_LEFT)
    found = list(waiting.select_related("unit"))
    over = accounts_over(BREACHES, {row.path for row in found}, now.date()) if found else {}
    for row in found:
        kind = "breach.overdue" if row.notice_by < now else "breach.soon"
        by = row.notice_by.astimezone(ZONE)
        facts = {"day": show_date(by.date()), "hour": f"{by:%H:%M}"}
        occasion = f"{kind}:{row.pk}:{row.notice_by.isoformat()}"
        yield Told(kind, occasion, row.ref, over[row.path], facts)


def _told(row: DataRequest, accounts: list[int], is_late: bool) -> Told:
    kind, due = "privacy.overdue" if is_late else "privacy.soon", row.next_due()
    facts = {"day": show_date(due)}
    return Told(kind, f"{kind}:{row.pk}:{due.isoformat()}", row.ref, accounts, facts)
