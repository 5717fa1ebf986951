"""Papers written outside Chibo: entered in the register with a number, found by their text."""

from datetime import datetime

from django.db import transaction

from chibo.areas.documents.actions.numbering import take_number
from chibo.areas.documents.entries import OutgoingPaper, carry, check_entry
from chibo.areas.documents.models import PaperNumber
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor


@transaction.atomic
def enter_paper(
    *,
    actor: Actor,
    unit: Unit,
    paper_kind: str,
    paper: OutgoingPaper,
    key: str,
    now: datetime,
) -> PaperNumber:
    """The next number for a paper written elsewhere; `key` makes asking twice give it once.

    Raises BadEntry, LaterInsertion, NotIssued, NotAllowed, MarkedSecret, CannotLookInside.
    """
    check_entry(paper, now)
    number = take_number(
        actor=actor,
        unit=unit,
        paper_kind=paper_kind,
        ref=f"entered:{key}",
        issued_on=paper.issued_on,
        title=paper.title.strip(),
        now=now,
        in_turn=False,
    )
    carry(number, paper, now)
    return number
