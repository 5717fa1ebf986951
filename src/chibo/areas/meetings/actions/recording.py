"""Step 2: attendance, times, notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.actions.locking import lock_open_meeting, save_changes, trail
from chibo.areas.meetings.errors import BadMeeting, NotesChanged, ReasonsChanged
from chibo.areas.meetings.models import AgendaPoint, Attendance, AttendanceState, Meeting
from chibo.areas.meetings.queries import newcomers_to, roll_of
from chibo.areas.meetings.rules import length_minutes
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile
from chibo.core.i18n import _
from chibo.core.rows import require_version
from chibo.core.vietnamese import show_date, show_time

REASON_LENGTH = 200
LONGEST = 12 * 60  # minutes; more than that is a slip of the keyboard


@transaction.atomic
def mark_attendance(
    *,
    actor: Actor,
    meeting_id: int,
    member_id: int,
    state: str,
    was: str | None,
    reason: str = "",
    now: datetime,
) -> Attendance:
    """Write down where a member was. The same tap twice changes nothing.

    `was` is what the person saw before tapping ("" for nothing, None: not known); when somebody
    else wrote another state meanwhile it is left alone and ChangedMeanwhile is raised.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    row = _attendance_of(meeting, member_id)
    new = _state(state)
    if row.pk and row.state == new:
        return row
    if row.pk and was is not None and row.state != was:
        raise ChangedMeanwhile(
            _("%(name)s vừa được người khác ghi là “%(state)s”. Hãy xem lại rồi chọn lại nếu cần.")
            % {"name": row.member.full_name, "state": row.get_state_display()}
        )
    before, row.state, row.reason = row.state, new, _reason_for(new, reason)
    row.save()
    trail(actor, "attendance.marked", meeting, now, {f"member:{member_id}": [before, str(new)]})
    return row


def _attendance_of(meeting: Meeting, member_id: int) -> Attendance:
    """What was said of a member of this meeting; a new row where nothing was."""
    known = (*roll_of(meeting), *newcomers_to(meeting))
    member = next((row.member for row in known if row.member.pk == member_id), None)
    if member is None:
        raise BadMeeting(_("Người này không có trong danh sách chi bộ vào ngày họp."))
    row = Attendance.objects.filter(meeting=meeting, member=member).first()
    return row or Attendance(meeting=meeting, member=member)


def _state(text: str) -> AttendanceState:
    if text not in AttendanceState.values:
        raise BadMeeting(_("Chưa chọn có mặt hay vắng. Hãy chọn một trong bốn ô."))
    return AttendanceState(text)


def _reason_for(state: AttendanceState, reason: str) -> str:
    refuse_if_secret(title=reason)
    return "" if state == AttendanceState.PRESENT else reason.strip()[:REASON_LENGTH]


