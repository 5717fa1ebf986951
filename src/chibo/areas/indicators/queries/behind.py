"""The records behind a figure of any period, where they stood then."""

from collections.abc import Callable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import TruncMonth, TruncQuarter

from chibo.areas.indicators.definitions import definition
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.published.tables import keeps_records
from chibo.areas.indicators.queries.admitted_and_classes import ADMITTED
from chibo.areas.indicators.queries.behind_places import FACTS, list_facts, list_places
from chibo.areas.indicators.queries.behind_units import HAPPENED, KINDS, list_happened, list_units
from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.records import (
    MEMBERS,
    WHY,
    Asked,
    Record,
    as_called,
    figure_records,
    judged_short,
    list_admitted,
    list_classes,
    list_meetings,
    list_members,
)
from chibo.areas.indicators.queries.standing import path_on
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.meetings.models import Meeting, MeetingKind, MeetingQuerySet
from chibo.areas.members.models import MemberQuerySet, MemberState, StateChange
from chibo.areas.organisation.models import Unit, UnitQuerySet, UnitStanding
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _

OF_KEPT_MONTHS = frozenset({"reports.submitted_rate", "reports.accepted", "reports.late"})


def period_records(
    *,
    actor: Actor,
    unit: Unit,
    period: Period,
    figure: str,
    today: date,
    only_numerator: bool = False,
    after: str = "",
    limit: int = 50,
) -> Page[Record]:
    """The records behind a figure of a period, at and below the unit as the tree stood then.

    `only_numerator`: of a share that is counted cell by cell, those that have it. A few reads,
    whatever the length. Raises NotThere where there is no list.
    """
    if not keeps_records():
        raise NotThere(_("Hồ sơ của số này ở máy chủ của tỉnh; máy chủ này chỉ có số liệu."))
    day = period.ends_on(today)
    stood = path_on(unit, day, today=today)
    names = definition(figure).names
    asked = Asked(actor, unit, stood, period.first, period.last, day, after, limit, names)
    is_kept = period.kind == "month" and period.first >= window_on(today)[0]
    if figure.startswith("burden."):
        raise NotThere(_("Từng mẫu với hạn, số trường, số phút: trang “Mất bao nhiêu công”."))
    if figure in OF_KEPT_MONTHS and not is_kept:
        raise NotThere(_("Danh sách này chỉ mở được theo từng tháng của hai năm gần đây."))
    if is_kept and figure not in FACTS and figure not in KINDS and figure not in _NOT_BY_MONTH:
        return figure_records(
            actor=actor,
            unit=unit,
            month=period.first,
            figure=figure,
            today=today,
            after=after,
            limit=limit,
        )
    return _listed(asked, figure, today, only_numerator=only_numerator)


def _listed(asked: Asked, figure: str, today: date, *, only_numerator: bool) -> Page[Record]:
    if figure in FACTS:
        return list_facts(asked, figure, only_numerator=only_numerator)
    if figure.startswith("places."):
        return list_places(asked, figure, only_numerator=only_numerator)
    if figure in KINDS:
        return list_units(asked, figure)
    if figure in HAPPENED or figure in _CELLS or figure in _MEETINGS:
        return as_called(asked, _where_it_stood(asked, figure), today)
    return _of_people(asked, figure)


def _where_it_stood(asked: Asked, figure: str) -> Page[Record]:
    if figure in HAPPENED:
        return list_happened(asked, figure)
    if figure in _CELLS:
        return _list_cells(asked, _CELLS[figure](asked))
    return list_meetings(asked, _MEETINGS[figure](asked))


def _of_people(asked: Asked, figure: str) -> Page[Record]:
    if figure in PEOPLE:
        return list_members(asked, PEOPLE[figure])
    if figure in ADMITTED:
        return list_admitted(asked)
    if figure.startswith("training."):
        return list_classes(asked, figure)
    raise NotThere(_("Chưa có danh sách cho chỉ số này."))


def _held(asked: Asked) -> MeetingQuerySet:
    """Meetings of the period in cells that stood below on the day of the meeting."""
    stood = UnitStanding.objects.unscoped(WHY).filter(
        Q(path__gte=asked.stood, path__lt=asked.stood + "~") | Q(unit=asked.unit),
        unit=OuterRef("unit"),
        starts_on__lte=OuterRef("held_on"),
        ends_before__gt=OuterRef("held_on"),
    )
    rows = Meeting.objects.visible_to(asked.actor).held()
    counted = rows.exclude(kind=MeetingKind.EXTRAORDINARY).filter(Exists(stood))
    return counted.filter(held_on__range=(asked.first.first, asked.day))


