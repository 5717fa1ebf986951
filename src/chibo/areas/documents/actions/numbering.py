"""Giving numbers to papers, in the order of their days."""

from datetime import date, datetime

from django.db import transaction

from chibo.areas.documents import permissions
from chibo.areas.documents.errors import LaterInsertion
from chibo.areas.documents.kinds import check_may_issue
from chibo.areas.documents.models import NumberState, PaperCounter, PaperNumber
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.documents.series import WHY_ALL, lock_counter, next_number
from chibo.areas.documents.templates import stamp_of
from chibo.areas.documents.texts import keep_text
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date


@transaction.atomic
def take_number(
    *,
    actor: Actor,
    unit: Unit,
    paper_kind: str,
    ref: str,
    issued_on: date,
    title: str,
    now: datetime,
    in_turn: bool = True,
    file_kind: str = "",
) -> PaperNumber:
    """The next number of this type in the unit's term, from 01 and without gaps.

    Asked again for the same `ref` it gives the number already taken. A transaction that is rolled
    back gives its number back. Numbers follow the days of their papers: where a later day is in
    the series already, the paper takes the day of that last one (it is issued when it is
    registered), or is refused where `in_turn` is False, because somebody typed the day.
    `file_kind` names the kind of paper Chibo makes under it, whose template is remembered.
    Raises NotAllowed, NotIssued, NoPaperRules, MarkedSecret or LaterInsertion.
    Source: QĐ 399-QĐ/TW and HD 05-HD/VPTW (numbering per type of paper and term).
    """
    actor.require(permissions.ISSUE, unit)
    refuse_if_secret(title=title)
    check_may_issue(unit, paper_kind, issued_on)
    counter = lock_counter(unit, paper_kind, issued_on)
    taken = PaperNumber.objects.unscoped(WHY_ALL).filter(ref=ref).first()
    if taken is not None:
        return _same_paper(taken, unit, paper_kind)
    day = _day_in_turn(counter, issued_on, in_turn=in_turn)
    template = stamp_of(unit.path, file_kind, day) if file_kind else ""
    return _give(actor, counter, day, now, ref=ref, title=title, template=template)


def _day_in_turn(counter: PaperCounter, issued_on: date, *, in_turn: bool) -> date:
    last = counter.last_issued_on
    if last is None or last <= issued_on:
        return issued_on
    if not in_turn:
        raise LaterInsertion(
            _(
                "Sổ đã có văn bản cùng loại ngày %(last)s. Số được cấp theo thứ tự ngày ban hành, "
                "không chèn văn bản ngày %(day)s vào sau. Hãy dùng số đã giữ cho văn bản này, "
                "hoặc ban hành với ngày từ %(last)s trở đi."
            )
            % {"last": show_date(last), "day": show_date(issued_on)}
        )
    return last


def _same_paper(taken: PaperNumber, unit: Unit, paper_kind: str) -> PaperNumber:
    if (taken.unit_id, taken.paper_kind) != (unit.pk, paper_kind):
        raise ValueError(f"{taken.ref} already carries a number of another unit or type")
    return taken


def _give(
    actor: Actor, counter: PaperCounter, issued_on: date, now: datetime, **fields: str
) -> PaperNumber:
    given = next_number(counter, issued_on, taken_at=now, state=NumberState.ISSUED, **fields)
    keep_text(given)
    audit.record(
        actor=actor,
        action="documents.number_taken",
        at=now,
        unit_id=counter.unit_id,
        target=given.ref,
        changes={"number": given.line, "issued_on": issued_on.isoformat()},
    )
    return given
