"""What was closed of the figures of a unit, beside what is told of them now, for an actor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from chibo.areas.indicators.definitions import Definition, Number, definitions
from chibo.areas.indicators.kept.measured import measures
from chibo.areas.indicators.kept.positions import Positions
from chibo.areas.indicators.kept.reading import open_store
from chibo.areas.indicators.measures import Span, places
from chibo.areas.indicators.models import ClosedPeriod
from chibo.areas.indicators.periods import LENGTHS, Period
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.queries.begun import known
from chibo.areas.indicators.queries.report import figures_of
from chibo.areas.indicators.told import Data, Told, tell
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit_by_code
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.core.wall import lifted

WRITTEN_OVER = """
SELECT EXISTS (
  SELECT FROM indicators_closedfigures saved
   WHERE saved.path IN (SELECT path FROM organisation_unitstanding WHERE unit_id = %(unit)s)
     AND saved.first BETWEEN %(first)s AND %(last)s)
"""
WHY = "figures of a unit the actor may see, as things stood then"


@dataclass(frozen=True)
class Closed:
    """A figure as it was closed, beside what the records say now."""

    at: datetime
    sha256: str
    before: Told
    is_restated: bool


@dataclass(frozen=True)
class AsClosed:
    """Every figure of a unit and period that was closed, by code, as it was closed."""

    at: datetime
    sha256: str
    figures: Mapping[str, Told]

    def restated(self, told: Told) -> Told | None:
        """The figure as it was closed where it differs from what is told now."""
        before = self.figures.get(told.definition.code)
        return before if before is not None and _said(before) != _said(told) else None


def closed_figure(
    actor: Actor, unit: Unit, period: Period, structure: str, told: Told, today: date
) -> Closed | None:
    """What was closed of a figure; None where nothing was, or nothing is told before and now.

    A correction that leaves no value leaves the closed one. Ten statements at most. Raises
    NotAllowed.
    """
    closed = closed_figures(actor, unit, period, structure, today)
    before = closed.figures.get(told.definition.code) if closed else None
    if closed is None or before is None or not (before.has_value or told.has_value):
        return None
    return Closed(closed.at, closed.sha256, before, closed.restated(told) is not None)


def closed_figures(
    actor: Actor, unit: Unit, period: Period, structure: str, today: date
) -> AsClosed | None:
    """Every figure of a period all months of which are closed; None of any other.

    Under the structure of then: that of now moves with every reorganisation. Of a term or another
    range no kept period is as long as, without what only the whole period says. Eight statements,
    two more where nothing was counted. Raises NotAllowed.
    """
    actor.require(VIEW, unit)
    seals = _seals(period) if structure == "then" else []
    store = open_store() if seals else None
    if not seals or store is None:
        return None
    facts = store.closed_facts(places(unit, "then"), Span(period.first, period.last, today))
    if facts is None:
        return None
    data = known(unit, period, "then", figures_of(facts), today)
    sealed = _sealed(period, seals, store.positions)
    told = {each.code: _told(unit, each, data) for each in definitions() if _closes(each, sealed)}
    last = max(seals, key=lambda seal: seal.closed_at)
    return AsClosed(last.closed_at, last.sha256, told)


def restated_figures(
    actor: Actor, unit: Unit, period: Period, structure: str, today: date
) -> AsClosed | None:
    """The same where anything of the unit was written over since; one statement where not."""
    if structure != "then" or not _was_written_over(unit, period):
        return None
    return closed_figures(actor, unit, period, structure, today)


def restated_report(
    *, actor: Actor, report: Mapping[str, Any], today: date
) -> dict[str, dict[str, Any]]:
    """Of figures as `indicator_report` gives them, those that were closed as something else.

    By code: when they were closed, the seal, and what they were. Raises NotThere, NotAllowed.
    """
    unit = get_unit_by_code(actor, report["unit"])
    try:
        period = Period.parse(f"{report['from']}..{report['to']}")
    except ValueError:  # longer than any period a page tells
        return {}
    closed = restated_figures(actor, unit, period, report["structure"], today)
    if closed is None:
        return {}
    now = known(unit, period, "then", report["indicators"], today)
    found = {}
    for code, before in closed.figures.items():
        if closed.restated(_told(unit, before.definition, now)) is not None:
            found[code] = {
                "closed_at": closed.at.isoformat(),
                "sha256": closed.sha256,
                **_plain(before),
            }
    return found


def _plain(told: Told) -> dict[str, int | float | None]:
    parts = {"value": told.value}
    if told.definition.is_rate:
        parts |= {"numerator": told.numerator, "denominator": told.denominator}
    return {name: _number(number) for name, number in parts.items()}


def _number(number: Number | None) -> int | float | None:
    if number is None or isinstance(number, int):
        return number
    return int(number) if number == number.to_integral_value() else float(number)


def _told(unit: Unit, each: Definition, data: Data) -> Told:
    return tell(each.code, data, is_cell=unit.is_cell, cell_type=unit.cell_type)


def _said(told: Told) -> tuple[Number | None, ...]:
    """What a reader is told: of no value only that there is none."""
    return (told.value, told.numerator, told.denominator) if told.has_value else ()


def _closes(each: Definition, sealed: frozenset[str]) -> bool:
    """Whether the seals of the period hold the figure."""
    facts = {each.counts} if each.counts else {each.numerator, each.denominator}
    return each.listed and not each.target_of and facts <= sealed


def _sealed(period: Period, seals: Sequence[ClosedPeriod], positions: Positions) -> frozenset[str]:
    """The facts the seals hold: those that were counted when the period was closed."""
    whole = {name for measure in measures() for name in measure.whole}
    width = min(seal.width for seal in seals if seal.months == 1)
    width_whole = seals[-1].width if _is_kept(period) else 0
    return frozenset(
        name
        for name, position in positions.at.items()
        if position < (width_whole if name in whole else width)
    )


def _is_kept(period: Period) -> bool:
    """Whether it is a month, quarter, half-year or year; any other is told as its months."""
    return period.months in LENGTHS.values() and (period.first.month - 1) % period.months == 0


def _seals(period: Period) -> list[ClosedPeriod]:
    """Those of every month of the period, and of the period itself; none where one is open."""
    months = period.months
    rows = ClosedPeriod.objects.filter(first__range=(period.first.first, period.last.first))
    single = [row for row in rows if row.months == 1]
    whole = [row for row in rows if (row.months, row.first) == (months, period.first.first)]
    if len(single) != months or (_is_kept(period) and not whole):
        return []
    return [*single, *whole]


def _was_written_over(unit: Unit, period: Period) -> bool:
    given: dict[str, Any] = {
        "unit": unit.pk,
        "first": period.first.first,
        "last": period.last.first,
    }
    with lifted(WHY), connection.cursor() as cursor:
        cursor.execute(WRITTEN_OVER, given)
        return bool(cursor.fetchone()[0])


def is_closed(days: Sequence[date | None]) -> bool:
    """Whether any of these days lies in a month that was closed. One statement."""
    months = {Month.of(day).first for day in days if day}
    return ClosedPeriod.objects.filter(months=1, first__in=months).exists()


def is_closed_since(day: date) -> bool:
    """Whether any month from the day's own on was closed. One statement."""
    return ClosedPeriod.objects.filter(months=1, first__gte=Month.of(day).first).exists()
