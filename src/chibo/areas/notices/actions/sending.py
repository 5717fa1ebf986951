"""Sending what waits, outside the transaction that asked for it."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from chibo.areas.notices.channels import sender_for
from chibo.areas.notices.kinds import KINDS
from chibo.areas.notices.models import Channel, Delivery, DeliveryState, NoticeChoice
from chibo.core.actor import Actor
from chibo.core.i18n import in_vietnamese

WHY = "what waits to be sent, whoever it is for"
TRIES = 5
log = logging.getLogger(__name__)


def send_waiting(*, actor: Actor, now: datetime, most: int = 200) -> int:
    """Send what is due, one after the other; says how many went out.

    Each is claimed in a transaction of its own before it is sent: two workers never send the same,
    and one cut off in the middle is not sent again, since it may have gone out. A failure is tried
    again after 5, 10, 20, 40 minutes, then given up: the list in the program has it anyway.
    """
    sent = 0
    for _turn in range(most):
        claimed = _claim(now)
        if claimed is None:
            break
        sent += _send(claimed, now)
    return sent


@transaction.atomic
def _claim(now: datetime) -> Delivery | None:
    rows = Delivery.objects.unscoped(WHY).filter(state=DeliveryState.WAITING, not_before__lte=now)
    locked = rows.select_for_update(of=("self",), skip_locked=True)
    row: Delivery | None = locked.select_related("notice").order_by("not_before", "pk").first()
    if row is not None:
        row.state = DeliveryState.SENDING
        row.attempts += 1
        row.save(update_fields=["state", "attempts"])
    return row


def _send(row: Delivery, now: datetime) -> bool:
    sender, to = sender_for(row.channel), _address(row)
    if sender is None or not to:
        return _end(row, DeliveryState.GIVEN_UP)
    try:
        sender.send(to, _text(row))
    except Exception as error:  # whatever a mail server or a gateway comes up with
        log.warning("notice %s by %s: %s", row.pk, row.channel, type(error).__name__)
        return _again(row, now)
    row.sent_at = now
    _end(row, DeliveryState.SENT)
    return True


def _address(row: Delivery) -> str:
    """Where the account wants it now; nothing when it chose otherwise meanwhile."""
    found = NoticeChoice.objects.unscoped(WHY).filter(account=row.notice.account_id).first()
    if found is None:
        return ""
    if row.channel == Channel.EMAIL:
        return str(found.email) if found.by_email else ""
    return str(found.phone) if found.by_sms else ""


@in_vietnamese()
def _text(row: Delivery) -> str:
    """That something waits, and where: no name, no content."""
    said = gettext(KINDS[row.notice.kind].short)
    address = settings.CHIBO_ADDRESS.rstrip("/")
    return f"Chibo: {said} {address}/thong-bao/" if address else f"Chibo: {said}"


def _end(row: Delivery, state: DeliveryState) -> bool:
    row.state = state
    row.save(update_fields=["state", "sent_at", "not_before"])
    return False


def _again(row: Delivery, now: datetime) -> bool:
    if row.attempts >= TRIES:
        return _end(row, DeliveryState.GIVEN_UP)
    row.not_before = now + timedelta(minutes=5 * 2 ** (row.attempts - 1))
    return _end(row, DeliveryState.WAITING)
