"""Papers that came in (sổ văn bản đến): a number of their own in each year, and their words."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from chibo.areas.directives.models import Directive
from chibo.areas.organisation.models import Unit
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class IncomingPaperQuerySet(ScopedQuerySet["IncomingPaper"]):
    """Papers in, chainable."""

    view_permission = "meetings.view"


class IncomingPaper(models.Model):
    """One paper as it came in. `number_in` counts from 1 in each year of each unit.

    `key` holds its folded words for searching; `directive` the paper from above by which cells
    were asked to do something, where it is one.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="papers_in")
    year = models.PositiveSmallIntegerField()
    number_in = models.PositiveIntegerField()
    received_on = models.DateField()
    issuer = models.CharField(max_length=120)
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    title = models.CharField(max_length=500)
    handed_to = models.CharField(max_length=120, blank=True)
    directive = models.ForeignKey(
        Directive, null=True, blank=True, on_delete=models.SET_NULL, related_name="papers_in"
    )
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField()
    key = models.TextField()
    words = models.GeneratedField(
        expression=SearchVector("key", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    directive_id: int | None
    objects = ScopedManager.from_queryset(IncomingPaperQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_paper_in_a_number_and_year", fields=["unit", "year", "number_in"]
            ),
            models.UniqueConstraint(
                name="a_paper_comes_in_once", fields=["unit", "number", "issuer", "issued_on"]
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-received_on", "-id"], name="papers_in_of_a_unit"),
            GinIndex(fields=["words"], name="papers_in_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.number_in}/{self.year}: {self.number}"
