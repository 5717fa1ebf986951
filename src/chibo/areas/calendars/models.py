"""Addresses to subscribe to. Who knows one reads the days of meetings, nothing else."""

from django.db import models
from django.db.models import Q

from chibo.areas.access.models import Account
from chibo.areas.calendars import permissions
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import NOTHING, ScopedManager, ScopedQuerySet


class FeedKind(models.TextChoices):
    """What an address holds."""

    OWN = "own", "Chi bộ của tôi"
    UNIT = "unit", "Các chi bộ của đơn vị"
    VISITS = "visits", "Các chi bộ tôi phụ trách"


class CalendarFeedQuerySet(ScopedQuerySet["CalendarFeed"]):
    """Addresses, chainable: everybody has their own, nobody sees another's."""

    view_permission = permissions.VIEW

    def visible_to_owner(self, actor: Actor) -> "CalendarFeedQuerySet":
        """The actor's own."""
        return self.unscoped("one's own addresses").filter(self.own_rows(actor))

    def own_rows(self, actor: Actor) -> Q:
        """The actor's own."""
        return Q(account_id=actor.account_id) if actor.account_id else NOTHING


class CalendarFeed(models.Model):
    """An address. Only the hash of its secret is kept, so it is shown once and never again."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="calendar_feeds")
    kind = models.CharField(max_length=8, choices=spoken(FeedKind))
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    account_id: int
    unit_id: int | None
    objects = ScopedManager.from_queryset(CalendarFeedQuerySet)()

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%d/%m/%Y}"
