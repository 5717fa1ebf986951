"""A member asks to be away from a meeting of their cell, or takes that back."""

from datetime import datetime

from django.db import transaction

from chibo.areas.attending.errors import BadAbsence
from chibo.areas.attending.models import Absence, AbsenceReason, AbsenceState
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.models import Attendance, AttendanceState, Meeting
from chibo.areas.meetings.queries import roll_of
from chibo.areas.members.models import Member
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.rows import lock_row

REMARK_LENGTH = 300
WHY = "a meeting of the member's own cell"


@transaction.atomic
def ask_absence(
    *, actor: Actor, meeting_id: int, reason: str, remark: str, now: datetime
) -> Absence:
    """Ask to be away, with a reason from the list; the free remark is for the chi ủy only.

    Asked again before the answer, the reason and the remark are replaced; the same twice changes
    nothing. The remark never enters the trail. Raises NotThere, BadAbsence, MarkedSecret.
    """
    meeting, member = lock_own_meeting(actor, meeting_id)
    remark = remark.strip()
    _check(meeting, reason, remark, now)
    row = Absence.objects.visible_to(actor).filter(meeting=meeting, member=member).first()
    if row is None:
        row = Absence(meeting=meeting, member=member, asked_at=now, version=0)
    elif row.state != AbsenceState.ASKED:
        raise BadAbsence(
            _("Bí thư đã trả lời “%s”. Muốn đổi, hãy rút lại rồi xin lại.")
            % row.get_state_display()
        )
    elif (row.reason, row.remark) == (reason, remark):
        return row
    row.reason, row.remark = reason, remark
    row.version += 1
    row.save()
    trail(actor, "absence.asked", row, now)
    return row


@transaction.atomic
def withdraw_absence(*, actor: Actor, meeting_id: int, now: datetime) -> None:
    """Take it back: the member will come. An absence granted leaves the roll again."""
    meeting, member = lock_own_meeting(actor, meeting_id)
    row = Absence.objects.visible_to(actor).filter(meeting=meeting, member=member).first()
    if row is None:
        return
    if meeting.is_held:
        raise BadAbsence(_("Buổi họp đã đóng nên không rút lại được."))
    if row.state == AbsenceState.GRANTED:
        said = Attendance.objects.filter(meeting=meeting, member=row.member_id)
        said.filter(state=AttendanceState.EXCUSED).delete()
    trail(actor, "absence.withdrawn", row, now)
    row.delete()


def lock_own_meeting(actor: Actor, meeting_id: int) -> tuple[Meeting, Member]:
    """A meeting on whose roll the actor stands, held, and who they are; NotThere otherwise."""
    rows = Meeting.objects.unscoped(WHY).select_related("unit").select_for_update(of=("self",))
    meeting = rows.filter(pk=meeting_id).first()
    roll = roll_of(meeting) if meeting is not None and actor.member_id is not None else []
    own = [row.member for row in roll if row.member.pk == actor.member_id]
    if meeting is None or not own:
        raise NotThere(_("Không có buổi họp này trong lịch của chi bộ mình."))
    return meeting, own[0]


def _check(meeting: Meeting, reason: str, remark: str, now: datetime) -> None:
    day = meeting.planned_on or meeting.month
    if meeting.is_held or meeting.held_on is not None or day < now.date():
        raise BadAbsence(_("Buổi họp đã qua. Hãy báo trực tiếp với bí thư chi bộ."))
    if reason not in AbsenceReason.values:
        raise BadAbsence(_("Chưa chọn lý do. Hãy chọn một lý do trong danh sách."))
    if len(remark) > REMARK_LENGTH:
        raise BadAbsence(_("Lời nhắn dài quá %d chữ. Hãy ghi ngắn hơn.") % REMARK_LENGTH)
    refuse_if_secret(text=remark)


def trail(actor: Actor, action: str, row: Absence, now: datetime) -> None:
    """One event of one absence: its reason from the list, never its remark."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=row.meeting.unit_id,
        target=f"meeting:{row.meeting_id}",
        changes={"member": row.member_id, "reason": row.reason, "state": row.state},
    )


def lock_absence(actor: Actor, absence_id: int) -> Absence:
    """An absence the chi ủy may see, held."""
    rows = Absence.objects.select_related("meeting__unit", "member")
    return lock_row(rows, actor, pk=absence_id)
