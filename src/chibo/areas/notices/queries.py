"""Reading notices: only one's own."""

from chibo.areas.notices.models import Notice, NoticeChoice
from chibo.core.actor import Actor

PAGE = 50


def own_notices(actor: Actor, before: int | None = None, size: int = PAGE) -> list[Notice]:
    """The actor's notices, newest first; one more than a page where there are more. One read."""
    rows = Notice.objects.all().own(actor)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[: size + 1])


def count_unread(actor: Actor) -> int:
    """How many the actor has not read. One read."""
    return int(Notice.objects.all().own(actor).filter(read_at__isnull=True).count())


def own_choice(actor: Actor) -> NoticeChoice:
    """How the actor wants to be told; nothing beside the list where nothing was chosen."""
    found: NoticeChoice | None = NoticeChoice.objects.all().own(actor).first()
    return found or NoticeChoice(account_id=actor.account_id or 0, version=0)
