"""Getting hold of a meeting of a chi ủy to write on."""

from datetime import datetime
from typing import Any

from chibo.areas.committee_meetings import permissions
from chibo.areas.committee_meetings.errors import BadCommitteeMeeting
from chibo.areas.committee_meetings.models import CommitteeMeeting
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row


def lock_sitting(actor: Actor, sitting_id: int) -> CommitteeMeeting:
    """The meeting, held until the transaction ends."""
    rows = CommitteeMeeting.objects.select_related("unit", "meeting")
    sitting = lock_row(rows, actor, pk=sitting_id)
    actor.require(permissions.RUN, sitting.unit)
    return sitting


def lock_open_sitting(actor: Actor, sitting_id: int) -> CommitteeMeeting:
    """The same; refused when it is closed."""
    sitting = lock_sitting(actor, sitting_id)
    if not sitting.is_open:
        raise BadCommitteeMeeting(_("Buổi họp chi ủy đã đóng. Muốn sửa, hãy mở lại và ghi lý do."))
    return sitting


def trail(
    actor: Actor,
    action: str,
    sitting: CommitteeMeeting,
    now: datetime,
    changes: dict[str, Any] | None = None,
) -> None:
    """One audit event about a meeting of a chi ủy."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=sitting.unit_id,
        target=f"committee_meeting:{sitting.pk}",
        changes=changes,
    )
