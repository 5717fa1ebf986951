"""The figures of a cell's month, counted from its records; the screen and the paper share them."""

from dataclasses import asdict, dataclass
from typing import Any

from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.tasks.models import ReviewOutcome, Task, TaskReview
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.vietnamese import percent, show_percent, show_points


@dataclass(frozen=True)
class Figure:
    """One line of the report's table; `value` is what screen and paper print ("" = no data)."""

    code: str
    label: str
    value: str
    unit: str


def month_figures(unit: Unit, month: Month) -> list[Figure]:
    """All figures of the unit's month, in the order of the report. Eight queries."""
    return [*_members(unit, month), *_meetings(unit, month), *_tasks(unit, month)]


def as_data(figures: list[Figure]) -> list[dict[str, Any]]:
    """The snapshot kept with a submitted report."""
    return [asdict(figure) for figure in figures]


def from_data(rows: list[dict[str, Any]]) -> list[Figure]:
    """The figures of a snapshot."""
    return [Figure(**row) for row in rows]


def _members(unit: Unit, month: Month) -> list[Figure]:
    rows = Member.objects.unscoped("the month of a cell the actor may report on").filter(cell=unit)
    held = list(rows.counted_on(month.last))
    people = _("đảng viên")
    probationary = sum(1 for member in held if not member.full_by(month.last))
    exempt = sum(1 for member in held if member.exempt_on(month.last))
    admitted = rows.filter(joined_on__range=(month.first, month.last)).count()
    return [
        Figure("members", _("Tổng số đảng viên cuối tháng"), str(len(held)), people),
        Figure("probationary", _("Trong đó: dự bị"), str(probationary), people),
        Figure("exempt", _("Miễn sinh hoạt"), str(exempt), people),
        Figure("admitted", _("Kết nạp trong tháng"), str(admitted), people),
    ]


def _meetings(unit: Unit, month: Month) -> list[Figure]:
    rows = Meeting.objects.unscoped("the month of a cell the actor may report on")
    held = list(rows.filter(unit=unit).in_month(month).held().select_related("score_sheet"))
    expected = sum(meeting.expected or 0 for meeting in held)
    present = sum(meeting.present or 0 for meeting in held)
    share = percent(present, expected)
    sheet = next((s for m in held if (s := _sheet(m)) and m.is_regular), None)
    score = show_points(sheet.self_total) if sheet else ""
    return [
        Figure("meetings", _("Số buổi sinh hoạt"), str(len(held)), _("buổi")),
        Figure("thematic", _("Trong đó: có chuyên đề"), str(_thematic(held)), _("buổi")),
        Figure("expected", _("Đảng viên phải dự"), str(expected) if held else "", _("lượt")),
        Figure("present", _("Có mặt"), str(present) if held else "", _("lượt")),
        Figure("attendance", _("Tỷ lệ dự họp"), show_percent(share), ""),
        Figure("self_score", _("Điểm chi bộ tự chấm"), score, _("điểm")),
    ]


def _sheet(meeting: Meeting) -> ScoreSheet | None:
    return getattr(meeting, "score_sheet", None)


def _thematic(held: list[Meeting]) -> int:
    return sum(1 for meeting in held if meeting.kind in {"thematic", "combined"})


def _tasks(unit: Unit, month: Month) -> list[Figure]:
    rows = Task.objects.unscoped("the month of a cell the actor may report on").filter(unit=unit)
    days = (month.first, month.last)
    given = rows.filter(given_on__range=days).count()
    done = rows.filter(state="done", ended_on__range=days).count()
    carried = TaskReview.objects.filter(
        task__unit=unit, on__range=days, outcome=ReviewOutcome.CARRIED
    ).count()
    still = rows.still_open().count()
    jobs = _("nhiệm vụ")
    return [
        Figure("tasks_given", _("Nhiệm vụ giao trong tháng"), str(given), jobs),
        Figure("tasks_done", _("Nhiệm vụ hoàn thành trong tháng"), str(done), jobs),
        Figure("tasks_carried", _("Nhiệm vụ chuyển tiếp"), str(carried), jobs),
        Figure("tasks_open", _("Nhiệm vụ đang làm"), str(still), jobs),
    ]
