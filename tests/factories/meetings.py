"""Meetings that were held, their scores, and the reports of a month."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.scoring.models import ScoreSheet
from chibo.core.clock import ZONE


def a_held_meeting(
    cell: Unit,
    held_on: date = date(2026, 3, 5),
    *,
    kind: str = "regular",
    starts_at: time | None = time(19, 0),
    ends_at: time | None = time(21, 0),
    expected: int = 10,
    present: int = 9,
    month: date | None = None,
    **more: Any,
) -> Meeting:
    """A closed meeting with its facts; `month` (first day) is the round it belongs to."""
    more.setdefault("closed_at", datetime.combine(held_on, time(21, 30), tzinfo=ZONE))
    return Meeting.objects.create(
        unit=cell,
        month=month or held_on.replace(day=1),
        kind=kind,
        state=more.pop("state", "closed"),
        planned_on=more.pop("planned_on", held_on),
        held_on=held_on,
        starts_at=starts_at,
        ends_at=ends_at,
        expected=expected,
        present=present,
        excused=more.pop("excused", expected - present),
        unexcused=more.pop("unexcused", 0),
        **more,
    )


def a_planned_meeting(
    cell: Unit,
    planned_on: date = date(2026, 3, 5),
    *,
    kind: str = "regular",
    planned_at: time | None = time(19, 0),
    place: str = "Nhà văn hóa thôn",
    **more: Any,
) -> Meeting:
    """A meeting still being prepared."""
    return Meeting.objects.create(
        unit=cell,
        month=more.pop("month", planned_on.replace(day=1)),
        kind=kind,
        planned_on=planned_on,
        planned_at=planned_at,
        place=place,
        **more,
    )


def a_score(
    meeting: Meeting,
    *,
    self_total: Decimal | None = Decimal("91"),
    self_grade: str = "good",
    official_total: Decimal | None = None,
    official_grade: str = "",
    **more: Any,
) -> ScoreSheet:
    """A confirmed score sheet; official once `official_total` is given."""
    moment = datetime.combine(meeting.held_on or date(2026, 3, 5), time(22, 0), tzinfo=ZONE)
    return ScoreSheet.objects.create(
        meeting=meeting,
        self_total=self_total,
        self_grade=self_grade if self_total is not None else "",
        confirmed_at=moment if self_total is not None else None,
        official_total=official_total,
        official_grade=official_grade,
        official_at=moment if official_total is not None else None,
        **more,
    )


def a_report(
    unit: Unit,
    month: date = date(2026, 3, 1),
    *,
    state: str = "submitted",
    submitted_at: datetime | None = None,
    due_on: date | None = None,
    **more: Any,
) -> MonthlyReport:
    """A month's report; due on the 5th of the month after unless said otherwise."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 5)
    if submitted_at is None and state != "draft":
        submitted_at = datetime.combine(month.replace(day=28), time(8, 0), tzinfo=ZONE)
    return MonthlyReport.objects.create(
        unit=unit,
        month=month,
        state=state,
        due_on=due_on or following,
        first_submitted_at=more.pop("first_submitted_at", submitted_at),
        submitted_at=submitted_at,
        **more,
    )
