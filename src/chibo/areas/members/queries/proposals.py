"""Reading proposals of correction: one's own, and what waits for the registry."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from chibo.areas.members import permissions
from chibo.areas.members.models import CorrectionProposal, ProposalState
from chibo.areas.members.proposable import PROPOSABLE, as_text
from chibo.areas.members.sealed import told
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.rows import get_row

PAGE = 50


@dataclass(frozen=True)
class ProposedField:
    """One field: what stood there when it was sent, what stands there now, what is wanted."""

    name: str
    before: str
    now: str
    wanted: str

    @property
    def changed_since(self) -> bool:
        """Whether somebody corrected it in between."""
        return self.before != self.now


@dataclass(frozen=True)
class ProposalPage:
    """One page of the queue, with the mark from which the next one starts."""

    rows: list[CorrectionProposal]
    after: str


def get_proposal(actor: Actor, proposal_id: int) -> CorrectionProposal:
    """The proposal, for the registry and the member who sent it; NotThere otherwise."""
    rows = CorrectionProposal.objects.select_related("member__cell")
    return get_row(rows, actor, pk=proposal_id)


def own_proposals(actor: Actor, limit: int = 10) -> list[CorrectionProposal]:
    """What the person themselves proposed, newest first."""
    if actor.member_id is None:
        return []
    rows = CorrectionProposal.objects.visible_to(actor).filter(member_id=actor.member_id)
    return list(rows.order_by("-sent_at", "-id")[:limit])


def waiting_proposals(
    actor: Actor, unit: Unit, *, after: str = "", size: int = PAGE
) -> ProposalPage:
    """What waits for an answer at or below the unit, sent first comes first."""
    rows = _waiting(actor, unit)
    if after.isdigit():
        rows = rows.filter(pk__gt=int(after))
    found = list(rows.select_related("member__cell").order_by("id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return ProposalPage(found[:size], str(last.pk) if last else "")


def count_proposals(actor: Actor, unit: Unit) -> int:
    """How many wait for an answer at or below the unit."""
    return _waiting(actor, unit).count()


def fields_of(row: CorrectionProposal) -> list[ProposedField]:
    """The fields a proposal is about, in the order of the record."""
    before, wanted = told(row.before), told(row.wanted)
    return [
        ProposedField(
            name=name,
            before=before.get(name, ""),
            now=as_text(getattr(row.member, name)),
            wanted=wanted[name],
        )
        for name in PROPOSABLE
        if name in wanted
    ]


def _waiting(actor: Actor, unit: Unit) -> QuerySet[CorrectionProposal]:
    rows = CorrectionProposal.objects.visible_to(actor, permissions.CHANGE)
    at = Q(member__unit_path__gte=unit.path, member__unit_path__lt=unit.path + "~")
    return rows.filter(at, state=ProposalState.WAITING)
