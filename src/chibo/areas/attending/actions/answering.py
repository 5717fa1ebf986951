"""The secretary answers."""

from datetime import datetime

from django.db import transaction

from chibo.areas.attending import permissions
from chibo.areas.attending.actions.asking import lock_absence, trail
from chibo.areas.attending.errors import BadAbsence
from chibo.areas.attending.events import AbsenceAnswered
from chibo.areas.attending.models import Absence, AbsenceReason, AbsenceState
from chibo.areas.meetings.actions import mark_attendance
from chibo.areas.meetings.models import AttendanceState
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _
from chibo.core.rows import require_version


@transaction.atomic
def answer_absence(
    *, actor: Actor, absence_id: int, granted: bool, version: int, now: datetime
) -> Absence:
    """Say yes or no. Yes puts “vắng có lý do” with the reason from the list on the roll.

    The same answer twice changes nothing; another answer than somebody else's meanwhile raises
    ChangedMeanwhile. Raises NotThere, NotAllowed, BadAbsence, MeetingLocked, BadMeeting.
    """
    row = lock_absence(actor, absence_id)
    actor.require(permissions.ANSWER, row.meeting.unit)
    wanted = AbsenceState.GRANTED if granted else AbsenceState.DECLINED
    if row.state == wanted:
        return row
    require_version(row.version, version)
    if row.state != AbsenceState.ASKED:
        raise BadAbsence(
            _("Đã trả lời “%s”. Muốn đổi thì ghi ở điểm danh.") % row.get_state_display()
        )
    if granted:
        mark_attendance(
            actor=actor,
            meeting_id=row.meeting_id,
            member_id=row.member_id,
            state=AttendanceState.EXCUSED,
            was=None,
            reason=str(AbsenceReason(row.reason).label),
            now=now,
        )
    row.state, row.answered_by, row.answered_at = wanted, actor.name, now
    row.version += 1
    row.save()
    trail(actor, "absence.answered", row, now)
    announce(AbsenceAnswered(row.pk, row.version, row.member_id, row.meeting_id, now))
    return row
