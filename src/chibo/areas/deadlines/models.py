"""Certificates that lose their validity."""

from django.db import models

from chibo.areas.organisation.models import Unit
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class CertificateQuerySet(ScopedQuerySet["Certificate"]):
    """Certificates, chainable."""

    view_permission = "deadlines.view"
    path_column = "cell__path"


class Certificate(models.Model):
    """A certificate of the class for candidates, held by somebody a cell looks after.

    The holder is no member yet, so only the name is kept. `settled_on`: admitted, or given up.
    """

    cell = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="certificates")
    full_name = models.CharField(max_length=120)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    cell_id: int
    objects = ScopedManager.from_queryset(CertificateQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["issued_on", "id"])]
        constraints = [
            models.UniqueConstraint(
                name="one_certificate_a_day", fields=["cell", "full_name", "issued_on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.full_name}: {self.issued_on}"
