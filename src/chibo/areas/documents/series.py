"""The series of numbers of a unit: one counter a kind and term, locked while a number is given."""

from datetime import date
from typing import Any

from django.db.models import Q

from chibo.areas.documents.kinds import get_paper_rules, org_code
from chibo.areas.documents.models import PaperCounter, PaperNumber
from chibo.areas.organisation.models import Unit

WHY_ALL = "the sequence of a unit is one, whoever takes a number from it"


def lock_counter(unit: Unit, paper_kind: str, issued_on: date) -> PaperCounter:
    """The counter of the series a paper of that day belongs to, held until the transaction ends."""
    term = _term_on(unit, paper_kind, issued_on)
    before_first = get_paper_rules(issued_on).numbering.starts_at - 1
    counters = PaperCounter.objects.unscoped(WHY_ALL)
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
    earlier = PaperCounter.objects.unscoped(WHY_ALL).filter(
        Q(unit=unit, paper_kind=paper_kind, term_starts_on__lte=issued_on)
    )
    return earlier.order_by("-term_starts_on").values_list("term_starts_on", flat=True).first()


def next_number(counter: PaperCounter, issued_on: date, **fields: Any) -> PaperNumber:
    """One more row of a series whose counter is locked."""
    counter.last_number += 1
    counter.last_issued_on = max(counter.last_issued_on or issued_on, issued_on)
    counter.save(update_fields=["last_number", "last_issued_on"])
    return PaperNumber.objects.create(
        unit_id=counter.unit_id,
        paper_kind=counter.paper_kind,
        org_code=org_code(counter.unit),
        term_starts_on=counter.term_starts_on,
        number=counter.last_number,
        issued_on=issued_on,
        **fields,
    )
