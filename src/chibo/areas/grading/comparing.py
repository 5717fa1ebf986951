"""How own and official points lie apart: counts from the roll-ups, and the sheets behind each.

As in every figure a sheet belongs to the month its meeting was held in and to whom the cell stood
under then (docs/adr/0003). Lists follow the tree and the days, never the points.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Sum
from django.db.models.functions import TruncMonth

from chibo.areas.indicators.models import CellMonth, UnitMonth
from chibo.areas.organisation.models import Unit
from chibo.areas.scoring.models import ScoreSheet, ScoreSheetQuerySet
from chibo.areas.scoring.permissions import DECIDE
from chibo.areas.scoring.rules import GAP_BANDS, GapBand
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.core.scoped import at_or_below

FULL = 100
SAME_MEETINGS = 3
MOST_STEADY = 50
SHOWN = ("other_grade", "own_full", "official_full", *(band.code for band in GAP_BANDS))
COUNTED = ("other_grade", "own_full", "official_full")


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
    in_doubt: bool = False
    """Whether a recount disagreed with one of the months: the counts are not to be shown."""


@dataclass(frozen=True)
class SteadyCell:
    """A cell that gave itself the same total at every meeting of the months."""

    unit_id: int
    unit_name: str
    points: Any
    meetings: int


def comparison(actor: Actor, unit: Unit, first: Month, last: Month) -> Comparison:
    """How own and official points lie apart at and below a unit, and sheets with full marks.

    One read of a few rows, whatever stands below; only for months the roll-ups hold.
    """
    rows = UnitMonth.objects.visible_to(actor, DECIDE, inside=unit.path).filter(
        unit=unit, month__range=(first.first, last.first)
    )
    names = (*(f"gap_{band.code}" for band in GAP_BANDS), *COUNTED)
    sums = {f"all_{name}": Sum(name) for name in names}
    found = rows.aggregate(**sums, doubted=BoolOr("in_doubt"))
    count = {name: found[f"all_{name}"] or 0 for name in names}
    gaps = tuple(GapCount(band, count[f"gap_{band.code}"]) for band in GAP_BANDS)
    return Comparison(
        compared=sum(gap.count for gap in gaps),
        gaps=gaps,
        **{name: count[name] for name in COUNTED},
        in_doubt=bool(found["doubted"]),
    )


def compared_sheets(
    actor: Actor, unit: Unit, first: Month, last: Month, shown: str
) -> ScoreSheetQuerySet:
    """The sheets behind one of the counts (SHOWN), as the tree stands, then by day.

    A cell that has left the actor's part of the tree since is counted, but not named.
    """
    rows = _sheets(actor, unit, first, last).select_related("meeting__unit")
    rows = rows.annotate(gap=F("self_total") - F("official_total"))
    both = Q(self_total__isnull=False, official_total__isnull=False)
    wanted = {
        "other_grade": both & ~Q(self_grade=F("official_grade")),
        "own_full": Q(self_total=FULL),
        "official_full": Q(official_total=FULL),
        **{band.code: _within(band) for band in GAP_BANDS},
    }[shown]
    return rows.filter(wanted).order_by("meeting__unit__path", "meeting__held_on", "pk")


def _sheets(actor: Actor, unit: Unit, first: Month, last: Month) -> ScoreSheetQuerySet:
    then = CellMonth.objects.unscoped("where cells the actor sees stood in a month").filter(
        at_or_below(unit.path, "above"), cell=OuterRef("meeting__unit"), month=OuterRef("held_in")
    )
    rows = ScoreSheet.objects.visible_to(actor, DECIDE)
    held = rows.filter(meeting__held_on__range=(first.first, last.last))
    counted = held.exclude(meeting__state="planned")
    return counted.annotate(held_in=TruncMonth("meeting__held_on")).filter(Exists(then))


def _within(band: GapBand) -> Q:
    least = Q() if band.at_least is None else Q(gap__gte=band.at_least)
    return least & (Q(gap__isnull=False) if band.below is None else Q(gap__lt=band.below))


def steady_cells(actor: Actor, unit: Unit, first: Month, last: Month) -> tuple[SteadyCell, ...]:
    """Cells that gave themselves the same total at every meeting, three or more; asked for apart,
    since it reads every sheet of the months."""
    rows = ScoreSheet.objects.visible_to(actor, DECIDE, inside=unit.path).filter(
        meeting__held_on__range=(first.first, last.last), self_total__isnull=False
    )
    cells = rows.exclude(meeting__state="planned").order_by("meeting__unit__path")
    grouped = cells.values("meeting__unit", "meeting__unit__name", "meeting__unit__path").annotate(
        n=Count("pk"), least=Min("self_total"), most=Max("self_total")
    )
    same = grouped.filter(n__gte=SAME_MEETINGS, least=F("most"))[:MOST_STEADY]
    return tuple(
        SteadyCell(row["meeting__unit"], row["meeting__unit__name"], row["most"], row["n"])
        for row in same
    )
