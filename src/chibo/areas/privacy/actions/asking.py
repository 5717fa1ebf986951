"""A request comes in, is acknowledged, put off once, or taken back by who asked."""

from datetime import date, datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.members.models import Member
from chibo.areas.privacy import permissions
from chibo.areas.privacy.errors import BadRequest
from chibo.areas.privacy.models import DataRequest, RequestState, Right
from chibo.areas.privacy.steps import (
    locked,
    require_open,
    tell_answering,
    tell_member,
    trail,
)
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, save_next
from chibo.core.vietnamese import show_date
from chibo.regulations import personal_data_rules_in_force


@transaction.atomic
def ask(*, actor: Actor, right: str, wish: str, now: datetime) -> DataRequest:
    """Somebody asks about their own data. NotAllowed without a record, BadRequest."""
    if actor.member_id is None:
        raise NotAllowed(_("Tài khoản này chưa gắn với đảng viên nào."))
    member = get_row(Member.objects, actor, pk=actor.member_id)
    return _keep(actor, member, right, wish, now.date(), now, on_behalf=False)


@transaction.atomic
def enter_for(
    *, actor: Actor, member_id: int, right: str, wish: str, asked_on: date, now: datetime
) -> DataRequest:
    """Somebody asked by word or on paper; the clerk writes it down. The clock runs from that day.

    Raises NotThere, NotAllowed, BadRequest.
    """
    member = get_row(Member.objects, actor, pk=member_id)
    actor.require(permissions.ANSWER, member)
    if asked_on > now.date():
        raise BadRequest(_("Ngày nhận không thể sau hôm nay."), "asked_on")
    return _keep(actor, member, right, wish, asked_on, now, on_behalf=True)


def _keep(
    actor: Actor,
    member: Member,
    right: str,
    wish: str,
    asked_on: date,
    now: datetime,
    *,
    on_behalf: bool,
) -> DataRequest:
    if right not in Right.values:
        raise BadRequest(_("Hãy chọn một loại yêu cầu trong danh sách."), "right")
    if right != Right.COPY and not wish.strip():
        raise BadRequest(_("Chưa ghi yêu cầu. Hãy ghi mục nào, vì sao."), "wish")
    refuse_if_secret(text=wish)
    rows = DataRequest.objects.unscoped("whether the member asked the same and waits")
    if rows.filter(member=member, right=right, state=RequestState.OPEN).exists():
        raise BadRequest(_("Đã có một yêu cầu cùng loại đang chờ trả lời."), "right")
    rules = personal_data_rules_in_force(asked_on)
    due_on = rules.due_on(right, asked_on)
    row = DataRequest.objects.create(
        member=member,
        right=right,
        wish=wish.strip(),
        asked_on=asked_on,
        on_behalf=on_behalf,
        entered_by=actor.name,
        acknowledge_by=rules.acknowledge_by(asked_on),
        due_on=due_on,
        first_due_on=due_on,
        state=RequestState.OPEN,
        pack_id=rules.pack_id,
    )
    trail(actor, "data_request.asked", row, now, on_behalf=on_behalf)
    tell_answering("privacy.asked", row, now)
    return row


@transaction.atomic
def acknowledge(*, actor: Actor, request_id: int, version: int, now: datetime) -> DataRequest:
    """Say that it came in and somebody works on it. NotAllowed, ChangedMeanwhile, BadRequest."""
    row = locked(actor, request_id, version)
    if row.acknowledged_at:
        raise BadRequest(_("Yêu cầu này đã được báo là đã nhận."))
    told = {"acknowledged_at": now, "acknowledged_by": actor.name}
    save_next(row, {**told, "acknowledged_account": actor.account_id})
    trail(actor, "data_request.acknowledged", row, now)
    tell_member("privacy.acknowledged", row, now)
    return row


@transaction.atomic
def extend(
    *, actor: Actor, request_id: int, until: date, because: str, version: int, now: datetime
) -> DataRequest:
    """Put the answer off, once, with the reason told to who asked.

    Raises NotAllowed, ChangedMeanwhile, BadRequest (too late, again, or for too long).
    """
    row = locked(actor, request_id, version)
    rules = personal_data_rules_in_force(row.asked_on)
    longest = rules.longest(row.right, row.first_due_on)
    if row.was_extended:
        raise BadRequest(_("Yêu cầu này đã gia hạn; chỉ được gia hạn một lần."), "until")
    if now.date() > row.due_on:
        raise BadRequest(_("Đã quá hạn trả lời nên không gia hạn được nữa."), "until")
    if not row.due_on < until <= longest:
        raise BadRequest(
            _("Hạn mới phải sau %(due)s và không quá %(longest)s.")
            % {"due": show_date(row.due_on), "longest": show_date(longest)},
            "until",
        )
    if not because.strip():
        raise BadRequest(_("Chưa ghi lý do gia hạn. Người gửi đọc được lý do này."), "because")
    refuse_if_secret(text=because)
    save_next(row, {"due_on": until, "extended_because": because.strip()})
    trail(actor, "data_request.extended", row, now, due_on=[str(row.first_due_on), str(until)])
    tell_member("privacy.extended", row, now)
    return row


@transaction.atomic
def take_back(*, actor: Actor, request_id: int, now: datetime) -> DataRequest:
    """Who asked thinks better of it. NotAllowed, BadRequest."""
    row = lock_row(DataRequest.objects.select_related("member"), actor, pk=request_id)
    if row.member_id != actor.member_id:
        raise NotAllowed(_("Chỉ người gửi rút được yêu cầu của mình."))
    require_open(row)
    save_next(row, {"state": RequestState.TAKEN_BACK, "answered_at": now})
    trail(actor, "data_request.taken_back", row, now)
    return row