def _graded(grade: str) -> Callable[[Asked], MeetingQuerySet]:
    return lambda asked: _held(asked).filter(score_sheet__official_grade=grade)


_MEETINGS: dict[str, Callable[[Asked], MeetingQuerySet]] = {
    "meetings.regular": lambda asked: _held(asked).exclude(kind="thematic"),
    "meetings.thematic": lambda asked: _held(asked).exclude(kind="regular"),
    "meetings.attendance_rate": _held,
    "meetings.short": lambda asked: _held(asked).filter(pk__in=judged_short(asked)),
    "meetings.cells_visited": lambda asked: _held(asked).exclude(visitors=""),
    "meetings.cells_visited_rate": lambda asked: _held(asked).exclude(visitors=""),
    "scores.average": lambda asked: _held(asked).filter(score_sheet__official_total__isnull=False),
    "scores.good": _graded("good"),
    "scores.fair": _graded("fair"),
    "scores.average_grade": _graded("average"),
    "scores.poor": _graded("poor"),
}


def _standing_cells(asked: Asked) -> UnitQuerySet:
    """Cells of the period's last day: those a share of cells looks at."""
    return Unit.objects.visible_to(asked.actor, VIEW).filter(
        standings__path__gte=asked.stood,
        standings__path__lt=asked.stood + "~",
        standings__starts_on__lte=asked.day,
        standings__ends_before__gt=asked.day,
        standings__is_cell=True,
    )


def _cells_met(asked: Asked) -> UnitQuerySet:
    met = _held(asked).exclude(kind="thematic").values("unit")
    return Unit.objects.visible_to(asked.actor, VIEW).filter(pk__in=met)


_CELLS: dict[str, Callable[[Asked], UnitQuerySet]] = {
    "meetings.cells_met": _cells_met,
    "meetings.cells_even": _standing_cells,
    "meetings.even_rate": _standing_cells,
    "meetings.cells_thematic_rate": _standing_cells,
}


def _list_cells(asked: Asked, rows: UnitQuerySet) -> Page[Record]:
    """Cells with how many months and quarters of the period they met in."""
    found = list(rows.filter(path__gt=asked.after).order_by("path")[: asked.limit + 1])
    tallies = {
        unit_id: counts
        for unit_id, *counts in Meeting.objects.unscoped(WHY)
        .held()
        .filter(unit__in=found, held_on__range=(asked.first.first, asked.day))
        .exclude(kind=MeetingKind.EXTRAORDINARY)
        .values("unit")
        .annotate(
            months=Count(TruncMonth("held_on"), distinct=True, filter=~Q(kind="thematic")),
            quarters=Count(TruncQuarter("held_on"), distinct=True, filter=~Q(kind="regular")),
        )
        .values_list("unit", "months", "quarters")
    }
    records = [
        Record(
            kind="unit",
            pk=cell.pk,
            unit=cell,
            title=cell.name,
            on=None,
            note=_tally(*tallies.get(cell.pk, (0, 0))),
            place=cell.name,
        )
        for cell in found
    ]
    return cut(records, asked.limit, [record.unit.path for record in records])


def _tally(months: int, quarters: int) -> str:
    return _("họp thường kỳ trong %(months)d tháng, chuyên đề trong %(quarters)d quý") % {
        "months": months,
        "quarters": quarters,
    }


def _exempt(rows: MemberQuerySet, day: date) -> MemberQuerySet:
    """Exempt on the day: as the first change after it found them, else as they are."""
    later = StateChange.objects.unscoped(WHY).filter(member=OuterRef("pk"), on__gt=day)
    first = later.order_by("on", "id")
    told = rows.annotate(
        was=Subquery(first.values("from_state")[:1]),
        was_on=Subquery(first.values("from_state_on")[:1]),
    )
    exempt = MemberState.EXEMPT
    since = Q(state_on__isnull=True) | Q(state_on__lte=day)
    since_then = Q(was_on__isnull=True) | Q(was_on__lte=day)
    return told.filter((Q(was=None) & Q(state=exempt) & since) | (Q(was=exempt) & since_then))


PEOPLE = {
    **MEMBERS,
    "members.average_age": lambda rows, day: rows,
    "members.exempt": _exempt,
}
_NOT_BY_MONTH = {
    *HAPPENED,
    *("members.average_age", "members.exempt", "meetings.cells_thematic_rate"),
    *("places.total", "places.covered", "places.covered_rate"),
}
