"""Closing a meeting with all that belongs to it: score, resolution, last month's tasks."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from chibo.areas.meetings import actions as meetings
from chibo.areas.meetings.actions.closing import require_complete
from chibo.areas.meetings.actions.locking import lock_open_meeting
from chibo.areas.meetings.errors import BadMeeting, CannotClose
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.reports.errors import ReportAccepted
from chibo.areas.reports.models import MonthlyReport, ReportState
from chibo.areas.reports.papers.making import keep_resolution
from chibo.areas.reports.queries import LOCKED, find_report
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
    require_complete(meeting, now.date())
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

    A submitted report must be taken back by the superior first, so that what lies with them and
    what is on record never differ.
    """
    meeting = get_meeting(actor, meeting_id)
    _require_no_lock(meeting)
    return meetings.reopen(actor=actor, meeting_id=meeting_id, reason=reason, now=now)


def _require_no_lock(meeting: Meeting) -> None:
    """Held against somebody submitting at this moment, who then finds the meeting open."""
    rows = MonthlyReport.objects.unscoped("the report of a meeting the actor may see")
    held = rows.select_for_update().filter(unit=meeting.unit, month=meeting.month)
    report = held.first()
    if report is None or report.state not in LOCKED:
        return
    if report.state == ReportState.ACCEPTED:
        raise ReportAccepted(
            _(
                "Cấp trên đã nhận báo cáo tháng này nên không mở lại được. "
                "Hãy trao đổi với cấp trên."
            )
        )
    raise ReportAccepted(
        _("Báo cáo tháng đang ở cấp trên. Hãy đề nghị cấp trên trả lại rồi mở buổi họp để sửa.")
    )


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
    report = find_report(meeting.unit, meeting.round)
    if meeting.origin == "" and (report is None or report.state not in LOCKED):
        raise CannotDecide(
            _("Chi bộ chưa nộp báo cáo và phiếu chấm của tháng này nên chưa chấm chính thức được.")
        )
