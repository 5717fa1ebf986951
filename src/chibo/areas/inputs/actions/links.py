"""Links by which an organisation sends its lines without an account."""

import hashlib
import secrets
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from chibo.areas.inputs.errors import BadInput
from chibo.areas.inputs.models import Input
from chibo.areas.inputs.queries import givers_of
from chibo.areas.meetings.actions.locking import lock_open_meeting
from chibo.areas.meetings.models import Meeting
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _

WHY = "inputs of a meeting the actor runs"


class NewLink(NamedTuple):
    """The link just made, with its secret: shown now and never again."""

    row: Input
    secret: str


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_link(*, actor: Actor, meeting_id: int, giver: str, now: datetime) -> NewLink:
    """A link for one organisation; one made before answers nobody from now on.

    Raises NotThere, NotAllowed, MeetingLocked, BadInput once the meeting was held.
    """
    meeting = lock_preparing(actor, meeting_id)
    row = input_for(meeting, giver)
    secret = secrets.token_urlsafe(32)
    row.secret_hash = hashed(secret)
    row.save()
    trail(actor, "input.link_made", row, now)
    return NewLink(row, secret)


@transaction.atomic
def revoke_link(*, actor: Actor, meeting_id: int, giver: str, now: datetime) -> None:
    """The link answers nobody from now on; what came by it stays. Revoked twice changes nothing."""
    meeting = lock_open_meeting(actor, meeting_id)
    row = Input.objects.unscoped(WHY).filter(meeting=meeting, giver=giver).first()
    if row is not None and row.secret_hash is not None:
        row.secret_hash = None
        row.save(update_fields=["secret_hash"])
        trail(actor, "input.link_revoked", row, now)


def lock_preparing(actor: Actor, meeting_id: int) -> Meeting:
    """The meeting the actor prepares, held; BadInput once it was held."""
    meeting = lock_open_meeting(actor, meeting_id)
    if meeting.is_held:
        raise BadInput(_("Buổi họp đã diễn ra nên không nhận ý kiến gửi trước nữa."))
    return meeting


def input_for(meeting: Meeting, giver: str) -> Input:
    """The row of one organisation, saved; NotThere for one that nobody lists."""
    row = Input.objects.unscoped(WHY).filter(meeting=meeting, giver=giver).first()
    if row is not None:
        row.meeting = meeting
        return row
    names = {each.code: each.name for each in givers_of(meeting)}
    if giver not in names:
        raise NotThere(_("Tổ chức này không có trong danh sách gửi ý kiến trước của chi bộ."))
    return Input.objects.create(meeting=meeting, giver=giver, giver_name=names[giver])


def trail(actor: Actor, action: str, row: Input, now: datetime) -> None:
    """One event of one input: whose it is, never what it says."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=row.meeting.unit_id,
        target=f"input:{row.pk}",
        changes={"giver": row.giver, "meeting": row.meeting_id},
    )
