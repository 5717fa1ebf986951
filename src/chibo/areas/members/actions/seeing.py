"""That somebody opened a member's record: in the trail, and on the member's own page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from chibo.areas.members import permissions
from chibo.areas.members.errors import BadMember
from chibo.areas.members.models import CorrectionProposal, Member
from chibo.areas.members.proposable import SENSITIVE
from chibo.areas.members.sealed import told
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row


def note_opened(
    *, actor: Actor, member: Member, page: str, now: datetime, fields: Sequence[str] = ()
) -> None:
    """Note that a record the actor may see was shown to them; their own is nobody's business.

    `page`: on which page; `fields`: those shown of the sensitive ones.
    """
    if actor.member_id == member.pk:
        return
    audit.seen(
        actor=actor,
        action="member.opened",
        at=now,
        unit_id=member.cell_id,
        target=f"member:{member.pk}",
        facts={"page": page, "fields": list(fields)},
    )


@transaction.atomic
def see_number(*, actor: Actor, member_id: int, name: str, why: str, now: datetime) -> str:
    """The number in full, for whoever sees the field at all and says why; noted with the reason.

    One's own needs no reason and leaves no note. `name`: one of NUMBERS. Raises NotThere,
    NotAllowed, BadMember without a reason.
    """
    member = get_row(Member.objects.select_related("cell"), actor, pk=member_id)
    require_number(actor, member, name)
    _note_number(actor, member, name, why, {"fields": [name]}, now)
    return str(getattr(member, name) or "")


@transaction.atomic
def see_proposed(*, actor: Actor, proposal_id: int, name: str, why: str, now: datetime) -> str:
    """The number a member proposes, in full; as `see_number`."""
    rows = CorrectionProposal.objects.select_related("member__cell")
    proposal = get_row(rows, actor, pk=proposal_id)
    require_number(actor, proposal.member, name)
    facts = {"fields": [name], "page": "proposal"}
    _note_number(actor, proposal.member, name, why, facts, now)
    return str(told(proposal.wanted).get(name) or "")


def require_number(actor: Actor, member: Member, name: str) -> None:
    """Raise NotAllowed unless the actor may see this number of the member."""
    if actor.member_id == member.pk:
        return
    actor.require(permissions.SENSITIVE if name in SENSITIVE else permissions.VIEW, member)


def _note_number(
    actor: Actor, member: Member, name: str, why: str, facts: dict[str, Any], now: datetime
) -> None:
    if actor.member_id == member.pk:
        return
    if not why.strip():
        raise BadMember(_("Chưa ghi lý do xem. Hãy chọn một lý do rồi bấm Xem."))
    audit.seen(
        actor=actor,
        action="member.number_seen",
        at=now,
        unit_id=member.cell_id,
        target=f"member:{member.pk}",
        facts=facts,
        purpose=why.strip()[:200],
    )
