"""What every step of a request does: hold the row, leave the trail, tell."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from chibo.areas.notices.recipients import accounts_of, accounts_over
from chibo.areas.notices.telling import Told, tell
from chibo.areas.privacy import permissions
from chibo.areas.privacy.errors import BadRequest
from chibo.areas.privacy.models import DataRequest
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version
from chibo.core.vietnamese import show_date


def locked(actor: Actor, request_id: int, version: int) -> DataRequest:
    """The request, waiting, held for somebody who answers for others. NotAllowed, BadRequest."""
    row = lock_row(DataRequest.objects.select_related("member"), actor, pk=request_id)
    actor.require(permissions.ANSWER, row)
    if row.member_id == actor.member_id:
        raise NotAllowed(_("Không tự trả lời yêu cầu của mình. Hãy nhờ người khác của cấp ủy."))
    require_version(row.version, version, row.ref)
    require_open(row)
    return row


def require_open(row: DataRequest) -> None:
    """Raise BadRequest where it was answered or taken back."""
    if not row.is_open:
        raise BadRequest(_("Yêu cầu này đã được trả lời hoặc đã rút."))


def trail(actor: Actor, action: str, row: DataRequest, now: datetime, **facts: Any) -> None:
    """Which right and how far; what was written stands with the request."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=row.member.cell_id,
        target=row.ref,
        changes={"right": row.right, **facts},
    )


def tell_member(kind: str, row: DataRequest, now: datetime) -> None:
    """Who asked."""
    found = accounts_of([row.member_id], now.date()).get(row.member_id, [])
    _tell(kind, row, found, now)


def tell_answering(kind: str, row: DataRequest, now: datetime) -> None:
    """Those who answer for the part of the tree nearest to the member."""
    found = accounts_over(permissions.ANSWER, [row.path], now.date())[row.path]
    _tell(kind, row, found, now)


def _tell(kind: str, row: DataRequest, accounts: Collection[int], now: datetime) -> None:
    facts = {"day": show_date(row.next_due())}
    tell([Told(kind, f"{kind}:{row.pk}:{row.version}", row.ref, accounts, facts)], now)
