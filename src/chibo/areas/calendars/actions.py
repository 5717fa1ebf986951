"""Making and revoking addresses to subscribe to."""

import hashlib
import secrets
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from chibo.areas.calendars.errors import TooManyFeeds
from chibo.areas.calendars.models import CalendarFeed, FeedKind
from chibo.areas.calendars.permissions import VIEW
from chibo.areas.organisation.queries import get_unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _

MOST = 10


class NewFeed(NamedTuple):
    """The address just made, with its secret: shown now and never again."""

    feed: CalendarFeed
    secret: str


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_feed(*, actor: Actor, kind: str, unit_id: int | None, now: datetime) -> NewFeed:
    """A new address for the actor. Raises NotThere, NotAllowed, TooManyFeeds."""
    if actor.account_id is None or kind not in FeedKind.values:
        raise NotThere(_("Không có loại lịch này."))
    unit = None
    if kind == FeedKind.UNIT:
        unit = get_unit(actor, unit_id or 0)
        actor.require(VIEW, unit)
    elif actor.member_id is None:
        raise NotThere(_("Tài khoản này chưa gắn với đảng viên nào nên chưa có lịch riêng."))
    own = CalendarFeed.objects.all().visible_to_owner(actor).filter(revoked_at__isnull=True)
    if own.select_for_update().count() >= MOST:
        raise TooManyFeeds(_("Đã có %d địa chỉ lịch. Hãy thu hồi địa chỉ không dùng nữa.") % MOST)
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        account_id=actor.account_id, kind=kind, unit=unit, secret_hash=hashed(secret), made_at=now
    )
    _trail(actor, "calendar.made", feed, now)
    return NewFeed(feed, secret)


@transaction.atomic
def revoke_feed(*, actor: Actor, feed_id: int, now: datetime) -> None:
    """The address answers nobody from now on; revoked twice changes nothing."""
    rows = CalendarFeed.objects.all().visible_to_owner(actor).select_for_update(of=("self",))
    feed = rows.filter(pk=feed_id).first()
    if feed is None:
        raise NotThere(_("Không có địa chỉ lịch này, hoặc địa chỉ là của người khác."))
    if feed.revoked_at is None:
        feed.revoked_at = now
        feed.save()
        _trail(actor, "calendar.revoked", feed, now)


def _trail(actor: Actor, action: str, feed: CalendarFeed, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=feed.unit_id,
        target=f"calendar:{feed.pk}",
        changes={"kind": feed.kind},
    )
