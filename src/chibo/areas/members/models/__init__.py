"""Tables of members: the person today, and what happened to them."""

from chibo.areas.members.models.changes import ChangeKind, StateChange
from chibo.areas.members.models.dossier import DossierItem
from chibo.areas.members.models.mentoring import Mentoring
from chibo.areas.members.models.people import (
    ENDED_STATES,
    Gender,
    Member,
    MemberQuerySet,
    MemberState,
)
from chibo.areas.members.models.proposals import CorrectionProposal, ProposalState
from chibo.areas.members.models.stays import Stay
from chibo.areas.members.models.transfers import (
    Transfer,
    TransferQuerySet,
    TransferReason,
    TransferState,
)

__all__ = [
    "ChangeKind",
    "CorrectionProposal",
    "DossierItem",
    "ENDED_STATES",
    "Gender",
    "Member",
    "MemberQuerySet",
    "MemberState",
    "Mentoring",
    "ProposalState",
    "StateChange",
    "Stay",
    "Transfer",
    "TransferQuerySet",
    "TransferReason",
    "TransferState",
]
