"""Roll-ups: what each cell's month amounts to, and the sums above. See docs/adr/0003.

They follow from the records and never stand in a writer's way: no foreign key of the database
leads to the unit, so a unit can be deleted while its figures wait to be cleared.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chibo.areas.organisation.models import Unit
from chibo.core.scoped import ScopedManager, ScopedQuerySet


def _unit_figures_follow(related_name: str) -> Any:
    return models.ForeignKey(
        Unit,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name=related_name,
    )


class Sums(models.Model):
    """What adds up, the same in a cell's month and in the month of a body above.

    `gap_…`: sheets by how far the own points lie above the official ones (scoring.rules.GAP_BANDS);
    `other_grade`: of these, where the grades differ; `own_full`, `official_full`: full marks.
    """

    regular = models.IntegerField(default=0)
    thematic = models.IntegerField(default=0)
    combined = models.IntegerField(default=0)
    judged = models.IntegerField(default=0)
    short = models.IntegerField(default=0)
    expected = models.IntegerField(default=0)
    present = models.IntegerField(default=0)
    self_scored = models.IntegerField(default=0)
    official_scored = models.IntegerField(default=0)
    official_sum = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    good = models.IntegerField(default=0)
    fair = models.IntegerField(default=0)
    average_grade = models.IntegerField(default=0)
    poor = models.IntegerField(default=0)
    gap_raised = models.IntegerField(default=0)
    gap_same = models.IntegerField(default=0)
    gap_small = models.IntegerField(default=0)
    gap_large = models.IntegerField(default=0)
    gap_far = models.IntegerField(default=0)
    other_grade = models.IntegerField(default=0)
    own_full = models.IntegerField(default=0)
    official_full = models.IntegerField(default=0)
    members = models.IntegerField(default=0)
    probationary = models.IntegerField(default=0)
    reports_due = models.IntegerField(default=0)
    reports_submitted = models.IntegerField(default=0)
    reports_accepted = models.IntegerField(default=0)
    reports_late = models.IntegerField(default=0)

    class Meta:
        abstract = True


SUMS = tuple(field.name for field in Sums._meta.local_fields)
STATES = frozenset(
    [
        "members",
        "probationary",
        "reports_due",
        "reports_submitted",
        "reports_accepted",
        "reports_late",
    ]
)
"""Those that hold for the month as a whole; all others add up meeting by meeting."""


class CellMonthQuerySet(ScopedQuerySet["CellMonth"]):
    """Cells' months, chainable."""

    view_permission = "overview.view"
    path_column = "cell__path"


def _path_above() -> Any:
    return models.TextField(db_collation="C", default="")


_DOUBTED = models.Q(in_doubt=True)


def _in_doubt() -> Any:
    """Whether a recount disagreed: not shown as sound until it is counted again, or agrees."""
    return models.BooleanField(default=False, db_default=False)


class CellMonth(Sums):
    """One cell in one month, recomputed from its records.

    `exists`: on the month's last day, or today while it runs; `above`: the path of the superior on
    that day (of an ended cell on its last). `met_on`: the first regular or combined meeting. The
    grades are those of that meeting, or of a thematic one alone.
    """

    cell = _unit_figures_follow("cell_months")
    month = models.DateField()
    above = _path_above()
    exists = models.BooleanField()
    met_on = models.DateField(null=True)
    grade = models.CharField(max_length=12, blank=True)
    self_grade = models.CharField(max_length=12, blank=True)
    report_state = models.CharField(max_length=10, blank=True)
    in_doubt = _in_doubt()

    cell_id: int
    objects = ScopedManager.from_queryset(CellMonthQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="cell_month", fields=["cell", "month"])]
        indexes = [
            models.Index(fields=["month", "cell"]),
            models.Index(fields=["above", "month"], name="cell_month_above"),
            # The few that have not met yet, in a part of the tree of thousands, as they are listed.
            models.Index(
                fields=["month", "above", "cell"],
                condition=models.Q(exists=True, met_on__isnull=True),
                name="cell_month_in_turn",
            ),
            models.Index(fields=["cell"], condition=_DOUBTED, name="cell_month_doubt"),
        ]


class MovedMonth(Sums):
    """What a cell did in a month while it stood under another superior than on the last day.

    Once for that superior, and once taken away from the one of the last day, whose cell it is.
    """

    cell = _unit_figures_follow("moved_months")
    month = models.DateField()
    above = _path_above()

    cell_id: int
    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="moved_month", fields=["cell", "month", "above"])
        ]
        indexes = [models.Index(fields=["above", "month"], name="moved_month_above")]


