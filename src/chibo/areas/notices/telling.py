"""Writing notices down in the transaction of what they tell; sending comes later, outside it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from chibo.areas.notices.channels import ready_channels
from chibo.areas.notices.models import Channel, Delivery, Notice, NoticeChoice
from chibo.core.jobs import enqueue_after_commit

WHY = "notices of an occasion, whoever they are for"


@dataclass(frozen=True)
class Told:
    """One occasion and whom it concerns; the same occasion reaches an account once."""

    kind: str
    occasion: str
    ref: str
    accounts: Collection[int]
    facts: dict[str, str] = field(default_factory=dict)


def tell(told: Iterable[Told], now: datetime) -> int:
    """Keep the notices nobody has yet, and what is to be sent on the ways people chose.

    Says how many are new. A fixed number of reads and writes, however many.
    """
    wanted = {(account, t.occasion): t for t in told for account in t.accounts}
    if not wanted:
        return 0
    known = Notice.objects.unscoped(WHY).filter(occasion__in={key[1] for key in wanted})
    there = set(known.values_list("account_id", "occasion"))
    Notice.objects.bulk_create(
        [
            _notice(account, t, now)
            for (account, _o), t in wanted.items()
            if (account, _o) not in there
        ],
        ignore_conflicts=True,
        batch_size=2000,
    )
    fresh = list(known.filter(made_at=now).exclude(pk__in=[]).order_by("pk"))
    fresh = [n for n in fresh if (n.account_id, n.occasion) not in there]
    if fresh:
        _deliver_later(fresh, now)
    return len(fresh)


def _notice(account_id: int, told: Told, now: datetime) -> Notice:
    return Notice(
        account_id=account_id,
        kind=told.kind,
        occasion=told.occasion,
        ref=told.ref,
        facts=told.facts,
        made_at=now,
    )


def _deliver_later(fresh: list[Notice], now: datetime) -> None:
    ready = ready_channels()
    if not ready:
        return
    rows = NoticeChoice.objects.unscoped(WHY).filter(account__in={n.account_id for n in fresh})
    choices = {row.account_id: row for row in rows}
    deliveries = [
        Delivery(notice=notice, channel=channel, not_before=now)
        for notice in fresh
        for channel in _ways(choices.get(notice.account_id))
        if channel in ready
    ]
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True, batch_size=2000)
    if deliveries:
        enqueue_after_commit("send_notices")


def _ways(choice: NoticeChoice | None) -> list[Channel]:
    if choice is None:
        return []
    ways = [Channel.EMAIL] if choice.by_email and choice.email else []
    return [*ways, Channel.SMS] if choice.by_sms and choice.phone else ways
