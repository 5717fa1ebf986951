"""Keeping what was said: sent by a link, or typed by the secretary."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.inputs.actions.links import input_for, lock_preparing, trail
from chibo.areas.inputs.errors import BadInput, LinkOver, TooOften
from chibo.areas.inputs.models import Input, WrittenBy
from chibo.areas.inputs.queries import found_input
from chibo.areas.meetings.models import Meeting
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.models import AuditEvent
from chibo.core.rows import require_version

LONGEST, LONGEST_NAME = 2000, 120
SENT = "input.sent"
WINDOW, LIMIT = timedelta(hours=1), 10


@dataclass(frozen=True)
class Said:
    """What the short form holds."""

    done: str = ""
    concerns: str = ""
    proposals: str = ""
    sent_by: str = ""


@transaction.atomic
def write_input(
    *, actor: Actor, meeting_id: int, giver: str, said: Said, version: int, now: datetime
) -> Input:
    """The secretary writes down what an organisation said. Raises ChangedMeanwhile when something
    came by the link since; the same twice changes nothing. Version 0: nothing was there."""
    meeting = lock_preparing(actor, meeting_id)
    row = input_for(meeting, giver)
    seen = version or (row.version if row.received_at is None else 0)
    return _keep(actor, row, said, WrittenBy.CELL, seen, now)


@transaction.atomic
def send_input(*, actor: Actor, secret_hash: str, said: Said, version: int, now: datetime) -> Input:
    """An organisation sends its lines by its link; sent again before the meeting they replace the
    first. `actor` is nobody in particular: the secret is the key.

    Raises LinkOver, TooOften, BadInput, MarkedSecret, ChangedMeanwhile.
    """
    row = found_input(secret_hash)
    if row is None:
        raise _link_over()
    Meeting.objects.unscoped("held while its input is kept").select_for_update().get(
        pk=row.meeting_id
    )
    row = found_input(secret_hash)
    if row is None or row.written_by == WrittenBy.CELL:
        raise _link_over()
    _check_pace(row, now)
    return _keep(actor, row, said, WrittenBy.LINK, version, now)


def _link_over() -> LinkOver:
    """The same sentence for every link that is not open, whatever the reason."""
    return LinkOver(
        _("Đường dẫn này không còn dùng được. Hãy liên hệ bí thư chi bộ nếu cần gửi thêm.")
    )


def _check_pace(row: Input, now: datetime) -> None:
    events = AuditEvent.objects.filter(target=f"input:{row.pk}", action=SENT, at__gt=now - WINDOW)
    if events.count() >= LIMIT:
        raise TooOften(_("Đã gửi quá nhiều lần. Hãy chờ một giờ rồi gửi lại."))


def _keep(
    actor: Actor, row: Input, said: Said, written_by: WrittenBy, version: int, now: datetime
) -> Input:
    after = {field: _plain(text) for field, text in vars(said).items()}
    if all(getattr(row, field) == text for field, text in after.items()) and row.received_at:
        return row
    require_version(row.version, version)
    _check(after)
    for field, text in after.items():
        setattr(row, field, text)
    row.written_by, row.received_at = written_by, now
    row.version += 1
    row.save()
    trail(actor, SENT if written_by == WrittenBy.LINK else "input.written", row, now)
    return row


def _check(after: dict[str, str]) -> None:
    if not any(after[field] for field in ("done", "concerns", "proposals")):
        raise BadInput(_("Chưa ghi nội dung nào. Hãy ghi ít nhất một ô."))
    for field, text in after.items():
        longest = LONGEST_NAME if field == "sent_by" else LONGEST
        if len(text) > longest:
            raise BadInput(_("Ô này ghi không quá %d chữ. Hãy ghi ngắn hơn.") % longest)
        refuse_if_secret(text=text)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()
