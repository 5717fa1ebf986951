"""Closing a meeting with all that belongs to it: score, resolution, last month's tasks."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from chibo.areas.meetings import actions as meetings
from chibo.areas.meetings.actions.closing import require_complete
from chibo.areas.meetings.actions.locking import lock_open_meeting
from chibo.areas.meetings.errors import BadMeeting, CannotClose
from chibo.areas.meetings.models import Meeting, MeetingState
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.reports.actions.sending import take_back
from chibo.areas.reports.errors import ReportAccepted
from chibo.areas.reports.models import MonthlyReport, ReportState
from chibo.areas.reports.papers.making import keep_resolution
from chibo.areas.reports.queries import LOCKED, why_not_reopened
from chibo.areas.resolutions import actions as resolutions
from chibo.areas.resolutions.queries import earlier_tasks, find_resolution
from chibo.areas.scoring import actions as scoring
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.errors import CannotDecide
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.scoring.queries import find_sheet
from chibo.areas.tasks.models import TaskState
from chibo.core.actor import Actor
from chibo.core.i18n import _


@transaction.atomic
def close_meeting(*, actor: Actor, meeting_id: int, now: datetime) -> Meeting:
    """Close the month's meeting: scored, every earlier task spoken about, resolution adopted.

    Raises CannotClose, BadScore or BadResolution with the first thing missing; nothing is changed
    then.
    """
    seen = get_meeting(actor, meeting_id)
    if not seen.is_editable:
        return seen
    meeting = lock_open_meeting(actor, meeting_id)
    require_complete(meeting, now)
    _check_tasks(meeting)
    scoring.settle(actor=actor, meeting_id=meeting_id, now=now)
    resolutions.adopt(actor=actor, meeting=meeting, now=now)
    closed = meetings.close(actor=actor, meeting_id=meeting_id, now=now)
    keep_resolution(actor=actor, meeting=closed, now=now)
    return closed


def _check_tasks(meeting: Meeting) -> None:
    """The month's regular meeting looks at tasks; others have no such step (HD 42)."""
    if not meeting.is_regular:
        return
    rows = earlier_tasks(meeting)
    silent = [row for row in rows if row.review is None and row.task.state == TaskState.OPEN]
    if silent:
        raise CannotClose(
            _(
                "Còn %(count)d nhiệm vụ tháng trước chưa được kiểm điểm, ví dụ “%(title)s”. "
                "Hãy ghi xong, chuyển tiếp hay thôi ở bước “Nghị quyết và nhiệm vụ”."
            )
            % {"count": len(silent), "title": silent[0].task.title[:80]}
        )


@transaction.atomic
def drop_meeting(*, actor: Actor, meeting_id: int, now: datetime) -> None:
    """Take away a meeting that was only being prepared; not one that was scored or gave tasks."""
    meeting = lock_open_meeting(actor, meeting_id)
    if find_sheet(meeting) or find_resolution(meeting):
        raise BadMeeting(_("Buổi họp đã có điểm hoặc nghị quyết nên không bỏ được."))
    meetings.drop_plan(actor=actor, meeting_id=meeting_id, now=now)


@transaction.atomic
def reopen_meeting(*, actor: Actor, meeting_id: int, reason: str, now: datetime) -> Meeting:
    """Open a closed meeting for correction, until its report is accepted.

    A submitted report comes back to the cell with it, so that what lies with the superior and what
    is on record never differ; only who submits reports does that.
    """
    report = _hold_report(get_meeting(actor, meeting_id))
    if report is not None and report.state == ReportState.ACCEPTED:
        raise ReportAccepted(why_not_reopened(report))
    meeting = meetings.reopen(actor=actor, meeting_id=meeting_id, reason=reason, now=now)
    is_submitted = report is not None and report.state == ReportState.SUBMITTED
    if report is not None and is_submitted and meeting.state == MeetingState.REOPENED:
        take_back(actor=actor, report=report, because=meeting.reopened_because, now=now)
    return meeting


def _hold_report(meeting: Meeting) -> MonthlyReport | None:
    """The month's report, before the meeting is held, as every decision on it does: somebody who
    submits, accepts or returns it at this moment goes before or finds it taken back."""
    rows = MonthlyReport.objects.unscoped("the report of a meeting the actor may see")
    held = rows.select_for_update(of=("self",)).select_related("unit")
    return held.filter(unit=meeting.unit, month=meeting.month).first()


@transaction.atomic
def decide_score(
    *, actor: Actor, meeting_id: int, points: Decimal, note: str, version: int, now: datetime
) -> ScoreSheet:
    """Give the official grade on a submitted sheet (one that came with a submitted report)."""
    _require_submitted(get_meeting(actor, meeting_id))
    return scoring.decide(
        actor=actor, meeting_id=meeting_id, points=points, note=note, version=version, now=now
    )


@transaction.atomic
def decide_score_by_line(
    *,
    actor: Actor,
    meeting_id: int,
    given: Mapping[str, GivenPoints],
    note: str,
    version: int,
    now: datetime,
) -> ScoreSheet:
    """The same line by line: the superior's own column beside the cell's."""
    _require_submitted(get_meeting(actor, meeting_id))
    return scoring.decide_by_line(
        actor=actor, meeting_id=meeting_id, given=given, note=note, version=version, now=now
    )


def _require_submitted(meeting: Meeting) -> None:
    report = _hold_report(meeting)
    if meeting.origin == "" and (report is None or report.state not in LOCKED):
        raise CannotDecide(
            _("Chi bộ chưa nộp báo cáo và phiếu chấm của tháng này nên chưa chấm chính thức được.")
        )
