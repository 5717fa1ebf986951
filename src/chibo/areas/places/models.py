"""The register of a commune's places, from–to."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.db.models.functions import Cast

from chibo.areas.organisation.models import Unit
from chibo.areas.places.rules import Period, shown_name
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class PlaceQuerySet(ScopedQuerySet["Place"]):
    """Places, chainable."""

    view_permission = "units.view"
    path_column = "commune__path"

    def under(self, path: str) -> Self:
        """Places of the communes at or below `path`."""
        return self.filter(commune__path__gte=path, commune__path__lt=path + "~")

    def standing_on(self, day: date) -> Self:
        """Places whose own time covers the day."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day),
            Q(ends_before__isnull=True) | Q(ends_before__gt=day),
        )

    def by_name(self) -> Self:
        """As people count and spell, with a unique tail."""
        return self.order_by("kind", "key", "id")


def _only(value: F | Cast) -> Func:
    """A range of one value, so that equality takes part in an exclusion without an extension."""
    return Func(value, value, Value("[]"), function="int8range")


def _text(field: str) -> Cast:
    """A text as a number; two texts that fall on one are taken for the same, once in billions."""
    return Cast(Func(F(field), function="hashtext"), models.BigIntegerField())


class Place(models.Model):
    """A thôn, ấp, khóm, tổ dân phố of a commune on `[starts_on, ends_before)`.

    `name` is without the word of its kind. `became` is the place it went into when it was renamed
    or merged. `followed` is the place of a commune that ended by a change that this one goes on
    from: see `following`.
    """

    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="places")
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    key = models.TextField(db_collation="C")
    code = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_before = models.DateField(null=True, blank=True)
    became = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="came_of")
    followed = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    commune_id: int
    became_id: int | None
    followed_id: int | None
    objects = ScopedManager.from_queryset(PlaceQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["commune", "kind", "key"])]
        constraints = [
            models.CheckConstraint(
                name="place_ends_after_it_starts",
                condition=Q(starts_on__isnull=True)
                | Q(ends_before__isnull=True)
                | Q(ends_before__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="place_that_became_another_has_ended",
                condition=Q(became__isnull=True) | Q(ends_before__isnull=False),
            ),
            ExclusionConstraint(
                name="one_place_of_a_name_in_a_commune",
                index_type="GIST",
                deferrable=Deferrable.DEFERRED,
                expressions=[
                    (_only(F("commune_id")), "&&"),
                    (_only(_text("kind")), "&&"),
                    (_only(_text("key")), "&&"),
                    (Func(F("starts_on"), F("ends_before"), function="daterange"), "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return shown_name(self.kind, self.name)

    @property
    def path(self) -> str:
        """The place of the commune in the tree, so that permissions can be asked of a place."""
        return self.commune.path

    @property
    def period(self) -> Period:
        """From–to."""
        return Period(self.starts_on, self.ends_before)
