"""That somebody opened a member's record: in the trail, and on the member's own page."""

from collections.abc import Sequence
from datetime import datetime

from chibo.areas.members.models import Member
from chibo.core import audit
from chibo.core.actor import Actor


def note_opened(
    *, actor: Actor, member: Member, page: str, now: datetime, fields: Sequence[str] = ()
) -> None:
    """Note that a record the actor may see was shown to them; their own is nobody's business.

    `page`: on which page; `fields`: those shown of the sensitive ones.
    """
    if actor.member_id == member.pk:
        return
    audit.seen(
        actor=actor,
        action="member.opened",
        at=now,
        unit_id=member.cell_id,
        target=f"member:{member.pk}",
        facts={"page": page, "fields": list(fields)},
    )
