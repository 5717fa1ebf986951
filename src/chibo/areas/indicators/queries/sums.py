"""Figures over months that only the roll-ups hold: what became of the monthly reports."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection

from chibo.areas.indicators.definitions import definitions
from chibo.areas.indicators.models import CellMonth
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.published.tables import keeps_records
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.indicators.supplied import supplied
from chibo.areas.indicators.told import Data
from chibo.areas.organisation.models import Unit
from chibo.core.periods import months_between
from chibo.core.wall import lifted

_NAMES = ("reports_due", "reports_submitted", "reports_accepted", "reports_late")
_COLUMNS = ", ".join(f"sum({name})::bigint" for name in _NAMES)
_STATEMENT = f"""
SELECT unit_id, {_COLUMNS} FROM indicators_unitmonth
 WHERE unit_id = ANY(%(units)s) AND month BETWEEN %(first)s AND %(last)s GROUP BY unit_id
UNION ALL
SELECT cell_id, {_COLUMNS} FROM {CellMonth._meta.db_table} alone
 WHERE cell_id = ANY(%(units)s) AND month BETWEEN %(first)s AND %(last)s AND NOT EXISTS (
       SELECT 1 FROM indicators_unitmonth body
        WHERE body.unit_id = alone.cell_id AND body.month = alone.month)
 GROUP BY cell_id
"""  # noqa: S608


def unlisted_figures(
    unit: Unit, below: Iterable[Unit], period: Period, today: date
) -> Mapping[int, Data]:
    """The figures `indicator_report` leaves out, of a unit the actor may look at and some below it.

    A statement, one more for what areas above count; what became of monthly reports is left out
    of a period that begins before what is kept.
    """
    unit_ids = [unit.pk, *(each.pk for each in below)]
    facts = (
        supplied(unit_ids, months_between(period.first, period.so_far(today).last))
        if (keeps_records() and period.has_begun(today))
        else {pk: {} for pk in unit_ids}
    )
    if period.first >= window_on(today)[0]:
        for pk, sums in _of_reports(unit_ids, period).items():
            facts[pk].update(sums)
    return {pk: _as_data(each) for pk, each in facts.items()}


def _of_reports(unit_ids: list[int], period: Period) -> dict[int, dict[str, int]]:
    asked: dict[str, Any] = {
        "units": unit_ids,
        "first": period.first.first,
        "last": period.last.first,
    }
    sums: dict[int, dict[str, int]] = {pk: dict.fromkeys(_NAMES, 0) for pk in unit_ids}
    with (
        lifted("figures of a unit the actor may see, as things stood then"),
        connection.cursor() as cursor,
    ):
        cursor.execute(_STATEMENT, asked)
        for pk, *row in cursor.fetchall():
            for name, number in zip(_NAMES, row, strict=True):
                sums[pk][name] += number
    return sums


def _as_data(facts: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    found = {}
    for each in definitions():
        fact = each.counts or each.denominator
        if not each.listed and fact in facts:
            figure = each.figure(facts)
            found[each.code] = {
                "value": figure.value,
                "numerator": figure.numerator,
                "denominator": figure.denominator,
            }
    return found
