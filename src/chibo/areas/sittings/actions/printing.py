"""A list that is printed keeps its order, so that it can be typed back as the paper has it."""

from datetime import datetime

from django.db import transaction

from chibo.areas.documents.codes import ATTENDANCE, PRINTED_LIST, code_of
from chibo.areas.meetings import permissions
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting, roll_of
from chibo.areas.sittings.models import PrintedList
from chibo.core import audit
from chibo.core.actor import Actor


@transaction.atomic
def print_list(*, actor: Actor, meeting_id: int, now: datetime) -> str:
    """The code for a list as the roll stands; for whoever may see the meeting.

    The order is kept with the code; the same list printed again carries the same code. A closed
    meeting's list is printed for the file only: nothing is kept. Nor is anything by somebody who
    only reads the meeting: a list nobody kept in this order has no code (""), since typed back it
    would be taken for another. Raises NotThere.
    """
    meeting = get_meeting(actor, meeting_id)
    if not meeting.is_editable:
        return code_of(ATTENDANCE, meeting.pk)
    order = [row.member.pk for row in roll_of(meeting)]
    last = PrintedList.objects.filter(meeting=meeting).first()
    if last is None or last.order != order:
        if not actor.may(permissions.RUN, meeting.unit.path):
            return ""
        last = _kept(actor, meeting, order, now)
    return code_of(PRINTED_LIST, last.pk)


def _kept(actor: Actor, meeting: Meeting, order: list[int], now: datetime) -> PrintedList:
    kept = PrintedList.objects.create(meeting=meeting, order=order, printed_at=now)
    audit.record(
        actor=actor,
        action="attendance_list.printed",
        at=now,
        unit_id=meeting.unit_id,
        target=f"meeting:{meeting.pk}",
        changes={"people": len(order)},
    )
    return kept
