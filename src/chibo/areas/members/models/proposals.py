"""What members ask to have corrected of their own record, and what became of it."""

from django.db import models
from django.db.models import Q

from chibo.areas.members.models.people import Member
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import ScopedManager, ScopedQuerySet


class ProposalState(models.TextChoices):
    """How far a proposal has come."""

    WAITING = "waiting", "Chờ xem xét"
    ACCEPTED = "accepted", "Đã sửa theo đề nghị"
    REFUSED = "refused", "Không sửa"
    WITHDRAWN = "withdrawn", "Đã rút đề nghị"


class CorrectionProposalQuerySet(ScopedQuerySet["CorrectionProposal"]):
    """Proposals, chainable. They hold sensitive fields: only the registry and the member."""

    view_permission = "members.change"
    path_column = "member__unit_path"

    def own_rows(self, actor: Actor) -> Q:
        """Everyone sees what they themselves proposed."""
        return Q(member_id=actor.member_id) if actor.member_id else super().own_rows(actor)


class CorrectionProposal(models.Model):
    """One proposal; nothing of the record changes before somebody has decided."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="proposals")
    before = models.JSONField()
    """The fields concerned as they were when it was sent, {field: text}."""
    wanted = models.JSONField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=spoken(ProposalState))
    sent_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    member_id: int
    objects = ScopedManager.from_queryset(CorrectionProposalQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["state", "sent_at", "id"])]
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_proposal_a_member",
                fields=["member"],
                condition=Q(state="waiting"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.state}"
