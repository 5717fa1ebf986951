"""The records behind a figure of any period, where they stood then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery

from chibo.areas.indicators.definitions import definition
from chibo.areas.indicators.measures import Structure
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.published.tables import keeps_records
from chibo.areas.indicators.queries import named
from chibo.areas.indicators.queries.admitted_and_classes import ADMITTED
from chibo.areas.indicators.queries.behind_places import FACTS, list_facts, list_places
from chibo.areas.indicators.queries.behind_units import HAPPENED, KINDS, list_units
from chibo.areas.indicators.queries.by_month import records_of_month
from chibo.areas.indicators.queries.paging import Page
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
from chibo.areas.indicators.queries.same_words import (
    CELLS,
    MEETINGS,
    UNITS,
    cells_words,
    meetings_words,
    members_words,
    page_of,
    units_words,
)
from chibo.areas.indicators.queries.standing import path_on
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.meetings.models import Meeting, MeetingKind, MeetingQuerySet
from chibo.areas.members.models import MemberQuerySet, MemberState, StateChange
from chibo.areas.organisation.models import Unit, UnitStanding
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
    structure: Structure = "then",
    only_numerator: bool = False,
    after: str = "",
    limit: int = 50,
) -> Page[Record]:
    """The records behind a figure of a period, at and below the unit, then or now.

    `only_numerator`: of a share, those its numerator counts. What became of monthly reports is
    known as the tree stood then, like its figures. A few reads, whatever the length. Raises
    NotThere where there is no list.
    """
    if not keeps_records():
        raise NotThere(_("Hồ sơ của số này ở máy chủ của tỉnh; máy chủ này chỉ có số liệu."))
    asked = _asked(actor, unit, period, figure, today)
    asked = replace(
        asked, structure=structure, only_numerator=only_numerator, after=after, limit=limit
    )
    is_kept = period.kind == "month" and period.first >= window_on(today)[0]
    if figure.startswith("burden."):
        raise NotThere(_("Từng mẫu với hạn, số trường, số phút: trang “Mất bao nhiêu công”."))
    if figure in OF_KEPT_MONTHS and not is_kept:
        raise NotThere(_("Danh sách này chỉ mở được theo từng tháng của hai năm gần đây."))
    if is_kept and (figure in OF_KEPT_MONTHS or (structure == "then" and _by_month(figure))):
        return records_of_month(asked, figure, today)
    return _listed(asked, figure, today)


def _asked(actor: Actor, unit: Unit, period: Period, figure: str, today: date) -> Asked:
    day = period.ends_on(today)
    stood = path_on(unit, day, today=today)
    names = definition(figure).names
    return Asked(actor, unit, stood, period.first, period.last, day, "", 50, names)


def _by_month(figure: str) -> bool:
    return figure not in FACTS and figure not in KINDS and figure not in _NOT_BY_MONTH


def _listed(asked: Asked, figure: str, today: date) -> Page[Record]:
    if figure in FACTS:
        return list_facts(asked, figure)
    if figure.startswith("places."):
        return list_places(asked, figure)
    if figure in ADMITTED:
        return list_admitted(asked)
    if figure.startswith("training."):
        return list_classes(asked, figure)
    if asked.structure == "now" or figure in CELLS or figure in HAPPENED:
        return _by_its_own_words(asked, figure, today)
    return _as_it_stood(asked, figure, today)


def _by_its_own_words(asked: Asked, figure: str, today: date) -> Page[Record]:
    """Found by the very statement of the count, which looks at every place of the tree."""
    if figure in CELLS:
        return as_called(asked, page_of(asked, cells_words(asked, figure), named.cells), today)
    if figure in UNITS:
        return page_of(asked, units_words(asked, figure), named.units)
    if figure in MEETINGS:
        return as_called(
            asked, page_of(asked, meetings_words(asked, figure), named.meetings), today
        )
    if figure in PEOPLE:
        told = named.aged if figure == AGE else named.people
        return page_of(asked, members_words(asked, figure), told)
    raise NotThere(_("Chưa có danh sách cho chỉ số này."))


def _as_it_stood(asked: Asked, figure: str, today: date) -> Page[Record]:
    """Read in the order of that day's tree, as far as a page needs."""
    if figure in KINDS:
        return list_units(asked, figure)
    if figure in _MEETINGS:
        return as_called(asked, list_meetings(asked, _MEETINGS[figure](asked)), today)
    if figure in PEOPLE:
        return list_members(asked, PEOPLE[figure], with_age=figure == AGE)
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
    "scores.average": lambda asked: _held(asked).filter(score_sheet__official_total__isnull=False),
    "scores.good": _graded("good"),
    "scores.fair": _graded("fair"),
    "scores.average_grade": _graded("average"),
    "scores.poor": _graded("poor"),
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


AGE = "members.average_age"
PEOPLE = {
    **MEMBERS,
    AGE: lambda rows, day: rows,
    "members.exempt": _exempt,
}
_NOT_BY_MONTH = {
    *HAPPENED,
    *(AGE, "members.exempt", "meetings.cells_thematic_rate"),
    *("places.total", "places.covered", "places.covered_rate"),
}
