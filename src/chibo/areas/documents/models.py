"""Numbers of papers: per unit, type of paper and term of the committee (QĐ 399-QĐ/TW)."""

from django.db import models

from chibo.areas.documents import permissions
from chibo.areas.documents.kinds import get_paper_rules
from chibo.areas.documents.numbers import show_number
from chibo.areas.organisation.models import Unit
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class PaperCounterQuerySet(ScopedQuerySet["PaperCounter"]):
    """Counters, chainable."""

    view_permission = permissions.VIEW


class PaperCounter(models.Model):
    """The last number given; its row is the lock that keeps the sequence without gaps.

    `term_starts_on` is empty while the unit's term is not on record.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paper_counters")
    paper_kind = models.CharField(max_length=8)
    term_starts_on = models.DateField(null=True)
    last_number = models.PositiveIntegerField(default=0)

    unit_id: int
    objects = ScopedManager.from_queryset(PaperCounterQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_counter_a_kind_and_term",
                fields=["unit", "paper_kind", "term_starts_on"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper_kind} {self.last_number}"


class PaperNumberQuerySet(ScopedQuerySet["PaperNumber"]):
    """Numbers given, chainable."""

    view_permission = permissions.VIEW


class PaperNumber(models.Model):
    """A number and the paper that carries it; `ref` points at the record, as "resolution:17"."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paper_numbers")
    paper_kind = models.CharField(max_length=8)
    org_code = models.CharField(max_length=12)
    term_starts_on = models.DateField(null=True)
    number = models.PositiveIntegerField()
    ref = models.CharField(max_length=80, unique=True)
    issued_on = models.DateField()
    title = models.CharField(max_length=500)
    taken_at = models.DateTimeField()

    unit_id: int
    objects = ScopedManager.from_queryset(PaperNumberQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_paper_a_number",
                fields=["unit", "paper_kind", "term_starts_on", "number"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="paper_numbers_start_at_one", condition=models.Q(number__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        """As printed in the heading: "Số 05-NQ/CB"."""
        rules = get_paper_rules(self.issued_on)
        return show_number(self.number, self.paper_kind, self.org_code, rules.numbering.digits)
