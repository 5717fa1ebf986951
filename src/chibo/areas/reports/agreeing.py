"""Whether submitted reports still say what the records say, for many reports in two statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Count, Sum

from chibo.areas.meetings.models import Meeting, MeetingQuerySet, MeetingState
from chibo.areas.members.models import Member
from chibo.areas.reports.models import MonthlyReport
from chibo.core.i18n import _
from chibo.core.periods import Month

WHY = "the months of cells whose reports the actor decides"

Key = tuple[int, date]
Facts = dict[str, str]


def why_not(reports: Sequence[MonthlyReport]) -> Mapping[int, str]:
    """For each report that should be looked at before it is accepted: why.

    A meeting of the month was opened again, or members, meetings or presence are no longer those
    the report was sent with. The numbers of a report that came without any cannot disagree.
    """
    reopened = _reopened(reports)
    counted = _counted(reports)
    found = {}
    for report in reports:
        key = (report.unit_id, report.month)
        sent = {row["code"]: row["value"] for row in report.figures.get("rows", [])}
        moved = [name for code, name in _names().items() if _differs(sent, counted[key], code)]
        if key in reopened:
            found[report.pk] = _("buổi sinh hoạt của tháng đang mở lại")
        elif moved:
            found[report.pk] = _("số liệu đã đổi từ khi nộp: %s") % ", ".join(moved)
    return found


def _names() -> Mapping[str, str]:
    return {
        "members": _("tổng số đảng viên"),
        "meetings": _("số buổi sinh hoạt"),
        "expected": _("phải dự"),
        "present": _("có mặt"),
    }


def _differs(sent: Facts, counted: Facts, code: str) -> bool:
    return bool(sent.get(code)) and sent[code] != counted.get(code, "0")


def _reopened(reports: Sequence[MonthlyReport]) -> set[Key]:
    rows = _meetings(reports).filter(state=MeetingState.REOPENED)
    return set(rows.values_list("unit_id", "month"))


def _counted(reports: Sequence[MonthlyReport]) -> defaultdict[Key, Facts]:
    found: defaultdict[Key, Facts] = defaultdict(dict)
    held = _meetings(reports).held().values("unit_id", "month")
    sums = held.annotate(n=Count("id"), due=Sum("expected"), came=Sum("present"))
    for unit_id, month, *numbers in sums.values_list("unit_id", "month", "n", "due", "came"):
        texts = map(str, numbers)
        found[unit_id, month].update(zip(("meetings", "expected", "present"), texts, strict=True))
    for month in {report.month for report in reports}:
        cells = [report.unit_id for report in reports if report.month == month]
        rows = Member.objects.unscoped(WHY).filter(cell__in=cells)
        there = rows.counted_on(Month.of(month).last).values("cell_id").annotate(n=Count("id"))
        for cell_id, number in there.values_list("cell_id", "n"):
            found[cell_id, month]["members"] = str(number)
    return found


def _meetings(reports: Sequence[MonthlyReport]) -> MeetingQuerySet:
    rows = Meeting.objects.unscoped(WHY)
    return rows.filter(
        unit__in={report.unit_id for report in reports},
        month__in={report.month for report in reports},
    )
