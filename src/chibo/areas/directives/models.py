"""Papers from above, and what a body hands out to its cells because of them."""

from django.db import models
from django.db.models import F, Q

from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import NOTHING, ScopedManager, ScopedQuerySet
from chibo.core.vietnamese import fold


class DirectiveKind(models.TextChoices):
    """Kinds of papers that ask something of those below (QĐ 399-QĐ/TW)."""

    INSTRUCTION = "CT", "Chỉ thị"
    RESOLUTION = "NQ", "Nghị quyết"
    CONCLUSION = "KL", "Kết luận"
    REGULATION = "QD", "Quy định, quyết định"
    GUIDANCE = "HD", "Hướng dẫn"
    PLAN = "KH", "Kế hoạch"
    PROGRAMME = "CTR", "Chương trình hành động"
    LETTER = "CV", "Công văn"
    OTHER = "OTHER", "Văn bản khác"


class DirectiveQuerySet(ScopedQuerySet["Directive"]):
    """Papers, chainable. Who has a role in a unit also reads what the bodies above it entered."""

    view_permission = "directives.view"

    def own_rows(self, actor: Actor) -> Q:
        """Papers of the bodies above the units one works in."""
        above = {
            scope.path[:end]
            for scope in actor.scopes(self.view_permission, past=False)
            for end in range(SEGMENT, len(scope.path), SEGMENT)
        }
        return Q(unit__path__in=sorted(above)) if above else NOTHING

    def matching(self, text: str) -> "DirectiveQuerySet":
        """Papers whose number, issuer or title hold every word of the text, without accents."""
        rows = self
        for word in fold(text).split():
            rows = rows.filter(search_key__contains=word)
        return rows

    def latest_first(self) -> "DirectiveQuerySet":
        """Papers still running before those that are closed, then the newest."""
        return self.order_by(F("closed_on").asc(nulls_first=True), "-issued_on", "-id")


class Directive(models.Model):
    """A paper from above as a body entered it: number, day, issuer and what it is about.

    Never its text: the paper itself stays where papers are kept.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="directives")
    kind = models.CharField(max_length=5, choices=spoken(DirectiveKind))
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=120)
    issued_on = models.DateField()
    title = models.CharField(max_length=500)
    based_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_by"
    )
    review_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    search_key = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    unit_id: int
    based_on_id: int | None
    objects = ScopedManager.from_queryset(DirectiveQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["unit", "-issued_on"])]
        constraints = [
            models.UniqueConstraint(
                name="a_paper_is_entered_once", fields=["unit", "number", "issued_on"]
            ),
            models.CheckConstraint(
                name="directive_closes_after_it_was_issued",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    @property
    def path(self) -> str:
        """The place of the body that keeps it, so that permissions can be asked of it."""
        return self.unit.path


class CallQuerySet(ScopedQuerySet["Call"]):
    """What papers ask, chainable."""

    view_permission = "directives.view"
    path_column = "directive__unit__path"


class Call(models.Model):
    """One thing a paper asks of cells. Each of them has a task with `origin` = `ref`."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="calls")
    title = models.CharField(max_length=400)
    due_on = models.DateField(null=True, blank=True)
    given_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    directive_id: int
    objects = ScopedManager.from_queryset(CallQuerySet)()

    class Meta:
        ordering = ["given_on", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        """How the tasks it made name it."""
        return f"call:{self.pk}"
