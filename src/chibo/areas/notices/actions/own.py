"""One's own notices and ways of being told."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from chibo.areas.notices.channels import ready_channels
from chibo.areas.notices.errors import BadChannel
from chibo.areas.notices.models import Channel, Notice, NoticeChoice
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.rows import require_version

PHONE = re.compile(r"\+?[0-9]{9,15}")


@transaction.atomic
def read(*, actor: Actor, notice_id: int, now: datetime) -> Notice:
    """The notice, marked as read; read twice changes nothing. Raises NotThere for another's."""
    row: Notice | None = Notice.objects.all().own(actor).filter(pk=notice_id).first()
    if row is None:
        raise NotThere(_("Không có thông báo này."))
    if row.read_at is None:
        row.read_at = now
        row.save(update_fields=["read_at"])
    return row


@transaction.atomic
def read_all(*, actor: Actor, now: datetime) -> int:
    """All of one's own are read; says how many were not."""
    rows = Notice.objects.all().own(actor).filter(read_at__isnull=True)
    return int(rows.update(read_at=now))


@dataclass(frozen=True)
class Ways:
    """What the form of choices holds."""

    by_email: bool = False
    email: str = ""
    by_sms: bool = False
    phone: str = ""


@transaction.atomic
def choose(*, actor: Actor, ways: Ways, version: int, now: datetime) -> NoticeChoice:
    """Choose how to be told. Raises BadChannel for a way the server does not have or an address
    that is none, ChangedMeanwhile. The trail says that it was changed, never to what."""
    if actor.account_id is None:
        raise NotThere(_("Không có tài khoản để chọn cách nhận thông báo."))
    _check(ways)
    rows = NoticeChoice.objects.all().own(actor).select_for_update()
    row: NoticeChoice = rows.first() or NoticeChoice(account_id=actor.account_id, version=0)
    if all(getattr(row, name) == value for name, value in vars(ways).items()) and row.version:
        return row
    require_version(row.version, version)
    for name, value in vars(ways).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    audit.record(actor=actor, action="notices.chosen", at=now, target=f"account:{row.account_id}")
    return row


def _check(ways: Ways) -> None:
    ready = ready_channels()
    if (ways.by_email and Channel.EMAIL not in ready) or (ways.by_sms and Channel.SMS not in ready):
        raise BadChannel(_("Máy chủ chưa bật cách gửi này. Hãy hỏi người quản trị."))
    if ways.email:
        try:
            validate_email(ways.email)
        except ValidationError:
            raise BadChannel(_("Địa chỉ e-mail chưa đúng. Hãy xem lại.")) from None
    if ways.phone and not PHONE.fullmatch(ways.phone):
        raise BadChannel(_("Số điện thoại chỉ gồm 9 đến 15 chữ số. Hãy xem lại."))
    if (ways.by_email and not ways.email) or (ways.by_sms and not ways.phone):
        raise BadChannel(_("Chưa ghi địa chỉ hoặc số điện thoại để nhận."))
