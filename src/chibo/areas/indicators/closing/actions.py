"""Closing what is over, by the calendar."""

from datetime import date, datetime, timedelta

from django.db import transaction

from chibo.areas.indicators.closing.digests import chained, digest_of
from chibo.areas.indicators.closing.rules import closing_rules
from chibo.areas.indicators.kept.periods import Period, kept_periods
from chibo.areas.indicators.kept.positions import known_positions
from chibo.areas.indicators.kept.reading import is_waiting
from chibo.areas.indicators.models import ClosedPeriod, KeptDoubt, KeptState
from chibo.areas.indicators.published.tables import keeps_records
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.periods import Month


def close_periods(*, actor: Actor, now: datetime, today: date) -> int:
    """Seal every kept period that ended long enough ago, the oldest first; how many were sealed.

    A period a run, `at_once` at most. Nothing is closed while something waits to be counted or a
    recount disagreed: the next night it will be.
    """
    if not keeps_records() or is_waiting() or KeptDoubt.objects.exists():
        return 0
    return _close(actor, _due(today), now)


def _due(today: date) -> list[Period]:
    state = KeptState.objects.first()
    if state is None:
        return []
    rules = closing_rules()
    closed = set(ClosedPeriod.objects.values_list("first", "months"))
    until = min(today, state.folded_on) - timedelta(days=rules.days_after)
    kept = kept_periods(Month.of(state.kept_from), state.folded_on)
    due = [each for each in kept if each.last.last <= until and tuple(each) not in closed]
    return sorted(due, key=lambda each: (each.last.last, each.months))[: rules.at_once]


@transaction.atomic
def _close(actor: Actor, due: list[Period], now: datetime) -> int:
    if not due:
        return 0
    positions = known_positions()
    latest = ClosedPeriod.objects.select_for_update().order_by("-number").first()
    number, previous = (latest.number, latest.sha256) if latest else (0, "")
    for each in due:
        width = positions.of(each.months)
        rows, figures = digest_of(each, width)
        number += 1
        row = ClosedPeriod(
            number=number,
            first=each.first,
            months=each.months,
            width=width,
            rows=rows,
            figures=figures,
            previous=previous,
            closed_at=now,
        )
        row.sha256 = previous = chained(row)
        row.save()
    audit.record(
        actor=actor,
        action="figures.closed",
        at=now,
        changes={"periods": [f"{each.first:%Y-%m}+{each.months}" for each in due]},
    )
    return len(due)
