"""What waits for official points, what was graded, second looks. No ranking: lists follow the tree
and the days, never the points."""

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)

from chibo.areas.grading.models import SecondLook, SecondLookQuerySet
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.reports.queries import LOCKED
from chibo.areas.scoring.models import ScoreSheet, ScoreSheetQuerySet
from chibo.areas.scoring.permissions import DECIDE
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.core.rows import get_row

ORDER = ("-meeting__month", "meeting__unit__path", "pk")


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
