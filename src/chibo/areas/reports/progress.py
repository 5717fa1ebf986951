"""How far a cell's month is: the five steps of the page *Tháng này*."""

from dataclasses import dataclass

from chibo.areas.meetings.models import Meeting, MeetingKind
from chibo.areas.meetings.queries import counts_of, has_marks, roll_of
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.reports.queries import LOCKED, find_report
from chibo.areas.resolutions.models import Resolution
from chibo.areas.resolutions.queries import find_resolution, tasks_before, wording
from chibo.areas.scoring.queries import find_sheet
from chibo.areas.tasks.models import TaskState
from chibo.areas.tasks.queries import ReviewedTask, tasks_from
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.vietnamese import show_date, show_points

PREPARE, SIT, SCORE, RESOLVE, REPORT = range(5)


@dataclass(frozen=True)
class StepProgress:
    """One step: whether it is done, and a few words on where it stands."""

    done: bool
    note: str = ""


def month_progress(unit: Unit, month: Month, meeting: Meeting | None) -> list[StepProgress]:
    """The five steps of the month, for its main meeting (None: not prepared yet)."""
    return progress_of(meeting, find_report(unit, month))


def progress_of(meeting: Meeting | None, report: MonthlyReport | None) -> list[StepProgress]:
    """Like `month_progress`, where the caller has looked for the month's report."""
    if meeting is None:
        return [StepProgress(False) for _step in range(4)] + [_report(report)]
    return [
        _prepared(meeting),
        _sat(meeting),
        _scored(meeting),
        _resolved(meeting),
        _report(report),
    ]


def current_step(steps: list[StepProgress]) -> int:
    """The first step that is not done; the last one when all are."""
    return next((index for index, step in enumerate(steps) if not step.done), REPORT)


def _prepared(meeting: Meeting) -> StepProgress:
    day = show_date(meeting.held_on or meeting.planned_on)
    told = meeting.notice_sent_on is not None
    began = meeting.is_held or meeting.starts_at is not None
    return StepProgress(told or began, day if told or began else _("%s, chưa thông báo") % day)


def _sat(meeting: Meeting) -> StepProgress:
    if meeting.is_held:
        words = {"present": meeting.present, "expected": meeting.expected}
        return StepProgress(True, _("có mặt %(present)d/%(expected)d") % words)
    if not has_marks(meeting):
        return StepProgress(False)
    counts = counts_of(roll_of(meeting))
    marked = counts.present + counts.excused + counts.unexcused
    timed = meeting.starts_at is not None and meeting.ends_at is not None
    if marked and counts.unmarked:
        return StepProgress(False, _("còn %d người chưa điểm danh") % counts.unmarked)
    note = _("đã điểm danh %d người") % marked if marked else ""
    return StepProgress(bool(marked and timed), note)


def _scored(meeting: Meeting) -> StepProgress:
    if meeting.kind == MeetingKind.EXTRAORDINARY:
        return StepProgress(True, _("không chấm điểm"))
    sheet = find_sheet(meeting)
    if sheet is None or sheet.self_total is None:
        return StepProgress(False)
    points = [sheet.self_total, sheet.second.self_total if sheet.second else None]
    told = " + ".join(show_points(each) for each in points if each is not None)
    return StepProgress(True, _("%s điểm") % told)


def _resolved(meeting: Meeting) -> StepProgress:
    resolution = find_resolution(meeting)
    if meeting.is_held and resolution is None:
        return StepProgress(True)
    given = tasks_from(resolution.ref) if resolution else []
    silent = _silent(meeting, resolution) if meeting.is_regular else []
    said = wording(meeting, resolution) if resolution else {}
    written = bool(given or said.get("direction") or said.get("results"))
    note = _("còn %d việc tháng trước") % len(silent) if silent else ""
    return StepProgress(written and not silent, note or _("%d việc mới") % len(given))


def _silent(meeting: Meeting, resolution: Resolution | None) -> list[ReviewedTask]:
    earlier = tasks_before(meeting, resolution)
    return [row for row in earlier if row.review is None and row.task.state == TaskState.OPEN]


def _report(report: MonthlyReport | None) -> StepProgress:
    if report is None:
        return StepProgress(False)
    note = str(report.get_state_display()) if report.state != "draft" else ""
    return StepProgress(report.state in LOCKED, note)
