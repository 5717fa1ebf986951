"""A committee's own rules, with the document that set them and the days they hold."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value

from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import NOTHING, ScopedManager, ScopedQuerySet

PREFIX = "local-"


class PackState(models.TextChoices):
    """A draft judges nothing; an adopted pack is never changed again, only ended."""

    DRAFT = "draft", "Dự thảo"
    ADOPTED = "adopted", "Đã ban hành"


def _paths_above(path: str) -> list[str]:
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


class LocalPackQuerySet(ScopedQuerySet["LocalPack"]):
    """Packs, chainable. Whoever is judged by a pack may read it, and who drafts it too."""

    view_permission = "rules.draft"

    def own_rows(self, actor: Actor) -> Q:
        """Adopted packs of the bodies at and above each unit the actor belongs to, and below."""
        paths = {path for grant in actor.grants for path in _paths_above(grant.path)}
        above = Q(unit__path__in=paths)
        below = [Q(unit__path__startswith=g.path) for g in actor.grants if g.below]
        if not paths and not below:
            return NOTHING
        for part in below:
            above |= part
        return above & Q(state=PackState.ADOPTED)

    def adopted(self) -> Self:
        """Packs that judge, or judged."""
        return self.filter(state=PackState.ADOPTED)

    def over(self, path: str) -> Self:
        """Packs of the bodies the unit at `path` stands under, itself among them, from the top."""
        return self.filter(unit__path__in=_paths_above(path)).order_by("unit__path", "id")

    def covering(self, day: object) -> Self:
        """Packs in force on a day."""
        return self.filter(effective_from__lte=day).filter(
            Q(ends_before__isnull=True) | Q(ends_before__gt=day)
        )


class LocalPack(models.Model):
    """One document of a committee: `content` is TOML read by regulations.layers, checked before."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="local_packs")
    subject = models.CharField(max_length=24, default="meetings")
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=250)
    clause = models.CharField(max_length=250, blank=True)
    issued_on = models.DateField()
    effective_from = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    content = models.TextField()
    state = models.CharField(max_length=10, choices=spoken(PackState), default=PackState.DRAFT)
    drafted_by = models.CharField(max_length=120)
    drafted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=120, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    replaces_id: int | None
    objects = ScopedManager.from_queryset(LocalPackQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="local_pack_ends_after_it_begins",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=F("effective_from")),
            ),
            ExclusionConstraint(
                name="one_local_pack_a_day",
                expressions=[
                    (Func(F("unit"), F("unit"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("effective_from"), F("ends_before"), function="daterange"), "&&"),
                ],
                condition=Q(state="adopted", subject="meetings"),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def pack_id(self) -> str:
        """What records judged by it keep."""
        return f"{PREFIX}{self.pk}"

    @property
    def is_draft(self) -> bool:
        """Whether it may still be written."""
        return self.state == PackState.DRAFT

    def as_from(self, day: date) -> "LocalPack":
        """The pack as if it held from an earlier day, unsaved, so that the past can picture it."""
        told = {f.attname: getattr(self, f.attname) for f in LocalPack._meta.concrete_fields}
        picture = LocalPack(**{**told, "effective_from": day, "ends_before": None})
        picture.unit = self.unit
        return picture

    def covers(self, day: object) -> bool:
        """Whether it holds on the day, once adopted."""
        begun = self.effective_from <= day  # type: ignore[operator]
        return begun and (self.ends_before is None or self.ends_before > day)  # type: ignore[operator]
