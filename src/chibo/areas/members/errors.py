"""What this area refuses."""

from collections.abc import Sequence

from chibo.areas.members.rules import Objection
from chibo.core.errors import Refused


class BadMember(Refused):
    """The member's record would contradict itself or another member's."""

    code = "bad_member"


class RefusedByRule(Refused):
    """The rules object: each objection names its clause and the field it belongs to."""

    code = "refused_by_rule"

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__(" ".join(said(each) for each in objections))
        self.objections = tuple(objections)


class BadMove(RefusedByRule):
    """The change of state may not be recorded like this."""

    code = "bad_move"


class CannotTakeBack(Refused):
    """Something was built on it, or it is not the latest."""

    code = "cannot_take_back"


class BadTransfer(RefusedByRule):
    """The transfer may not be made like this."""

    code = "bad_transfer"


class TransferNotOpen(Refused):
    """The transfer has been answered, cancelled or ended already."""

    code = "transfer_not_open"


class ProposalNotOpen(Refused):
    """The proposal of correction was decided or withdrawn already."""

    code = "proposal_not_open"


def said(objection: Objection) -> str:
    """The sentence, with the clause behind it."""
    source = objection.reason.source
    return f"{objection.reason.sentence} ({source.label})" if source else objection.reason.sentence
