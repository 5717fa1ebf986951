"""What a body knows already of a hit, until a day."""

from django.db import models

from chibo.areas.organisation.models import Unit
from chibo.areas.radar.permissions import KNOWN
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class KnownHitQuerySet(ScopedQuerySet["KnownHit"]):
    """What is known of hits, chainable."""

    view_permission = KNOWN


class KnownHit(models.Model):
    """Somebody above looked into it: why it is so, and until when nobody need ask again.

    The hit stays in the list with this beside it; after `until` it stands there as before.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="known_hits")
    rule = models.CharField(max_length=24)
    reason = models.CharField(max_length=300)
    until = models.DateField()
    by_name = models.CharField(max_length=120)
    noted_at = models.DateTimeField()

    unit_id: int
    objects = ScopedManager.from_queryset(KnownHitQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_note_a_hit", fields=["unit", "rule"]),
            models.CheckConstraint(name="known_for_a_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.rule} {self.until:%d/%m/%Y}"
