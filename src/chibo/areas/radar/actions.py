"""Writing down what is known of a hit."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.notices.telling import Told, tell
from chibo.areas.organisation.models import Unit
from chibo.areas.radar import permissions
from chibo.areas.radar.errors import BadNote, CannotRemind
from chibo.areas.radar.models import KnownHit
from chibo.areas.radar.queries import hits_of, told_of
from chibo.areas.radar.rules import find_rule
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import add_months
from chibo.core.rows import get_row
from chibo.core.vietnamese import show_date

LONGEST = 12
"""Months; what lasts longer is asked about again."""


@dataclass(frozen=True)
class Known:
    """Why it is so, and until which day that is enough."""

    reason: str
    until: date


@transaction.atomic
def note_known(*, actor: Actor, unit_id: int, rule: str, known: Known, now: datetime) -> KnownHit:
    """Keep what is known of a hit, in place of what was. NotThere, NotAllowed, BadNote."""
    unit = get_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.NOTE, unit)
    today, reason = now.date(), " ".join(known.reason.split())
    if find_rule(rule, today) is None:
        raise BadNote(_("Không có quy tắc này. Hãy mở lại từ danh sách."))
    if not reason:
        raise BadNote(_("Hãy ghi một câu lý do."), "reason")
    last = add_months(today, LONGEST)
    if not today < known.until <= last:
        told = _("Hãy chọn một ngày sau hôm nay, chậm nhất %s.") % show_date(last)
        raise BadNote(told, "until")
    refuse_if_secret(text=reason)
    row, _new = KnownHit.objects.unscoped(
        "the one note of a unit the actor may note"
    ).update_or_create(
        unit=unit,
        rule=rule,
        defaults={
            "reason": reason,
            "until": known.until,
            "by_name": actor.name,
            "noted_at": now,
        },
    )
    _trail(actor, "radar.known", row, now)
    return row


@transaction.atomic
def forget_known(*, actor: Actor, unit_id: int, rule: str, now: datetime) -> None:
    """Take the note off: the hit stands as before."""
    unit = get_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.NOTE, unit)
    row = (
        KnownHit.objects.unscoped("a unit the actor may note").filter(unit=unit, rule=rule).first()
    )
    if row is not None:
        _trail(actor, "radar.forgotten", row, now)
        row.delete()


@transaction.atomic
def remind(*, actor: Actor, unit_id: int, rule: str, now: datetime) -> int:
    """Tell those who look after the unit that a rule fits it; says how many were told.

    Once a day, whoever asks. NotThere, NotAllowed, CannotRemind.
    """
    unit = get_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.REMIND, unit)
    today = now.date()
    told = next((hit.rule for hit in hits_of(actor, unit, today) if hit.rule.code == rule), None)
    if told is None:
        raise CannotRemind(_("Quy tắc này nay không còn nêu đơn vị. Hãy mở lại từ danh sách."))
    accounts = told_of(actor, unit, today)
    if not accounts:
        raise CannotRemind(
            _("Đơn vị chưa có tài khoản nào nhận được lời nhắc. Hãy báo người quản lý tài khoản.")
        )
    occasion = f"radar.reminded:{unit.pk}:{rule}:{today.isoformat()}"
    count = tell([Told("radar.reminded", occasion, f"radar:{unit.pk}", accounts)], now)
    if not count:
        raise CannotRemind(_("Hôm nay đã nhắc đơn vị việc này. Hãy nhắc lại từ ngày mai."))
    audit.record(
        actor=actor,
        action="radar.reminded",
        at=now,
        unit_id=unit.pk,
        target=f"unit:{unit.pk}",
        changes={"rule": rule, "accounts": count},
    )
    return count


def _trail(actor: Actor, action: str, row: KnownHit, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=row.unit_id,
        target=f"unit:{row.unit_id}",
        changes={"rule": row.rule, "reason": row.reason, "until": row.until.isoformat()},
    )
