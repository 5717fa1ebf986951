"""What waits, and who could confirm it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chibo.areas.access.models import SecondAsk
from chibo.areas.access.two_people.asking import State
from chibo.areas.access.two_people.confirmers import who_could
from chibo.core.actor import Actor

SHOWN = timedelta(days=30)


@dataclass(frozen=True)
class AskRow:
    """An asking as its reader may go on with it; `others`: how many could confirm it."""

    ask: SecondAsk
    may_decide: bool
    is_own: bool
    is_over: bool
    others: int


def asks(actor: Actor, now: datetime) -> list[AskRow]:
    """What waits where the actor could confirm it, what they asked, and what came of it lately."""
    rows = SecondAsk.objects.visible_to(actor).filter(asked_at__gt=now - SHOWN)
    rows = rows.select_related("unit", "account", "asked_by", "decided_by").order_by("-asked_at")
    return [_row(actor, ask, now) for ask in rows[:100]]


def _row(actor: Actor, ask: SecondAsk, now: datetime) -> AskRow:
    waits = ask.state == State.WAITING and ask.expires_at > now
    own = ask.asked_by_id == actor.account_id
    may = waits and not own and ask.account_id != actor.account_id
    return AskRow(
        ask,
        may_decide=may and actor.may(ask.needed, ask.unit.path),
        is_own=own,
        is_over=ask.state in (State.WAITING, State.CONFIRMED) and ask.expires_at <= now,
        others=len(who_could(ask, now.date())) if waits else 0,
    )
