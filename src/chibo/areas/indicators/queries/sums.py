"""Figures over months that only the roll-ups hold: what became of the monthly reports."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from chibo.areas.indicators.definitions import definitions
from chibo.areas.indicators.measures import Structure, places
from chibo.areas.indicators.models import CellMonth
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.published.tables import keeps_records
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.indicators.supplied import supplied
from chibo.areas.indicators.told import DOUBTED, WHY_NOT, Data
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.paths import unit_of
from chibo.core.i18n import _
from chibo.core.periods import months_between
from chibo.core.wall import lifted

_NAMES = ("reports_due", "reports_submitted", "reports_accepted", "reports_late")
_COLUMNS = ", ".join(f"sum({name})::bigint" for name in _NAMES) + ", bool_or(in_doubt)"
_OVER = "month BETWEEN %(first)s AND %(last)s"
_THEN = f"""
SELECT unit_id, {_COLUMNS} FROM indicators_unitmonth
 WHERE unit_id = ANY(%(units)s) AND {_OVER} GROUP BY unit_id
UNION ALL
SELECT cell_id, {_COLUMNS} FROM {CellMonth._meta.db_table} alone
 WHERE cell_id = ANY(%(units)s) AND {_OVER} AND NOT EXISTS (
       SELECT 1 FROM indicators_unitmonth body
        WHERE body.unit_id = alone.cell_id AND body.month = alone.month)
 GROUP BY cell_id
"""  # noqa: S608
# A report goes with its cell, and with whoever took the cell over.
_NOW = f"""
SELECT slot, {_COLUMNS}
  FROM ({{placed}}) placed JOIN {CellMonth._meta.db_table} alone ON alone.cell_id = placed.unit_id
 WHERE placed.slot IS NOT NULL AND {_OVER} GROUP BY slot
"""  # noqa: S608
WHY = "figures of a unit the actor may see, as things stood then"
Sums = dict[int, tuple[dict[str, int], bool]]
"""Facts by unit, and whether a month of them is in doubt."""


def unlisted_figures(
    unit: Unit, below: Iterable[Unit], period: Period, today: date, structure: Structure
) -> Mapping[int, Data]:
    """The figures `indicator_report` leaves out, of a unit the actor may look at and some below it.

    A statement, two more for what areas above count and for the structure of now; what became of
    monthly reports is left out of a period that begins before what is kept.
    """
    unit_ids = [unit.pk, *(each.pk for each in below)]
    facts = (
        supplied(unit_ids, months_between(period.first, period.so_far(today).last))
        if (keeps_records() and period.has_begun(today))
        else {pk: {} for pk in unit_ids}
    )
    told = {pk: _as_data(each) for pk, each in facts.items()}
    if structure == "now":
        told = {pk: _all_as(each, WHY_NOT, _only_then()) for pk, each in told.items()}
    if period.first >= window_on(today)[0]:
        of_reports = _now(unit, period) if structure == "now" else _then(unit_ids, period)
        for pk in unit_ids:
            sums, in_doubt = of_reports.get(pk, (dict.fromkeys(_NAMES, 0), False))
            data = _as_data(sums)
            told[pk].update(_all_as(data, DOUBTED, True) if in_doubt else data)
    return told


def _all_as(figures: Data, instead: str, said: str | bool) -> dict[str, dict[str, Any]]:
    return {code: {instead: said} for code in figures}


def _only_then() -> str:
    return _(
        "Công làm báo cáo là của đơn vị được giao khi đó, không chuyển theo đơn vị đang tiếp nhận. "
        "Hãy xem theo tổ chức khi đó."
    )


def _then(unit_ids: list[int], period: Period) -> Sums:
    rows = _read(_THEN, {"units": unit_ids}, period)
    return _added((pk, numbers) for pk, *numbers in rows)


def _now(unit: Unit, period: Period) -> Sums:
    """Of the unit as it stands now: all in it, and each unit directly below."""
    here = places(unit, "now")
    rows = _read(_NOW.replace("{placed}", here.placed), here.parameters, period)
    told = [(unit_of(slot) if slot else unit.pk, numbers) for slot, *numbers in rows]
    whole = [(unit.pk, numbers) for pk, numbers in told if pk != unit.pk]
    return _added([*told, *whole])


def _read(statement: str, given: Mapping[str, Any], period: Period) -> list[tuple[Any, ...]]:
    over = {"first": period.first.first, "last": period.last.first}
    with lifted(WHY), connection.cursor() as cursor:
        cursor.execute(statement, {**given, **over})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _added(rows: Iterable[tuple[int, Sequence[Any]]]) -> Sums:
    found: Sums = {}
    for pk, (*numbers, doubted) in rows:
        sums, in_doubt = found.get(pk, (dict.fromkeys(_NAMES, 0), False))
        added = {n: sums[n] + more for n, more in zip(_NAMES, numbers, strict=True)}
        found[pk] = added, in_doubt or doubted
    return found


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
