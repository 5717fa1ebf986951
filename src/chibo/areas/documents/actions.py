"""Giving numbers to papers."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from chibo.areas.documents import permissions
from chibo.areas.documents.kinds import check_may_issue, get_paper_rules, org_code
from chibo.areas.documents.models import PaperCounter, PaperNumber
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor

_WHY_ALL = "the sequence of a unit is one, whoever takes a number from it"


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
) -> PaperNumber:
    """The next number of this type in the unit's term, from 01 and without gaps.

    Asked again for the same `ref` it gives the number already taken. A transaction that is rolled
    back gives its number back. Raises NotAllowed, NotIssued, NoPaperRules or MarkedSecret.
    Source: QĐ 399-QĐ/TW and HD 05-HD/VPTW (numbering per type of paper and term).
    """
    actor.require(permissions.ISSUE, unit)
    refuse_if_secret(title=title)
    check_may_issue(unit, paper_kind, issued_on)
    counter = _lock_counter(unit, paper_kind, issued_on)
    taken = PaperNumber.objects.unscoped(_WHY_ALL).filter(ref=ref).first()
    if taken is not None:
        return _same_paper(taken, unit, paper_kind)
    return _give(actor, counter, ref, issued_on, title, now)


def _lock_counter(unit: Unit, paper_kind: str, issued_on: date) -> PaperCounter:
    term = _term_on(unit, paper_kind, issued_on)
    before_first = get_paper_rules(issued_on).numbering.starts_at - 1
    counters = PaperCounter.objects.unscoped(_WHY_ALL)
    counters.bulk_create(
        [
            PaperCounter(
                unit=unit, paper_kind=paper_kind, term_starts_on=term, last_number=before_first
            )
        ],
        ignore_conflicts=True,
    )
    return counters.select_for_update().get(unit=unit, paper_kind=paper_kind, term_starts_on=term)


def _term_on(unit: Unit, paper_kind: str, issued_on: date) -> date | None:
    """The start of the term `issued_on` falls in: a paper dated back keeps the older sequence.

    Where the rules number per year, the year takes the place of the term.
    """
    if get_paper_rules(issued_on).numbering.per == "type_and_year":
        return issued_on.replace(month=1, day=1)
    if unit.term_starts_on is None or unit.term_starts_on <= issued_on:
        return unit.term_starts_on
    earlier = PaperCounter.objects.unscoped(_WHY_ALL).filter(
        Q(unit=unit, paper_kind=paper_kind, term_starts_on__lte=issued_on)
    )
    return earlier.order_by("-term_starts_on").values_list("term_starts_on", flat=True).first()


def _same_paper(taken: PaperNumber, unit: Unit, paper_kind: str) -> PaperNumber:
    if (taken.unit_id, taken.paper_kind) != (unit.pk, paper_kind):
        raise ValueError(f"{taken.ref} already carries a number of another unit or type")
    return taken


def _give(
    actor: Actor, counter: PaperCounter, ref: str, issued_on: date, title: str, now: datetime
) -> PaperNumber:
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    given = PaperNumber.objects.create(
        unit_id=counter.unit_id,
        paper_kind=counter.paper_kind,
        org_code=org_code(counter.unit),
        term_starts_on=counter.term_starts_on,
        number=counter.last_number,
        ref=ref,
        issued_on=issued_on,
        title=title,
        taken_at=now,
    )
    audit.record(
        actor=actor,
        action="documents.number_taken",
        at=now,
        unit_id=counter.unit_id,
        target=ref,
        changes={"number": given.line, "issued_on": issued_on.isoformat()},
    )
    return given
