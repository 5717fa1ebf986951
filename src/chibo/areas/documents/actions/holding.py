"""Numbers held for a paper to come: who holds it and why, used in its place or given back."""

import uuid
from datetime import date, datetime

from django.db import transaction

from chibo.areas.documents import permissions
from chibo.areas.documents.entries import OutgoingPaper, carry
from chibo.areas.documents.errors import BadEntry, CannotUseNumber, LaterInsertion
from chibo.areas.documents.kinds import check_may_issue
from chibo.areas.documents.models import NumberState, PaperCounter, PaperNumber
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.documents.series import WHY_ALL, lock_counter, next_number
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row
from chibo.core.vietnamese import show_date


@transaction.atomic
def hold_number(
    *, actor: Actor, unit: Unit, paper_kind: str, on: date, why: str, now: datetime
) -> PaperNumber:
    """Keep the next number for a paper that is not ready. Raises BadEntry without a reason.

    Raises also NotAllowed, NotIssued, LaterInsertion, MarkedSecret.
    """
    actor.require(permissions.ISSUE, unit)
    if not why.strip():
        raise BadEntry(_("Chưa ghi giữ số cho văn bản nào. Hãy ghi để người khác biết."), "why")
    refuse_if_secret(title=why)
    check_may_issue(unit, paper_kind, on)
    counter = lock_counter(unit, paper_kind, on)
    _require_turn(counter.last_issued_on, on, None)
    held = next_number(
        counter,
        on,
        ref=f"held:{uuid.uuid4()}",
        title=why.strip(),
        taken_at=now,
        state=NumberState.HELD,
        held_by=actor.name,
        note=why.strip()[:300],
    )
    _trail(actor, "documents.number_held", held, now, why)
    return held


@transaction.atomic
def use_number(*, actor: Actor, number_id: int, paper: OutgoingPaper, now: datetime) -> PaperNumber:
    """Issue a paper under a held number, on a day between those of its neighbours.

    Raises NotThere, NotAllowed, CannotUseNumber, LaterInsertion, BadEntry, MarkedSecret.
    """
    held = _lock_held(actor, number_id)
    before, after = _neighbours(held)
    _require_turn(before, paper.issued_on, after)
    held.state = NumberState.ISSUED
    held.ref = f"entered:{held.pk}"
    carry(held, paper, now)
    counter = _counter_of(held)
    counter.last_issued_on = max(counter.last_issued_on or paper.issued_on, paper.issued_on)
    counter.save(update_fields=["last_issued_on"])
    _trail(actor, "documents.number_used", held, now, paper.title)
    return held


@transaction.atomic
def release_number(*, actor: Actor, number_id: int, why: str, now: datetime) -> None:
    """Give a held number back: the last one is gone, an earlier one stays as unused with `why`."""
    held = _lock_held(actor, number_id)
    if not why.strip():
        raise BadEntry(_("Chưa ghi lý do trả số. Hãy ghi một câu; sổ giữ lại lý do này."), "why")
    refuse_if_secret(title=why)
    _trail(actor, "documents.number_released", held, now, why)
    held.state, held.note = NumberState.UNUSED, why.strip()[:300]
    held.save(update_fields=["state", "note"])
    _drop_unused_end(_counter_of(held))


def _drop_unused_end(counter: PaperCounter) -> None:
    """Unused numbers at the end of a series go, so that the next paper takes them."""
    rows = PaperNumber.objects.unscoped(WHY_ALL).filter(**_series(counter))
    while (last := rows.order_by("-number").first()) and last.state == NumberState.UNUSED:
        last.delete()
        counter.last_number -= 1
    counter.last_issued_on = last.issued_on if last else None
    if last:
        days = rows.exclude(state=NumberState.UNUSED).values_list("issued_on", flat=True)
        counter.last_issued_on = max(days)
    counter.save(update_fields=["last_number", "last_issued_on"])


def _lock_held(actor: Actor, number_id: int) -> PaperNumber:
    """The counter first, then the number: the order in which numbers are given."""
    rows = PaperNumber.objects.unscoped(WHY_ALL).filter(pk=number_id).select_related("unit")
    if found := rows.first():
        _counter_of(found)
    held: PaperNumber = lock_row(PaperNumber.objects, actor, pk=number_id)
    actor.require(permissions.ISSUE, held.unit)
    if held.state != NumberState.HELD:
        raise CannotUseNumber(
            _("Số này không còn giữ: đã dùng hoặc đã trả. Hãy tải lại sổ văn bản.")
        )
    return held


def _counter_of(number: PaperNumber) -> PaperCounter:
    counters = PaperCounter.objects.unscoped(WHY_ALL).select_for_update()
    return counters.get(**_series(number))


def _series(row: PaperNumber | PaperCounter) -> dict[str, object]:
    same: dict[str, object] = {"unit_id": row.unit_id, "paper_kind": row.paper_kind}
    if row.term_starts_on is None:
        return {**same, "term_starts_on__isnull": True}
    return {**same, "term_starts_on": row.term_starts_on}


def _neighbours(held: PaperNumber) -> tuple[date | None, date | None]:
    """The latest day of the papers before the number, the earliest of those after it."""
    rows = PaperNumber.objects.unscoped(WHY_ALL).filter(**_series(held))
    issued = rows.filter(state=NumberState.ISSUED)
    before = issued.filter(number__lt=held.number).order_by("-issued_on").first()
    after = issued.filter(number__gt=held.number).order_by("issued_on").first()
    return (before.issued_on if before else None, after.issued_on if after else None)


def _require_turn(before: date | None, day: date, after: date | None) -> None:
    if before and day < before:
        raise LaterInsertion(
            _(
                "Văn bản mang số trước đã ban hành ngày %(day)s, nên ngày của số này không thể "
                "sớm hơn. Hãy xem lại ngày."
            )
            % {"day": show_date(before)}
        )
    if after and day > after:
        raise LaterInsertion(
            _(
                "Văn bản mang số sau đã ban hành ngày %(day)s, nên ngày của số này không thể "
                "muộn hơn. Hãy lấy số mới cho văn bản này."
            )
            % {"day": show_date(after)}
        )


def _trail(actor: Actor, action: str, number: PaperNumber, now: datetime, why: str) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=number.unit_id,
        target=f"paper_number:{number.pk}",
        changes={"number": number.line, "why": why.strip()},
    )
