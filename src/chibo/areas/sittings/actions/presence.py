"""A member's phone asks, the chair confirms."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from chibo.areas.meetings.actions import mark_attendance
from chibo.areas.meetings.actions.locking import lock_open_meeting
from chibo.areas.meetings.errors import MeetingLocked
from chibo.areas.meetings.models import AttendanceState, Meeting
from chibo.areas.meetings.queries import roll_of
from chibo.areas.sittings.codes import find_turn
from chibo.areas.sittings.errors import CodeRefused
from chibo.areas.sittings.models import PresenceRequest
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _


@transaction.atomic
def ask_presence(*, actor: Actor, meeting_id: int, code: str, now: datetime) -> Meeting:
    """A signed-in member of the cell scanned the code: they ask to be marked present.

    Nobody is present by that: the chair confirms. Asking twice changes nothing. Raises NotThere
    for somebody who is not on the roll, MeetingLocked, CodeRefused for a code that is not on
    the screen now, or that was answered already.
    """
    meeting, member_id = _own_meeting(actor, meeting_id)
    turn = find_turn(meeting_id, code, now)
    if turn is None:
        raise CodeRefused(_("Mã này đã hết hạn hoặc của buổi khác. Hãy quét lại mã đang hiện."))
    row = PresenceRequest.objects.filter(meeting=meeting, member_id=member_id).first()
    if row is not None and not row.is_declined:
        return meeting
    if row is not None and turn <= row.window:
        raise CodeRefused(_("Chủ trì đã trả lời lần quét này. Hãy gặp chủ trì, hoặc quét mã mới."))
    PresenceRequest.objects.update_or_create(
        meeting=meeting,
        member_id=member_id,
        defaults={"window": turn, "is_declined": False, "asked_at": now},
    )
    audit.record(
        actor=actor,
        action="presence.asked",
        at=now,
        unit_id=meeting.unit_id,
        target=f"meeting:{meeting.pk}",
        changes={"member": member_id},
    )
    return meeting


def _own_meeting(actor: Actor, meeting_id: int) -> tuple[Meeting, int]:
    rows = Meeting.objects.unscoped("a meeting on whose roll the actor stands")
    held = rows.select_related("unit").select_for_update(of=("self",))
    meeting = held.filter(pk=meeting_id).first() if actor.member_id is not None else None
    roll = roll_of(meeting) if meeting is not None else []
    own = [row.member.pk for row in roll if row.member.pk == actor.member_id]
    if meeting is None or not own:
        raise NotThere(_("Không có tên mình trong danh sách buổi họp này."))
    if not meeting.is_editable:
        raise MeetingLocked(_("Buổi sinh hoạt đã đóng nên không xin xác nhận có mặt được nữa."))
    return meeting, own[0]


@transaction.atomic
def confirm_presence(
    *, actor: Actor, meeting_id: int, member_ids: Collection[int], now: datetime
) -> int:
    """The chair says those who asked are here, and with that they are; says how many."""
    meeting = lock_open_meeting(actor, meeting_id)
    asked = PresenceRequest.objects.filter(meeting=meeting, is_declined=False)
    rows = list(asked.filter(member_id__in=member_ids).order_by("id"))
    for row in rows:
        mark_attendance(
            actor=actor,
            meeting_id=meeting_id,
            member_id=row.member_id,
            state=AttendanceState.PRESENT,
            was=None,
            now=now,
        )
        row.delete()
    return len(rows)


@transaction.atomic
def decline_presence(*, actor: Actor, meeting_id: int, member_id: int, now: datetime) -> None:
    """The chair does not see them. The roll stays as it is; the same code asks no second time."""
    meeting = lock_open_meeting(actor, meeting_id)
    asked = PresenceRequest.objects.filter(meeting=meeting, member_id=member_id)
    if asked.filter(is_declined=False).update(is_declined=True):
        audit.record(
            actor=actor,
            action="presence.declined",
            at=now,
            unit_id=meeting.unit_id,
            target=f"meeting:{meeting.pk}",
            changes={"member": member_id},
        )