class UnitMonthQuerySet(ScopedQuerySet["UnitMonth"]):
    """Bodies' months, chainable."""

    view_permission = "overview.view"


class UnitMonth(Sums):
    """One unit with units below it in one month: the sums of all cells at and below it.

    `cells` exist at the month's end, `cells_met` have met, `cells_even` are both. A unit that was
    moved inside a month has a row for each superior it stood under; its figures are their sum.
    """

    unit = _unit_figures_follow("unit_months")
    month = models.DateField()
    above = _path_above()
    cells = models.IntegerField(default=0)
    cells_met = models.IntegerField(default=0)
    cells_even = models.IntegerField(default=0)
    in_doubt = _in_doubt()

    unit_id: int
    objects = ScopedManager.from_queryset(UnitMonthQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="unit_month", fields=["unit", "month", "above"])
        ]
        indexes = [
            models.Index(fields=["month", "unit"]),
            models.Index(fields=["above", "month"], name="unit_month_above"),
            models.Index(fields=["unit"], condition=_DOUBTED, name="unit_month_doubt"),
        ]


class DirtyMark(models.Model):
    """A unit's month (all its months when null) must be recounted. Written by triggers only.

    `measured`: a measure reads what changed; else only the roll-ups of the month follow from it.
    """

    unit_id = models.BigIntegerField()
    month = models.DateField(null=True)
    measured = models.BooleanField(default=True, db_default=True)


class FoldState(models.Model):
    """The day the roll-ups were last brought to; one row at most."""

    folded_on = models.DateField()


def _numbers(**more: Any) -> Any:
    return ArrayField(models.BigIntegerField(), **more)


class KeptFigures(models.Model):
    """What stands at a place of the tree in a period, and what stands below it. See docs/adr/0013.

    `path`: of then, or of now; `above` the superior's, `unit_id` whose path it is. A period is
    `months` calendar months from `first`; of one month all facts are kept, of a quarter, half-year
    and year those that are no sums of months. Numbers stand at the position `KeptFact` gives their
    name. `own_now`, `below_now`: under the structure of now; null where they are the same.
    """

    pk = models.CompositePrimaryKey("path", "months", "first")
    path = models.TextField(db_collation="C")
    months = models.SmallIntegerField()
    first = models.DateField()
    above = models.TextField(db_collation="C")
    unit_id = models.BigIntegerField()
    own = _numbers(default=list)
    below = _numbers(default=list)
    own_now = _numbers(null=True)
    below_now = _numbers(null=True)

    objects = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["above", "months", "first"], name="kept_figures_above"),
            models.Index(fields=["unit_id", "months", "first"], name="kept_figures_unit"),
        ]


class KeptFact(models.Model):
    """At which position of the numbers a fact stands; a new one is appended."""

    name = models.CharField(max_length=60, unique=True)
    position = models.SmallIntegerField(unique=True)


class KeptMeasure(models.Model):
    """By which words a measuring function counted what is kept; others make it count again."""

    name = models.CharField(max_length=60, unique=True)
    basis = models.CharField(max_length=64)


class KeptCarried(models.Model):
    """Under which path the figures of an ended unit were last kept for the structure of now."""

    unit_id = models.BigIntegerField(unique=True)
    path = models.TextField(db_collation="C")


class KeptState(models.Model):
    """From which month on figures are kept, and the day they were brought to; one row at most."""

    kept_from = models.DateField()
    folded_on = models.DateField()


class ClosedPeriod(models.Model):
    """A kept period that is over, closed by the calendar: one seal over the figures of all places.

    `width`: how many numbers of a row were closed; `figures`: the SHA-256 of all rows; `sha256`:
    that of the seal, which carries the one before it.
    """

    number = models.PositiveIntegerField(unique=True)
    first = models.DateField()
    months = models.SmallIntegerField()
    width = models.SmallIntegerField()
    rows = models.IntegerField()
    figures = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)
    closed_at = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="closed_once", fields=["months", "first"]),
        ]

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}+{self.months}"


class ClosedFigures(models.Model):
    """A row of a closed period as it was before it was first written over; written by triggers.

    Empty where the place had no row when the period was closed.
    """

    pk = models.CompositePrimaryKey("path", "months", "first")
    path = models.TextField(db_collation="C")
    months = models.SmallIntegerField()
    first = models.DateField()
    own = _numbers(default=list)
    below = _numbers(default=list)
    noted_at = models.DateTimeField()

    objects = models.Manager()


class KeptDoubt(models.Model):
    """A unit whose kept figures did not agree with a recount: not shown until all is rebuilt."""

    unit_id = models.BigIntegerField(unique=True)
    found_on = models.DateField()
