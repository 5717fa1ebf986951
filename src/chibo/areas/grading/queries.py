"""What waits for official points, what was graded, second looks. No ranking: lists follow the tree
and the days, never the points."""

from collections.abc import Iterable

from django.db.models import Case, Count, IntegerField, Q, Value, When

from chibo.areas.grading.models import (
    SecondLook,
    SecondLookQuerySet,
    WaitingSheet,
    WaitingSheetQuerySet,
)
from chibo.areas.organisation.models import Unit
from chibo.areas.scoring.models import ScoreSheet, ScoreSheetQuerySet
from chibo.areas.scoring.permissions import DECIDE
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.core.rows import get_row

ORDER = ("-month", "path", "pk")


def waiting_sheets(actor: Actor, unit: Unit, *, direct: bool = True) -> WaitingSheetQuerySet:
    """What came up and has no official points yet, the newest month first, then as the tree stands.

    `direct`: only the cells directly under the unit, whose grade is its own to give.
    """
    rows = WaitingSheet.objects.visible_to(actor, DECIDE, inside=unit.path).order_by(*ORDER)
    return rows.filter(unit__parent=unit.pk) if direct else rows


def sheets_of(actor: Actor, waiting: Iterable[WaitingSheet]) -> list[ScoreSheet]:
    """The sheets themselves with meeting and cell, in the same order. One read."""
    places = {row.meeting_id: place for place, row in enumerate(waiting)}
    rows = ScoreSheet.objects.visible_to(actor, DECIDE).filter(meeting__in=places)
    found = rows.select_related("meeting__unit")
    return sorted(found, key=lambda sheet: places[sheet.meeting_id])


def next_waiting(
    actor: Actor, unit: Unit, after: ScoreSheet | None, *, direct: bool = True
) -> WaitingSheet | None:
    """The sheet to grade after this one; from the start again once the end is reached."""
    rows = waiting_sheets(actor, unit, direct=direct)
    if after is None:
        return rows.first()
    month, path = after.meeting.month, after.meeting.unit.path
    later = Q(month__lt=month) | Q(month=month) & (
        Q(path__gt=path) | Q(path=path, pk__gt=after.meeting_id)
    )
    turn = Case(When(later, then=Value(0)), default=Value(1), output_field=IntegerField())
    others = rows.exclude(pk=after.meeting_id).annotate(turn=turn)
    return others.order_by("turn", *ORDER).first()


def graded_sheets(actor: Actor, unit: Unit, first: Month, last: Month) -> ScoreSheetQuerySet:
    """Officially graded sheets of the rounds `first` … `last` at or below the unit."""
    rows = _sheets(actor, unit, first, last)
    return rows.filter(official_total__isnull=False)


def _sheets(actor: Actor, unit: Unit, first: Month, last: Month) -> ScoreSheetQuerySet:
    rows = ScoreSheet.objects.visible_to(actor, DECIDE, inside=unit.path)
    return rows.filter(meeting__month__range=(first.first, last.first)).exclude(
        meeting__state="planned"
    )


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
