"""Getting hold of a meeting to write on."""

from datetime import datetime
from typing import Any

from chibo.areas.meetings import permissions
from chibo.areas.meetings.errors import MeetingLocked
from chibo.areas.meetings.models import Meeting
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row


def lock_open_meeting(actor: Actor, meeting_id: int) -> Meeting:
    """The meeting, held until the transaction ends; MeetingLocked when it is closed."""
    meeting = lock_row(Meeting.objects.select_related("unit"), actor, pk=meeting_id)
    actor.require(permissions.RUN, meeting.unit)
    if not meeting.is_editable:
        raise MeetingLocked(_("Buổi sinh hoạt đã đóng. Muốn sửa, hãy mở lại và ghi lý do."))
    return meeting


def trail(
    actor: Actor,
    action: str,
    meeting: Meeting,
    now: datetime,
    changes: dict[str, Any] | None = None,
    because: str = "",
) -> None:
    """One audit event about a meeting; `because`: why, where it was said."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=meeting.unit_id,
        target=f"meeting:{meeting.pk}",
        changes=changes,
        purpose=because,
    )


def save_changes(
    actor: Actor,
    meeting: Meeting,
    after: dict[str, Any],
    action: str,
    now: datetime,
    because: str = "",
) -> Meeting:
    """Write the given fields when one of them differs, with the old and new values in the trail."""
    changes = audit.differences({field: getattr(meeting, field) for field in after}, after)
    if changes:
        for field, value in after.items():
            setattr(meeting, field, value)
        meeting.version += 1
        meeting.save()
        trail(actor, action, meeting, now, changes, because)
    return meeting
