"""The records behind a figure of one month that is kept, as the tree stood then."""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from chibo.areas.indicators.definitions import definition
from chibo.areas.indicators.models import CellMonth, MovedMonth
from chibo.areas.indicators.queries.admitted_and_classes import ADMITTED
from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.records import (
    MEMBERS,
    WHY,
    Asked,
    Record,
    as_called,
    judged_short,
    list_admitted,
    list_classes,
    list_meetings,
    list_members,
)
from chibo.areas.indicators.queries.standing import cell_below, path_on
from chibo.areas.meetings.models import Meeting, MeetingKind, MeetingQuerySet
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.reports.models import ReportState
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.vietnamese import show_date


def figure_records(
    *,
    actor: Actor,
    unit: Unit,
    month: Month,
    figure: str,
    today: date,
    only_numerator: bool = False,
    after: str = "",
    limit: int = 50,
) -> Page[Record]:
    """Records at and below the unit of that month behind a figure, in the order of the tree.

    At most three reads for a page, four for a month that is over; of what stands elsewhere today,
    only what the actor may still see. Raises NotThere for a figure that has no list.
    """
    day = min(month.last, today)
    stood = path_on(unit, day, today=today)
    names = definition(figure).names
    asked = Asked(
        actor, unit, stood, month, month, day, after, limit, names, "then", only_numerator
    )
    return records_of_month(asked, figure, today)


def records_of_month(asked: Asked, figure: str, today: date) -> Page[Record]:
    """The same, of a month already looked up."""
    if figure in _CELLS or figure in _VISITED:
        return as_called(asked, _cells(asked, _which(asked, figure)), today)
    if figure in MEETINGS:
        return as_called(asked, list_meetings(asked, MEETINGS[figure](asked)), today)
    if figure in MEMBERS:
        return list_members(asked, MEMBERS[figure])
    if figure in ADMITTED:
        return list_admitted(asked)
    if figure.startswith("training."):
        return list_classes(asked, figure)
    raise NotThere(_("Chưa có danh sách cho chỉ số này."))


_CELLS: dict[str, Q] = {
    "units.cells": Q(exists=True),
    "meetings.cells_met": Q(met_on__isnull=False),
    "meetings.cells_even": Q(exists=True, met_on__isnull=False),
    "meetings.even_rate": Q(exists=True),
    "reports.submitted_rate": Q(reports_due=1),
    "reports.accepted": Q(reports_accepted=1),
    "reports.late": Q(reports_late=1),
    "meetings.cells_visited_rate": Q(exists=True),
}
_NUMERATORS: dict[str, Q] = {
    "meetings.even_rate": Q(exists=True, met_on__isnull=False),
    "reports.submitted_rate": Q(reports_submitted=1),
}


_VISITED = frozenset({"meetings.cells_visited", "meetings.cells_visited_rate"})


def _which(asked: Asked, figure: str) -> Q:
    """The cells a figure counts or divides by; those of its numerator where only they are asked."""
    if figure in _VISITED and (asked.only_numerator or figure not in _CELLS):
        days = (asked.month.first, asked.day)
        visits = Meeting.objects.unscoped(WHY).held().exclude(kind=MeetingKind.EXTRAORDINARY)
        here = visits.exclude(visitors="").filter(unit=OuterRef("cell"), held_on__range=days)
        return Q(Exists(here), exists=True)
    return _NUMERATORS.get(figure, _CELLS[figure]) if asked.only_numerator else _CELLS[figure]


def _cells(asked: Asked, which: Q) -> Page[Record]:
    rows = CellMonth.objects.visible_to(asked.actor).filter(
        which,
        cell_below(asked.unit, asked.stood, "above", "cell"),
        month=asked.month.first,
        cell__path__gt=asked.after,
    )
    found = list(rows.select_related("cell").order_by("cell__path")[: asked.limit + 1])
    records = [
        Record(
            kind="unit",
            pk=cell.pk,
            unit=cell,
            title=cell.name,
            on=row.met_on,
            note=_month_note(row),
            place=cell.name,
        )
        for row in found
        for cell in (row.cell,)
    ]
    return cut(records, asked.limit, [record.unit.path for record in records])


def _month_note(row: CellMonth) -> str:
    met = _("họp ngày %s") % show_date(row.met_on) if row.met_on else _("chưa họp")
    if not row.report_state:
        return met
    report = _(str(ReportState(row.report_state).label)).lower()
    return _("%(met)s; báo cáo: %(report)s") % {"met": met, "report": report}


def _held(asked: Asked) -> MeetingQuerySet:
    """Meetings of the month in cells that stood below; of a cell moved in it, those held there."""
    below = {"month": asked.month.first}
    place = cell_below(asked.unit, asked.stood, "above", "cell")
    here = CellMonth.objects.unscoped(WHY).filter(place, **below).values("cell")
    moved = MovedMonth.objects.filter(**below)
    stood = (
        UnitStanding.objects.unscoped(WHY)
        .under(asked.stood)
        .filter(
            unit=OuterRef("unit"),
            starts_on__lte=OuterRef("held_on"),
            ends_before__gt=OuterRef("held_on"),
        )
    )
    was_moved = Q(unit__in=moved.values("cell"))
    rows = (
        Meeting.objects.visible_to(asked.actor)
        .held()
        .filter(Q(unit__in=here) & ~was_moved | was_moved & Exists(stood))
    )
    counted = rows.exclude(kind=MeetingKind.EXTRAORDINARY)
    return counted.filter(held_on__range=(asked.month.first, asked.day))


def _scored(column: str, **which: object) -> Callable[[Asked], MeetingQuerySet]:
    """Meetings by their official score, looked for only in cells where some were counted."""

    def rows(asked: Asked) -> MeetingQuerySet:
        counted: dict[str, object] = {"unit__cell_months__month": asked.month.first}
        counted[f"unit__cell_months__{column}__gt"] = 0
        return _held(asked).filter(**counted).filter(**which)

    return rows


def _short(asked: Asked) -> MeetingQuerySet:
    return _held(asked).filter(pk__in=judged_short(asked))


MEETINGS: dict[str, Callable[[Asked], MeetingQuerySet]] = {
    "meetings.regular": lambda asked: _held(asked).exclude(kind="thematic"),
    "meetings.thematic": lambda asked: _held(asked).exclude(kind="regular"),
    "meetings.attendance_rate": _held,
    "meetings.short": _short,
    "scores.average": _scored("official_scored", score_sheet__official_total__isnull=False),
    "scores.good": _scored("good", score_sheet__official_grade="good"),
    "scores.fair": _scored("fair", score_sheet__official_grade="fair"),
    "scores.average_grade": _scored("average_grade", score_sheet__official_grade="average"),
    "scores.poor": _scored("poor", score_sheet__official_grade="poor"),
}