@transaction.atomic
def give_reasons(
    *,
    actor: Actor,
    meeting_id: int,
    reasons: Mapping[int, str],
    was: Mapping[int, str] | None = None,
    now: datetime,
) -> None:
    """Write down why people were absent (the minutes name it, domain §11); by member id.

    `was`: what the person had read of each; only what they changed is written, all of it or none.
    Raises ReasonsChanged with the members somebody else wrote on meanwhile.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    absent = Attendance.objects.filter(meeting=meeting).exclude(state=AttendanceState.PRESENT)
    rows = {row.member_id: row for row in absent.order_by("id")}
    if was is not None:
        reasons = {one: text for one, text in reasons.items() if text.strip() != was.get(one, "")}
        contested = [one for one in reasons if not _may_write(rows.get(one), was, reasons)]
        if contested:
            raise ReasonsChanged(contested)
    for row in (rows[one] for one in rows if one in reasons):
        reason = _reason_for(AttendanceState(row.state), reasons[row.member_id])
        if reason != row.reason:
            changes = {f"member:{row.member_id}": [row.reason, reason]}
            row.reason = reason
            row.save(update_fields=["reason"])
            trail(actor, "attendance.reason", meeting, now, changes)


def _may_write(row: Attendance | None, was: Mapping[int, str], reasons: Mapping[int, str]) -> bool:
    """Whether nobody else wrote another reason, or that they came after all, since it was read."""
    if row is None:
        return False
    return row.reason in (was.get(row.member_id, ""), reasons[row.member_id].strip())


@transaction.atomic
def mark_rest_present(*, actor: Actor, meeting_id: int, now: datetime) -> int:
    """Everyone about whom nothing was said yet is present; says how many that were."""
    meeting = lock_open_meeting(actor, meeting_id)
    rest = [row.member for row in roll_of(meeting) if row.state is None]
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member=member, state=AttendanceState.PRESENT) for member in rest
    )
    if rest:
        trail(actor, "attendance.rest_present", meeting, now, {"members": [m.pk for m in rest]})
    return len(rest)


@dataclass(frozen=True)
class Sitting:
    """What the form about the sitting itself holds."""

    held_on: date
    starts_at: time | None
    ends_at: time | None
    chair_name: str
    minutes_by: str
    visitors: str
    speakers: int | None
    conclusion: str


@transaction.atomic
def record_sitting(
    *, actor: Actor, meeting_id: int, sitting: Sitting, version: int, now: datetime
) -> Meeting:
    """Day, times, chair, secretary, speakers, conclusion. A day to come is refused."""
    meeting = lock_open_meeting(actor, meeting_id)
    require_version(meeting.version, version)
    if sitting.held_on > now.date():
        raise BadMeeting(
            _("Ngày họp %s chưa tới. Hãy ghi sau khi đã họp.") % show_date(sitting.held_on)
        )
    if abs((sitting.held_on - meeting.month).days) > 62:
        raise BadMeeting(_("Ngày họp cách xa tháng %s. Hãy xem lại ngày.") % meeting.round.label)
    _check_length(sitting)
    refuse_if_secret(text=sitting.conclusion)
    return save_changes(actor, meeting, vars(sitting), "meeting.recorded", now)


def _check_length(sitting: Sitting) -> None:
    """An end before the start is past midnight; a day-long meeting is a wrong time."""
    if sitting.starts_at is None or sitting.ends_at is None:
        return
    minutes = length_minutes(sitting.starts_at, sitting.ends_at)
    if not 0 < minutes <= LONGEST:
        raise BadMeeting(
            _("Từ %(start)s đến %(end)s không giống thời gian một buổi họp. Hãy xem lại giờ.")
            % {"start": show_time(sitting.starts_at), "end": show_time(sitting.ends_at)}
        )


@dataclass(frozen=True)
class WrittenNote:
    """What was typed under one agenda point, and the version the typist had seen."""

    point_id: int
    text: str
    version: int


@transaction.atomic
def write_notes(
    *, actor: Actor, meeting_id: int, notes: Sequence[WrittenNote], now: datetime
) -> None:
    """Keep the notes, all of them or none.

    Raises NotesChanged with the points somebody else wrote on meanwhile. Untouched points are no
    conflict: only a text that differs on both sides is.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    points = {point.pk: point for point in AgendaPoint.objects.filter(meeting=meeting)}
    typed = [(points[note.point_id], note) for note in notes if note.point_id in points]
    changed = [(point, note) for point, note in typed if point.notes != _plain(note.text)]
    conflicts = [point.pk for point, note in changed if point.version != note.version]
    if conflicts:
        raise NotesChanged(conflicts)
    for point, note in changed:
        refuse_if_secret(text=_plain(note.text))
        _keep_note(actor, meeting, point, _plain(note.text), now)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()


def _keep_note(
    actor: Actor, meeting: Meeting, point: AgendaPoint, text: str, now: datetime
) -> None:
    before, point.notes = point.notes, text
    point.version += 1
    point.save(update_fields=["notes", "version"])
    trail(actor, "notes.written", meeting, now, {f"point:{point.pk}": [before, text]})
