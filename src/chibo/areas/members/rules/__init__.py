"""Pure decisions about a member's life: moves between states, transfers, their days."""

from chibo.areas.members.rules.facts import MemberFacts, Objection, Verdict
from chibo.areas.members.rules.moves import (
    MoveWish,
    allowed_moves,
    consider_by,
    judge_move,
    probation_complete_on,
)
from chibo.areas.members.rules.transfers import (
    TransferWish,
    judge_arrival,
    judge_extension,
    judge_length,
    judge_transfer,
    overdue_before,
    present_by,
    temporary_kinds,
)

__all__ = [
    "MemberFacts",
    "MoveWish",
    "Objection",
    "TransferWish",
    "Verdict",
    "allowed_moves",
    "consider_by",
    "judge_arrival",
    "judge_extension",
    "judge_length",
    "judge_move",
    "judge_transfer",
    "overdue_before",
    "present_by",
    "probation_complete_on",
    "temporary_kinds",
]
