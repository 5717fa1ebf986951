"""Tables of members: the person today, and what happened to them."""

from chibo.areas.members.models.changes import ChangeKind, StateChange
from chibo.areas.members.models.people import (
    ENDED_STATES,
    Gender,
    Member,
    MemberQuerySet,
    MemberState,
    bare_card_number,
)
from chibo.areas.members.models.stays import Stay
from chibo.areas.members.models.transfers import (
    Transfer,
    TransferQuerySet,
    TransferReason,
    TransferState,
)

__all__ = [
    "ENDED_STATES",
    "ChangeKind",
    "Gender",
    "Member",
    "MemberQuerySet",
    "MemberState",
    "StateChange",
    "Stay",
    "Transfer",
    "TransferQuerySet",
    "TransferReason",
    "TransferState",
    "bare_card_number",
]
