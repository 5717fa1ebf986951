"""What waits for official points, and how own and official points lie apart. No ranking: lists
follow the tree and the days, never the points."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    Value,
    When,
)

from chibo.areas.grading.models import SecondLook, SecondLookQuerySet
from chibo.areas.grading.rules import GAP_BANDS, GapBand
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.reports.queries import LOCKED
from chibo.areas.scoring.models import ScoreSheet, ScoreSheetQuerySet
from chibo.areas.scoring.permissions import DECIDE
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.core.rows import get_row

FULL = 100
ORDER = ("-meeting__month", "meeting__unit__path", "pk")
SAME_MONTHS = 3


def waiting_sheets(actor: Actor, unit: Unit, *, direct: bool = True) -> ScoreSheetQuerySet:
    """Sheets that came up and have no official points yet, the newest month first, then as the tree
    stands.

    `direct`: only those of the cells directly under the unit, whose grade is its own to give.
    """
    rows = ScoreSheet.objects.visible_to(actor, DECIDE, inside=unit.path)
    sent = MonthlyReport.objects.unscoped("whether sheets the actor grades have come up").filter(
        unit=OuterRef("meeting__unit"), month=OuterRef("meeting__month"), state__in=LOCKED
    )
    waiting = rows.filter(self_total__isnull=False, official_total__isnull=True).exclude(
        meeting__state="planned"
    )
    came_up = ~Q(meeting__origin="") | Exists(sent)
    found = waiting.filter(came_up).select_related("meeting__unit").order_by(*ORDER)
    return found.filter(meeting__unit__parent=unit.pk) if direct else found


def next_waiting(
    actor: Actor, unit: Unit, after: ScoreSheet | None, *, direct: bool = True
) -> ScoreSheet | None:
    """The sheet to grade after this one; from the start again once the end is reached."""
    rows = waiting_sheets(actor, unit, direct=direct)
    if after is None:
        return rows.first()
    month, path = after.meeting.month, after.meeting.unit.path
    later = Q(meeting__month__lt=month) | Q(meeting__month=month) & (
        Q(meeting__unit__path__gt=path) | Q(meeting__unit__path=path, pk__gt=after.pk)
    )
    turn = Case(When(later, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.exclude(pk=after.pk).annotate(turn=turn).order_by("turn", *ORDER).first()


def graded_sheets(actor: Actor, unit: Unit, first: Month, last: Month) -> ScoreSheetQuerySet:
    """Officially graded sheets of the rounds `first` … `last` at or below the unit."""
    rows = _sheets(actor, unit, first, last)
    return rows.filter(official_total__isnull=False)


def _sheets(actor: Actor, unit: Unit, first: Month, last: Month) -> ScoreSheetQuerySet:
    rows = ScoreSheet.objects.visible_to(actor, DECIDE, inside=unit.path)
    return rows.filter(meeting__month__range=(first.first, last.first)).exclude(
        meeting__state="planned"
    )


@dataclass(frozen=True)
class GapCount:
    """How many sheets lie so far apart."""

    band: GapBand
    count: int


@dataclass(frozen=True)
class Comparison:
    """Own and official points of some months side by side."""

    compared: int
    gaps: tuple[GapCount, ...]
    other_grade: int
    own_full: int
    official_full: int
    steady: tuple["SteadyCell", ...]


@dataclass(frozen=True)
class SteadyCell:
    """A cell that gave itself the same total at every meeting of the months."""

    unit_id: int
    unit_name: str
    points: Any
    meetings: int


def comparison(actor: Actor, unit: Unit, first: Month, last: Month) -> Comparison:
    """How own and official points lie apart, sheets with full marks, cells always the same."""
    rows = _sheets(actor, unit, first, last)
    both = Q(self_total__isnull=False, official_total__isnull=False)
    found = rows.annotate(gap=F("self_total") - F("official_total")).aggregate(
        compared=Count("pk", filter=both),
        other_grade=Count("pk", filter=both & ~Q(self_grade=F("official_grade"))),
        own_full=Count("pk", filter=Q(self_total=FULL)),
        official_full=Count("pk", filter=Q(official_total=FULL)),
        **{band.code: Count("pk", filter=_within(band)) for band in GAP_BANDS},
    )
    return Comparison(
        compared=found["compared"],
        gaps=tuple(GapCount(band, found[band.code]) for band in GAP_BANDS),
        other_grade=found["other_grade"],
        own_full=found["own_full"],
        official_full=found["official_full"],
        steady=_steady(rows),
    )


def _within(band: GapBand) -> Q:
    least = Q() if band.at_least is None else Q(gap__gte=band.at_least)
    return least & (Q(gap__isnull=False) if band.below is None else Q(gap__lt=band.below))


def _steady(rows: ScoreSheetQuerySet) -> tuple[SteadyCell, ...]:
    cells = rows.filter(self_total__isnull=False).order_by("meeting__unit__path")
    grouped = cells.values("meeting__unit", "meeting__unit__name", "meeting__unit__path").annotate(
        n=Count("pk"), least=Min("self_total"), most=Max("self_total")
    )
    same = grouped.filter(n__gte=SAME_MONTHS, least=F("most"))[:50]
    return tuple(
        SteadyCell(row["meeting__unit"], row["meeting__unit__name"], row["most"], row["n"])
        for row in same
    )


SHOWN = ("other_grade", "own_full", "official_full", *(band.code for band in GAP_BANDS))


def compared_sheets(
    actor: Actor, unit: Unit, first: Month, last: Month, shown: str
) -> ScoreSheetQuerySet:
    """The sheets behind one of the counts (SHOWN), as the tree stands, then by day."""
    rows = _sheets(actor, unit, first, last).select_related("meeting__unit")
    rows = rows.annotate(gap=F("self_total") - F("official_total"))
    bands = {band.code: _within(band) for band in GAP_BANDS}
    both = Q(self_total__isnull=False, official_total__isnull=False)
    wanted = {
        "other_grade": both & ~Q(self_grade=F("official_grade")),
        "own_full": Q(self_total=FULL),
        "official_full": Q(official_total=FULL),
        **bands,
    }[shown]
    return rows.filter(wanted).order_by("meeting__unit__path", "meeting__held_on", "pk")


def second_looks(actor: Actor, unit: Unit) -> SecondLookQuerySet:
    """Draws of the unit and below, newest first, with how many sheets and how many looked at."""
    rows = SecondLook.objects.visible_to(actor, inside=unit.path).select_related("unit")
    return (
        rows.annotate(
            drawn_sheets=Count("sheets"), looked=Count("sheets", filter=~Q(sheets__finding=""))
        )
        .defer("candidates")
        .order_by("-drawn_at", "-pk")
    )


def get_second_look(actor: Actor, look_id: int) -> SecondLook:
    """One draw, if the actor may see it; NotThere otherwise."""
    return get_row(SecondLook.objects.select_related("unit"), actor, pk=look_id)
