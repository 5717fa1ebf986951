"""Meetings behind a figure, in the order of the tree, as far as a page needs."""

from collections.abc import Callable, Mapping

from django.db.models import Exists, OuterRef, Q

from chibo.areas.indicators.models import CellMonth, MovedMonth
from chibo.areas.indicators.queries.paging import Page
from chibo.areas.indicators.queries.records import (
    WHY,
    Asked,
    Record,
    judged_short,
    list_meetings,
)
from chibo.areas.indicators.queries.standing import any_in_doubt, cell_below
from chibo.areas.meetings.models import Meeting, MeetingKind, MeetingQuerySet
from chibo.areas.organisation.models import UnitStanding
from chibo.core.scoped import at_or_below_any


def quick_meetings(asked: Asked) -> Page[Record] | None:
    """These meetings where their cell stood on their day; None for what is not known here."""
    narrowed = _NARROWED.get(asked.only)
    if asked.structure == "now" or narrowed is None:
        return None
    if not _is_kept(asked):
        return list_meetings(asked, narrowed(asked, _held(asked)))
    rows = _held_in_the_month(asked)
    if asked.only in _SCORED:
        month = {"unit__cell_months__month": asked.month.first}
        rows = rows.filter(**month, **{f"unit__cell_months__{_SCORED[asked.only]}__gt": 0})
    return list_meetings(asked, narrowed(asked, rows))


def _is_kept(asked: Asked) -> bool:
    """Whether cells may be looked for by what is kept of the month."""
    return asked.is_kept_month and not any_in_doubt(asked.unit, asked.stood, asked.month)


def _held(asked: Asked) -> MeetingQuerySet:
    """Meetings of the period in cells that stood below on the day of the meeting."""
    rows = Meeting.objects.visible_to(asked.actor).held()
    counted = rows.exclude(kind=MeetingKind.EXTRAORDINARY).filter(_stood(asked))
    return counted.filter(held_on__range=(asked.first.first, asked.day))


def _held_in_the_month(asked: Asked) -> MeetingQuerySet:
    """Meetings of the month in cells that stood below; of a cell moved in it, those held there."""
    below = {"month": asked.month.first}
    place = cell_below(asked.unit, asked.stood, "above", "cell")
    here = CellMonth.objects.unscoped(WHY).filter(place, **below).values("cell")
    moved = MovedMonth.objects.filter(**below)
    was_moved = Q(unit__in=moved.values("cell"))
    rows = (
        Meeting.objects.visible_to(asked.actor)
        .held()
        .filter(Q(unit__in=here) & ~was_moved | was_moved & Q(_stood(asked)))
    )
    counted = rows.exclude(kind=MeetingKind.EXTRAORDINARY)
    return counted.filter(held_on__range=(asked.month.first, asked.day))


def _stood(asked: Asked) -> Exists:
    """Whether the cell stood below on the day of the meeting, wherever the unit itself then was."""
    return Exists(
        UnitStanding.objects.unscoped(WHY).filter(
            at_or_below_any(asked.paths, "path"),
            unit=OuterRef("unit"),
            starts_on__lte=OuterRef("held_on"),
            ends_before__gt=OuterRef("held_on"),
        )
    )


def _graded(grade: str) -> "_Narrowed":
    return lambda asked, rows: rows.filter(score_sheet__official_grade=grade)


def _scored(asked: Asked, rows: MeetingQuerySet) -> MeetingQuerySet:
    return rows.filter(score_sheet__official_total__isnull=False)


_Narrowed = Callable[[Asked, MeetingQuerySet], MeetingQuerySet]
_NARROWED: Mapping[str, _Narrowed] = {
    "regular": lambda asked, rows: rows.exclude(kind="thematic"),
    "thematic": lambda asked, rows: rows.exclude(kind="regular"),
    "expected": lambda asked, rows: rows,
    "present": lambda asked, rows: rows,
    "short": lambda asked, rows: rows.filter(pk__in=judged_short(asked)),
    "official_scored": _scored,
    "official_sum": _scored,
    "good": _graded("good"),
    "fair": _graded("fair"),
    "average_grade": _graded("average"),
    "poor": _graded("poor"),
}
_SCORED = {
    "official_scored": "official_scored",
    "official_sum": "official_scored",
    **{grade: grade for grade in ("good", "fair", "average_grade", "poor")},
}
"""What is kept of a month says in which cells some were counted: they are looked for only there."""
