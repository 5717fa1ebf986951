"""A program at the door: whose token it shows, what that person may today, how often it asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from chibo.areas.access.errors import SecondNeeded
from chibo.areas.access.limits import limit
from chibo.areas.access.models import Account
from chibo.areas.access.queries import actor_of
from chibo.areas.members.models import Member
from chibo.areas.tokens.actions import mark_of
from chibo.areas.tokens.errors import TokenRefused, TooManyCalls
from chibo.areas.tokens.models import Token
from chibo.areas.tokens.queries import running_grants
from chibo.areas.tokens.rules import CALLS_A_MINUTE, PREFIX, narrowed, next_call
from chibo.core import audit
from chibo.core.actor import Actor, Grant, Scope
from chibo.core.i18n import _

VIA = "api"


@dataclass(frozen=True)
class Caller:
    """A program that showed a token, as the person who issued it, with what the token is for."""

    token: Token
    actor: Actor


def caller_of(*, text: str, address: str, now: datetime) -> Caller:
    """Who calls with this token. The call is counted; when and from where is kept.

    A token that was known once is told of in the trail where it is refused. Raises TokenRefused,
    TooManyCalls.
    """
    found = _counted(text, address, now) if text.startswith(PREFIX) else None
    if found is None:
        raise _refused()
    actor = _actor(found, address, now.date()) if found.runs_on(now.date()) else None
    if actor is None:
        _note_refused(found, address, now)
        raise _refused()
    return Caller(found, actor)


@transaction.atomic
def _counted(text: str, address: str, now: datetime) -> Token | None:
    rows = Token.objects.select_for_update(of=("self",)).select_related("account", "unit")
    token = rows.filter(mark=mark_of(text)).first()
    if token is None:
        return None
    since, calls = next_call(token.calls_since, token.calls, now)
    if calls > CALLS_A_MINUTE:
        raise TooManyCalls(
            _("Phần mềm gọi quá %d lần trong một phút. Hãy đợi hết phút rồi gọi thưa hơn.")
            % CALLS_A_MINUTE
        )
    token.calls_since, token.calls = since, calls
    token.used_at, token.used_from = now, address[:45]
    token.save(update_fields=["calls_since", "calls", "used_at", "used_from"])
    return token


def _actor(token: Token, address: str, today: date) -> Actor | None:
    """The person, narrowed to the token: no past, no record of their own, no other role.

    None where nothing is left of the roles it was issued with.
    """
    if not token.account.is_active:
        return None
    whole = actor_of(token.account, today, VIA)
    part = Scope(token.unit.path if token.unit else "", below=True)
    grants = narrowed(_still_held(token, token.account, whole.grants, today), part)
    if not grants:
        return None
    name = f"{whole.name} ({token.name})"[:120]
    return replace(
        whole,
        name=name,
        member_id=None,
        grants=grants,
        role=grants[0].role,
        address=address[:45],
        past=(),
    )


def _still_held(
    token: Token, account: Account, grants: Collection[Grant], today: date
) -> list[Grant]:
    rows = running_grants(account, today).filter(pk__in=token.grants)
    held = {(role, unit_id or 0) for role, unit_id in rows.values_list("role", "unit_id")}
    return [grant for grant in grants if (grant.role, grant.unit_id) in held]


def _note_refused(token: Token, address: str, now: datetime) -> None:
    name = f"{token.account.full_name} ({token.name})"[:120]
    nobody = Actor(token.account_id, name, None, (), VIA, address=address[:45])
    audit.record(
        actor=nobody,
        action="api.refused",
        at=now,
        unit_id=token.unit_id,
        target=token.ref,
        changes={"token": token.name},
    )


def _refused() -> TokenRefused:
    return TokenRefused(
        _(
            "Khóa không đúng, đã hết hạn, đã thu hồi, hoặc vai trò của người cấp khóa đã thôi. "
            "Hãy cấp khóa mới ở trang Đăng nhập và bảo mật."
        )
    )


@transaction.atomic
def hand_out(*, caller: Caller, members: Sequence[Member], now: datetime) -> None:
    """Note that a program is given these members' names: counted, and in each one's own trail.

    Counted over all tokens of the person. Raises SecondNeeded once a day's would be bulk: those
    are taken as a workbook that a second person confirms.
    """
    if not members:
        return
    today, most = now.date(), limit("exports", "members")
    Account.objects.select_for_update().get(pk=caller.token.account_id)
    rows = Token.objects.filter(account=caller.token.account_id, members_on=today)
    before = rows.aggregate(n=Sum("members"))["n"] or 0
    if before + len(members) >= most:
        raise SecondNeeded(
            _(
                "Trong một ngày phần mềm nhận tên của chưa tới %d đảng viên. Danh sách lớn hơn: "
                "hãy xuất bảng tính, có người thứ hai xác nhận."
            )
            % most
        )
    token = Token.objects.select_for_update().get(pk=caller.token.pk)
    token.members = len(members) + (token.members if token.members_on == today else 0)
    token.members_on = today
    token.save(update_fields=["members", "members_on"])
    audit.record_each(
        actor=caller.actor,
        action="member.handed_out",
        at=now,
        targets=[(member.cell_id, f"member:{member.pk}") for member in members],
        changes={"token": token.name},
    )


def note_call(
    *, caller: Caller, method: str, path: str, status: int, writes: bool, now: datetime
) -> None:
    """Leave the call in the trail, whatever came of it."""
    facts = {"token": caller.token.name, "call": f"{method} {path}"[:300], "status": status}
    told = {
        "actor": caller.actor,
        "at": now,
        "unit_id": caller.token.unit_id or caller.actor.grants[0].unit_id or None,
        "target": caller.token.ref,
        "purpose": caller.token.purpose,
    }
    if writes:
        audit.record(action="api.sent", changes=facts, **told)  # type: ignore[arg-type]
    else:
        audit.seen(action="api.read", facts=facts, **told)  # type: ignore[arg-type]
