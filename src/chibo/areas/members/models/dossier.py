"""Which papers a member's dossier holds: *có/chưa, nơi lưu, ngày* and nothing more."""

from django.db import models
from django.db.models import Q

from chibo.areas.members.models.people import Member
from chibo.core.actor import Actor
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class DossierItemQuerySet(ScopedQuerySet["DossierItem"]):
    """Items of dossiers, chainable."""

    view_permission = "members.change"
    path_column = "member__unit_path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees which papers are in their own dossier."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)


class DossierItem(models.Model):
    """One paper of one member by its code in the pack. Its text and its scan never come here."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="dossier")
    code = models.CharField(max_length=20)
    is_there = models.BooleanField()
    kept_at = models.CharField(max_length=120, blank=True)
    dated_on = models.DateField(null=True, blank=True)

    member_id: int
    objects = ScopedManager.from_queryset(DossierItemQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_line_a_paper_of_a_dossier", fields=["member", "code"])
        ]

    def __str__(self) -> str:
        return self.code
