"""The record of a breach with its clock: found, told, closed."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.organisation.models import Unit
from chibo.areas.privacy import permissions
from chibo.areas.privacy.errors import BadBreach
from chibo.areas.privacy.models import Breach
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version, save_next
from chibo.regulations import personal_data_rules_in_force


@dataclass(frozen=True)
class Found:
    """What is known of a breach; `people` None while nobody knows how many."""

    found_at: datetime
    what: str
    which_data: str
    people: int | None = None
    measures: str = ""


@transaction.atomic
def enter(*, actor: Actor, unit_id: int, found: Found, now: datetime) -> Breach:
    """Write it down; the clock runs from when it was found. NotThere, NotAllowed, BadBreach."""
    unit = get_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.BREACHES, unit)
    _check(found, now)
    rules = personal_data_rules_in_force(found.found_at.date())
    row = Breach.objects.create(
        unit=unit,
        **asdict(found),
        notice_by=rules.notice_by(found.found_at),
        entered_by=actor.name,
        pack_id=rules.pack_id,
    )
    _trail(actor, "breach.entered", row, now, {"found_at": [None, str(found.found_at)]})
    return row


@transaction.atomic
def write(*, actor: Actor, breach_id: int, found: Found, version: int, now: datetime) -> Breach:
    """More is known now; a clock that is moved by it leaves old and new in the trail.

    NotAllowed, ChangedMeanwhile, BadBreach.
    """
    row = _locked(actor, breach_id, version)
    _check(found, now)
    rules = personal_data_rules_in_force(found.found_at.date())
    clock = {"found_at": found.found_at, "notice_by": rules.notice_by(found.found_at)}
    moved = audit.differences({name: getattr(row, name) for name in clock}, clock)
    save_next(row, {**asdict(found), **clock})
    _trail(actor, "breach.written", row, now, moved)
    return row


@transaction.atomic
def note_told(
    *, actor: Actor, breach_id: int, told_to: str, told_at: datetime, version: int, now: datetime
) -> Breach:
    """Who was told, and when. NotAllowed, ChangedMeanwhile, BadBreach."""
    row = _locked(actor, breach_id, version)
    if not told_to.strip():
        raise BadBreach(_("Chưa ghi đã báo cho ai."), "told_to")
    if not row.found_at <= told_at <= now:
        raise BadBreach(_("Lúc báo phải từ lúc phát hiện đến bây giờ."), "told_at")
    refuse_if_secret(text=told_to)
    save_next(row, {"told_to": told_to.strip(), "told_at": told_at})
    _trail(actor, "breach.told", row, now, {"told_at": [None, str(told_at)]})
    return row


@transaction.atomic
def close(*, actor: Actor, breach_id: int, version: int, now: datetime) -> Breach:
    """Nothing more is to be done; told before, and with what was done about it."""
    row = _locked(actor, breach_id, version)
    if row.told_at is None or not row.measures:
        raise BadBreach(_("Chưa đóng được: hãy ghi đã báo cho ai và đã làm gì."))
    save_next(row, {"closed_at": now})
    _trail(actor, "breach.closed", row, now)
    return row


def _locked(actor: Actor, breach_id: int, version: int) -> Breach:
    row = lock_row(Breach.objects.select_related("unit"), actor, pk=breach_id)
    actor.require(permissions.BREACHES, row)
    require_version(row.version, version, row.ref)
    if row.closed_at:
        raise BadBreach(_("Sự cố này đã đóng."))
    return row


def _check(found: Found, now: datetime) -> None:
    if found.found_at > now:
        raise BadBreach(_("Lúc phát hiện không thể sau bây giờ."), "found_at")
    for field in ("what", "which_data"):
        if not str(getattr(found, field)).strip():
            raise BadBreach(_("Chưa ghi việc gì đã xảy ra, với dữ liệu nào."), field)
    for text in (found.what, found.which_data, found.measures):
        refuse_if_secret(text=text)


def _trail(
    actor: Actor,
    action: str,
    row: Breach,
    now: datetime,
    changes: dict[str, list[Any]] | None = None,
) -> None:
    """That it was written and when; what, the record says to those who may read it."""
    audit.record(
        actor=actor, action=action, at=now, unit_id=row.unit_id, target=row.ref, changes=changes
    )
