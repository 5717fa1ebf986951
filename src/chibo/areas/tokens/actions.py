"""Issuing a token and ending it. What a program does with it is in `using`."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction

from chibo.areas.access.models import Account
from chibo.areas.access.queries import get_account_below
from chibo.areas.organisation.models import Unit
from chibo.areas.tokens.errors import CannotIssue
from chibo.areas.tokens.models import Token
from chibo.areas.tokens.queries import running_grants
from chibo.areas.tokens.rules import LONGEST, MOST, PREFIX, SECRET, narrowed
from chibo.core import audit
from chibo.core.actor import Actor, Scope
from chibo.core.errors import NotThere
from chibo.core.i18n import _


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for: a token's name, what for, how far, until before which day."""

    name: str
    purpose: str
    writes: bool
    unit: Unit | None
    ends_before: date


@transaction.atomic
def issue(*, actor: Actor, wanted: Wanted, now: datetime) -> tuple[Token, str]:
    """A token for the actor's own program, and its text, which is told this once.

    Raises CannotIssue.
    """
    account = _held_account(actor)
    _require_sound(wanted, now.date())
    part = Scope(wanted.unit.path if wanted.unit else "", below=True)
    if not narrowed(actor.grants, part):
        raise CannotIssue(
            _("Không giữ vai trò nào ở đơn vị này. Hãy chọn đơn vị trong phạm vi phụ trách."),
            "unit",
        )
    open_ones = Token.objects.filter(account=account, ended_at=None, ends_before__gt=now.date())
    if open_ones.count() >= MOST:
        raise CannotIssue(
            _("Mỗi người có nhiều nhất %d khóa cùng lúc. Hãy thu hồi khóa không dùng nữa.") % MOST
        )
    if open_ones.filter(name=wanted.name).exists():
        raise CannotIssue(_("Đã có khóa đang dùng mang tên này. Hãy đặt tên khác."), "name")
    text = PREFIX + secrets.token_urlsafe(SECRET)
    token = Token.objects.create(
        account=account,
        name=wanted.name,
        purpose=wanted.purpose,
        mark=mark_of(text),
        writes=wanted.writes,
        unit=wanted.unit,
        grants=sorted(running_grants(account, now.date()).values_list("pk", flat=True)),
        issued_at=now,
        ends_before=wanted.ends_before,
    )
    _trail(actor, "token.issued", token, now)
    return token, text


@transaction.atomic
def end_token(*, actor: Actor, token_id: int, now: datetime) -> Token:
    """End a token of one's own, or of an account one manages; asked again it does nothing.

    Raises NotThere.
    """
    token = Token.objects.select_for_update().filter(pk=token_id).first()
    if token is None:
        raise _not_there()
    if token.account_id != actor.account_id:
        get_account_below(actor, token.account_id)
    if token.ended_at is None:
        token.ended_at, token.ended_by = now, actor.name[:120]
        token.save(update_fields=["ended_at", "ended_by"])
        _trail(actor, "token.ended", token, now)
    return token


def mark_of(text: str) -> str:
    """How a token is found in the table."""
    return sha256(text.encode()).hexdigest()


def _held_account(actor: Actor) -> Account:
    """The actor's account, held: two tokens asked for at once are counted one after the other."""
    rows = Account.objects.select_for_update().filter(pk=actor.account_id or 0, is_active=True)
    found = rows.first()
    if found is None:
        raise _not_there()
    return found


def _require_sound(wanted: Wanted, today: date) -> None:
    if not wanted.name.strip() or not wanted.purpose.strip():
        raise CannotIssue(_("Hãy ghi tên phần mềm và dùng khóa để làm gì."), "name")
    if not today < wanted.ends_before <= today + timedelta(days=LONGEST):
        raise CannotIssue(
            _("Khóa dùng được lâu nhất một năm kể từ hôm nay. Hãy chọn lại ngày hết hạn."),
            "ends_before",
        )


def _not_there() -> NotThere:
    return NotThere(_("Không tìm thấy khóa này, hoặc khóa của người nằm ngoài phạm vi phụ trách."))


def _trail(actor: Actor, action: str, token: Token, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=token.unit_id,
        target=token.ref,
        changes={
            "token": token.name,
            "account": token.account_id,
            "writes": token.writes,
            "ends_before": token.ends_before.isoformat(),
        },
        purpose=token.purpose,
    )
