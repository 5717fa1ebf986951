"""Closing what is over, by the calendar."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from chibo.areas.indicators.alone import become_the_only_closer
from chibo.areas.indicators.closing.digests import chained, digest_of
from chibo.areas.indicators.closing.rules import closing_rules
from chibo.areas.indicators.closing.verifying import ON_TRAIL
from chibo.areas.indicators.kept.periods import Period, kept_periods
from chibo.areas.indicators.kept.positions import known_positions
from chibo.areas.indicators.kept.reading import is_waiting
from chibo.areas.indicators.models import ClosedPeriod, KeptDoubt, KeptState
from chibo.areas.indicators.published.tables import keeps_records
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.periods import Month


@transaction.atomic
def close_periods(*, actor: Actor, now: datetime, today: date) -> int:
    """Seal every kept period that ended long enough ago, the oldest first; how many were sealed.

    A period a run, `at_once` at most. Nothing is closed while something waits to be counted or a
    recount disagreed: the next night it will be. Nobody counts meanwhile: what is written over a
    sealed period is kept only by who sees the seal.
    """
    if not keeps_records():
        return 0
    become_the_only_closer()
    if is_waiting() or KeptDoubt.objects.exists():
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


def _close(actor: Actor, due: list[Period], now: datetime) -> int:
    if not due:
        return 0
    positions = known_positions()
    latest = ClosedPeriod.objects.order_by("-number").first()
    number, previous = (latest.number, latest.sha256) if latest else (0, "")
    sealed = []
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
        sealed.append(row)
    _tell_the_trail(actor, sealed, now)
    return len(due)


def _tell_the_trail(actor: Actor, sealed: Sequence[ClosedPeriod], now: datetime) -> None:
    """With number and digest: the trail cannot be altered unnoticed, so neither can the seals."""
    audit.record(
        actor=actor,
        action="figures.closed",
        at=now,
        target=ON_TRAIL,
        changes={
            "periods": [str(row) for row in sealed],
            "seals": [[row.number, row.sha256] for row in sealed],
        },
    )
