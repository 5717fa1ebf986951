"""A second person confirms or refuses; who asked may take it back."""

from datetime import datetime, timedelta

from django.db import transaction

from chibo.areas.access.actions import grant_role
from chibo.areas.access.errors import SecondNeeded
from chibo.areas.access.events import SecondSettled
from chibo.areas.access.limits import limit
from chibo.areas.access.models import SecondAsk
from chibo.areas.access.queries import actor_of
from chibo.areas.access.roles import roles
from chibo.areas.access.two_people.asking import State, What, note
from chibo.areas.access.two_people.own_hands import require_own_hands
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed
from chibo.core.events import announce
from chibo.core.i18n import _
from chibo.core.rows import lock_row


@transaction.atomic
def confirm(*, actor: Actor, ask_id: int, now: datetime) -> SecondAsk:
    """The other person agrees: the role holds, the workbook may be taken once.

    Raises NotThere, NotAllowed (who asked, who would get the role, whose account was just reset),
    SecondNeeded (over).
    """
    ask = _waiting(actor, ask_id, now)
    _require_another(actor, ask)
    require_own_hands(actor, now)
    asker = actor_of(ask.asked_by, now.date())
    of_page = bool(ask.facts.get("address"))  # which asks its own permission when it is taken
    if not ask.asked_by.is_active or not (of_page or asker.may(ask.needed, ask.unit.path)):
        raise SecondNeeded(_("Người yêu cầu không còn quyền này nên không xác nhận được nữa."))
    _settle(actor, ask, State.CONFIRMED, "", now)
    if ask.what == What.EXPORT:
        ask.expires_at = now + timedelta(hours=limit("second", "hours"))
        ask.save(update_fields=["expires_at"])
    else:
        assert ask.account is not None
        assert ask.starts_on is not None
        role = roles()[ask.role]
        grant_role(actor, ask.account, role, ask.unit, ask.starts_on, ask.ends_before, now)
    return ask


@transaction.atomic
def refuse(*, actor: Actor, ask_id: int, reason: str, now: datetime) -> SecondAsk:
    """The other person does not agree, and says why."""
    ask = _waiting(actor, ask_id, now)
    _require_another(actor, ask)
    if not reason.strip():
        raise SecondNeeded(_("Chưa ghi lý do không đồng ý. Hãy ghi một câu."))
    return _settle(actor, ask, State.REFUSED, reason.strip()[:500], now)


@transaction.atomic
def withdraw(*, actor: Actor, ask_id: int, now: datetime) -> SecondAsk:
    """Who asked asks no more."""
    ask = _waiting(actor, ask_id, now)
    if ask.asked_by_id != actor.account_id:
        raise NotAllowed(_("Chỉ người đã gửi yêu cầu mới rút được."))
    return _settle(actor, ask, State.WITHDRAWN, "", now)


def _waiting(actor: Actor, ask_id: int, now: datetime) -> SecondAsk:
    rows = SecondAsk.objects.select_related("asked_by", "account", "unit")
    ask = lock_row(rows, actor, pk=ask_id)
    if ask.state != State.WAITING or ask.expires_at <= now:
        raise SecondNeeded(_("Yêu cầu này đã giải quyết hoặc đã hết hạn. Cần thì gửi yêu cầu mới."))
    return ask


def _require_another(actor: Actor, ask: SecondAsk) -> None:
    actor.require(ask.needed, ask.unit)
    if actor.account_id is None or actor.account_id in (ask.asked_by_id, ask.account_id):
        raise NotAllowed(
            _(
                "Người yêu cầu và người được giao vai trò không tự xác nhận. "
                "Hãy để người quản trị khác xác nhận."
            )
        )


def _settle(
    actor: Actor, ask: SecondAsk, state: SecondAsk.State, reason: str, now: datetime
) -> SecondAsk:
    ask.state, ask.decided_by_id, ask.decided_at, ask.reason = state, actor.account_id, now, reason
    ask.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    note(actor, f"second.{state}", ask, now)
    if state != State.WITHDRAWN:
        announce(SecondSettled(ask.pk, now))
    return ask
