"""What other areas hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MembersMerged:
    """Everything that pointed at one record points at the other; a handler may still refuse."""

    kept_id: int
    gone_id: int
