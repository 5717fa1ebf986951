"""Pairs that may be one person, what was decided of them, and merges with all they changed."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import NOTHING, ScopedManager, ScopedQuerySet, within_scopes

SIDES = ("first", "second")


class ProposalState(models.TextChoices):
    """Whether somebody has decided yet."""

    OPEN = "open", "Chưa quyết định"
    DISMISSED = "dismissed", "Hai người khác nhau"


class ProposalQuerySet(ScopedQuerySet["Proposal"]):
    """Proposals, chainable. One side in the actor's part of the tree is enough to know of it."""

    view_permission = "members.view"
    path_column = "first__unit_path"

    def visible_to(self, actor: Actor, permission: str | None = None, *, inside: str = "") -> Self:
        asked = permission or self.view_permission
        wanted = NOTHING
        for side in SIDES:
            wanted |= within_scopes(actor, asked, f"{side}__unit_path", inside)
        return self._opened().filter(wanted)


class Proposal(models.Model):
    """Two records that look like one person.

    Found by a rule over the records, so a record that goes away takes it along: no constraint of
    the database stands in the way, and a proposal with a missing side is seen by nobody.
    """

    first = models.ForeignKey(
        Member, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    second = models.ForeignKey(
        Member, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    reasons = ArrayField(models.CharField(max_length=40))
    state = models.CharField(
        max_length=10, choices=spoken(ProposalState), default=ProposalState.OPEN
    )
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    first_id: int
    second_id: int
    objects = ScopedManager.from_queryset(ProposalQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["state", "-id"])]
        constraints = [
            models.UniqueConstraint(name="a_pair_is_proposed_once", fields=["first", "second"]),
            models.CheckConstraint(
                name="smaller_record_stands_first", condition=Q(first__lt=F("second"))
            ),
        ]


class MergeQuerySet(ScopedQuerySet["Merge"]):
    """Merges, chainable."""

    view_permission = "members.change"
    path_column = "kept__unit_path"


class Merge(models.Model):
    """Two records made one: `kept` lives on, the other is gone until the merge is undone."""

    kept = models.ForeignKey(
        Member, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    gone_id = models.BigIntegerField()
    gone_code = models.CharField(max_length=40)
    gone_name = models.CharField(max_length=120)
    gone_path = models.TextField(db_collation="C")
    taken = ArrayField(models.CharField(max_length=40), default=list)
    moved = models.JSONField(default=dict)
    aside = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=120)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=120, blank=True)

    kept_id: int
    objects = ScopedManager.from_queryset(MergeQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["kept", "-id"]),
            models.Index(fields=["gone_code"], condition=Q(undone_at=None), name="merge_gone_code"),
        ]


class MergedRow(models.Model):
    """One row a merge changed, in whatever table: as it was, and as the merge left it.

    `before` null: the merge made it; `after` null: the merge took it away.
    """

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=80)
    row = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
