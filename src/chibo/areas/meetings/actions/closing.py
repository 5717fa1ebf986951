"""Closing a meeting, opening it again, and correcting one of the past."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings import permissions
from chibo.areas.meetings.actions.locking import save_changes, trail
from chibo.areas.meetings.errors import BadMeeting, CannotClose
from chibo.areas.meetings.events import MeetingClosed, MeetingReopened
from chibo.areas.meetings.judging import stamp, stamp_of
from chibo.areas.meetings.models import Attendance, AttendanceState, Meeting, MeetingState
from chibo.areas.meetings.queries import RollRow, counts_of, roll_of, votes_of
from chibo.areas.meetings.rules import check_counts, not_over
from chibo.areas.rulebook.queries import meeting_rules_for
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _
from chibo.core.jobs import enqueue_after_commit
from chibo.core.periods import Month
from chibo.core.rows import lock_row, require_version
from chibo.core.vietnamese import show_date


@transaction.atomic
def close(*, actor: Actor, meeting_id: int, now: datetime) -> Meeting:
    """Close the record: its facts are counted from the roll and it counts from now on.

    Raises CannotClose with the first thing missing. Closing twice changes nothing.
    """
    meeting = lock_row(Meeting.objects.select_related("unit"), actor, pk=meeting_id)
    actor.require(permissions.RUN, meeting.unit)
    if not meeting.is_editable:
        return meeting
    roll = require_complete(meeting, now)
    _settle_rows(meeting, roll)
    counts = counts_of(roll)
    meeting.expected, meeting.present = counts.expected, counts.present
    meeting.excused, meeting.unexcused = counts.excused, counts.unexcused
    stamp(meeting)
    meeting.state, meeting.closed_at = MeetingState.CLOSED, now
    meeting.version += 1
    _save_once(meeting)
    facts = {"expected": counts.expected, "present": counts.present}
    trail(actor, "meeting.closed", meeting, now, facts)
    announce(MeetingClosed(meeting.pk))
    enqueue_after_commit("fold_figures")
    return meeting


def require_complete(meeting: Meeting, now: datetime) -> list[RollRow]:
    """The roll, when day, times, attendance and votes are complete and do not contradict each
    other; CannotClose with the first thing that is missing."""
    _check_sitting(meeting, now)
    roll = roll_of(meeting)
    _check_roll(roll)
    _check_votes(meeting, roll)
    if (meeting.speakers or 0) > counts_of(roll).present:
        raise CannotClose(
            _("Số người phát biểu nhiều hơn số người có mặt. Hãy xem lại một trong hai số.")
        )
    return roll


def _check_sitting(meeting: Meeting, now: datetime) -> None:
    if meeting.held_on is None or meeting.starts_at is None or meeting.ends_at is None:
        raise CannotClose(
            _("Chưa ghi đủ ngày họp, giờ bắt đầu và giờ kết thúc. Hãy ghi ở bước “Họp”.")
        )
    early = not_over(meeting.held_on, meeting.starts_at, meeting.ends_at, now)
    if early:
        raise CannotClose(early)
    if not meeting.unit.exists_on(meeting.held_on):
        raise CannotClose(_("Vào ngày họp chi bộ chưa thành lập hoặc đã kết thúc hoạt động."))


def _check_roll(roll: list[RollRow]) -> None:
    unsaid = [row.member.full_name for row in roll if row.state is None]
    if unsaid:
        raise CannotClose(
            _("Còn %(count)d người chưa điểm danh: %(names)s. Hãy ghi ở bước “Họp”.")
            % {"count": len(unsaid), "names": ", ".join(unsaid[:3]) + ("…" if unsaid[3:] else "")}
        )
    if not any(row.state == AttendanceState.PRESENT for row in roll):
        raise CannotClose(_("Chưa có ai được ghi là có mặt. Hãy điểm danh ở bước “Họp”."))


def _settle_rows(meeting: Meeting, roll: list[RollRow]) -> None:
    """Exactly those on the roll have a row: the exempt nobody spoke of get one, and one tapped
    before the day was moved to when they were not of the cell goes."""
    said = Attendance.objects.filter(meeting=meeting)
    said.exclude(member__in=[row.member.pk for row in roll]).delete()
    known = set(said.values_list("member_id", flat=True))
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member=row.member, state=AttendanceState.EXEMPT)
        for row in roll
        if row.member.pk not in known
    )


def _check_votes(meeting: Meeting, roll: list[RollRow]) -> None:
    """Attendance corrected after a vote may leave more votes than there were voters."""
    may_vote = sum(row.full and row.state == AttendanceState.PRESENT for row in roll)
    for vote in votes_of(meeting):
        cast = vote.in_favour + vote.against + vote.abstained
        if cast > may_vote:
            raise CannotClose(
                _(
                    "Biểu quyết “%(subject)s” có %(cast)d phiếu nhưng chỉ có %(may)d đảng viên "
                    "chính thức có mặt. Hãy sửa điểm danh, hoặc bỏ rồi ghi lại biểu quyết."
                )
                % {"subject": vote.subject, "cast": cast, "may": may_vote}
            )


def _save_once(meeting: Meeting) -> None:
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as problem:
        raise CannotClose(
            _("Chi bộ đã có một buổi cùng loại, cùng ngày, cùng giờ. Hãy xem lại buổi đó.")
        ) from problem


@transaction.atomic
def reopen(*, actor: Actor, meeting_id: int, reason: str, now: datetime) -> Meeting:
    """Open a closed record for correction. It keeps counting with its last facts meanwhile.

    Whether its report still allows that is asked by the caller (reports know meetings, not the
    other way round).
    """
    meeting = lock_row(Meeting.objects.select_related("unit"), actor, pk=meeting_id)
    actor.require(permissions.RUN, meeting.unit)
    if meeting.is_editable:
        return meeting
    if not reason.strip():
        raise BadMeeting(_("Mở lại cần một câu lý do, để cấp trên hiểu vì sao sửa."))
    if not meeting.attendance.exists():
        raise BadMeeting(
            _("Buổi này nhập từ bảng tính, không ghi từng người. Hãy nhờ cán bộ tổng hợp sửa.")
        )
    refuse_if_secret(text=reason)
    meeting.state, meeting.reopened_because = MeetingState.REOPENED, reason.strip()
    meeting.version += 1
    meeting.save()
    trail(actor, "meeting.reopened", meeting, now, {"because": reason.strip()})
    announce(MeetingReopened(meeting.pk, reason.strip(), now))
    return meeting


@dataclass(frozen=True)
class MeetingCorrection:
    """What the form of a past meeting holds."""

    kind: str
    held_on: date
    starts_at: time | None
    ends_at: time | None
    expected: int
    present: int
    excused: int | None
    unexcused: int | None
    speakers: int | None
    topic: str
    visitors: str


@transaction.atomic
def correct_meeting(
    *,
    actor: Actor,
    meeting_id: int,
    correction: MeetingCorrection,
    version: int,
    now: datetime,
    because: str = "",
) -> Meeting:
    """Correct a past meeting that came in by a workbook.

    One that was run here is corrected by reopening it, since its figures follow from its roll.
    `because`: why; the form asks for it where a figure already closed would move.
    """
    meeting = lock_row(Meeting.objects.select_related("unit"), actor, pk=meeting_id)
    actor.require(permissions.CORRECT, meeting.unit)
    require_version(meeting.version, version)
    if not meeting.is_held or meeting.attendance.exists():
        raise BadMeeting(
            _("Buổi này ghi từng người có mặt, nên hãy để chi bộ mở lại và sửa ở điểm danh.")
        )
    _check_correction(meeting, correction, now.date())
    refuse_if_secret(text=because)
    rules = meeting_rules_for(meeting.unit, correction.held_on)
    judged = stamp_of(correction.kind, correction.expected, rules)._asdict()
    after = {**vars(correction), "month": Month.of(correction.held_on).first, **judged}
    try:
        with transaction.atomic():
            save_changes(actor, meeting, after, "meeting.corrected", now, because.strip())
    except IntegrityError as problem:
        raise BadMeeting(
            _("Chi bộ đã có một buổi cùng loại, cùng ngày, cùng giờ. Hãy xem lại buổi đó.")
        ) from problem
    enqueue_after_commit("fold_figures")
    return meeting


def _check_correction(meeting: Meeting, correction: MeetingCorrection, today: date) -> None:
    if correction.held_on > today:
        raise BadMeeting(_("Ngày họp %s chưa tới.") % show_date(correction.held_on))
    if not meeting.unit.exists_on(correction.held_on):
        raise BadMeeting(_("Vào ngày này chi bộ chưa thành lập hoặc đã kết thúc hoạt động."))
    problems = check_counts(
        expected=correction.expected,
        present=correction.present,
        excused=correction.excused,
        unexcused=correction.unexcused,
    )
    if problems:
        raise BadMeeting(" ".join(problem.sentence for problem in problems))
