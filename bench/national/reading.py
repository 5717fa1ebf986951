"""A unit's overview and kept figures beside one statement by hand that fetches the same rows."""

import statistics
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from bench.national.loading import rows as fetch
from bench.national.running import Bar, in_turns, ratio_of, worst
from chibo.core.periods import Month

ROUNDS = 100
# Children with twelve months each, of bodies or of cells, as the picture shows them, and the sums
# of the unit's last two months: what an overview is made of, a row a month.
HERE = """
  FROM organisation_unitstanding st JOIN organisation_unit u ON u.id = st.unit_id
"""
STANDS = """
 WHERE st.parent_id = %(unit)s AND st.starts_on <= %(until)s AND st.ends_before > %(until)s
   AND k.month BETWEEN %(first)s AND %(last)s
"""
OF_CELL = """
       k."exists", met_on, short, grade, self_grade, report_state, reports_due, reports_submitted,
       reports_late, CASE WHEN met_on IS NULL THEN coalesce(
         h.exceptions -> to_char(k.month, 'YYYY-MM') ->> 'on', h.fixed_day) END
"""
EMPTY = ", ".join(["NULL"] * 10)


def seen() -> str:
    """The statement by hand."""
    from chibo.areas.indicators.models import SUMS

    sums = ", ".join(("cells", "cells_met", "cells_even", *SUMS))
    return f"""
SELECT u.id, u.code, st.name, st.is_cell, k.month, ARRAY[k.cells, k.cells_even]::numeric[], {EMPTY}
  {HERE} JOIN indicators_unitmonth k ON k.unit_id = st.unit_id {STANDS}
UNION ALL
SELECT u.id, u.code, st.name, st.is_cell, k.month, NULL, {OF_CELL}
  {HERE} JOIN indicators_cellmonth k ON k.cell_id = st.unit_id
  LEFT JOIN meetings_cellhabit h ON h.unit_id = st.unit_id {STANDS} AND st.is_cell
UNION ALL
SELECT k.cell_id, '', '', true, k.month, NULL, {OF_CELL}
  FROM indicators_cellmonth k LEFT JOIN meetings_cellhabit h ON h.unit_id = k.cell_id
 WHERE k.cell_id = %(unit)s AND k.month BETWEEN %(first)s AND %(last)s
UNION ALL
SELECT k.unit_id, '', '', false, k.month, ARRAY[{sums}], {EMPTY}
  FROM indicators_unitmonth k WHERE k.unit_id = %(unit)s AND k.month >= %(before)s
   AND k.month <= %(last)s
"""


KEPT = """
SELECT own, below FROM indicators_keptfigures
 WHERE path = %s AND months IN (1, %s) AND first BETWEEN %s AND %s
"""


def rows(today: date) -> Iterator[tuple[str, ...] | Bar]:
    """Cell, commune, province and country; the running month and one a year ago."""
    units, ratios = units_of_each_kind(), list[tuple[str, float]]()
    for name, unit in units.items():
        for back in (0, 11):
            told, taken = f"{name}, {Month.of(today).plus(-back)}", _overviews(unit, back, today)
            ratios.append((told, ratio_of(taken)))
            yield _told(f"overview, {told}", taken)
    yield from worst("overview: data layer by a statement by hand", 1.5, ratios)
    counts = [str(_statements(unit, today)) for unit in units.values()]
    fixed = len(set(counts)) == 1
    yield Bar("its statements, cell to country", "the same", ", ".join(counts), fixed)
    ratios = []
    for name, unit in units.items():
        for months, taken in _kept(unit, today):
            ratios.append((f"{name}, {months} months", ratio_of(taken)))
            yield _told(f"kept figures, {ratios[-1][0]}", taken)
    yield from worst("kept figures: data layer by a statement by hand", 1.5, ratios)


def _overviews(unit: Any, back: int, today: date) -> list[list[float]]:
    until, statement = Month.of(today).plus(-back), seen()
    given = {
        "unit": unit.pk,
        "first": until.plus(-11).first,
        "last": until.first,
        "until": until.last,
        "before": until.previous().first,
    }
    ours = partial(_overview, unit, until, today)
    return in_turns([partial(fetch, statement, given), ours], ROUNDS)


def _overview(unit: Any, until: Month, today: date) -> object:
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.indicators.queries import overview

    return overview(actor=operator_actor("bench"), unit=unit, until=until, today=today)


def _statements(unit: Any, today: date) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        _overview(unit, Month.of(today), today)
    return len(asked)


def units_of_each_kind() -> dict[str, Any]:
    """One unit of each level, from the middle of the country."""
    from chibo.areas.organisation.models import Unit

    units = Unit.objects.unscoped("measured on made data")
    root = units.get(parent=None)
    found = {"country": root}
    for name, kind in (("province", "tinh_uy"), ("commune", "cap_tren_truc_tiep")):
        same = units.filter(kind=kind).exclude(pk=root.pk).order_by("pk")
        found[name] = same[same.count() // 2]
    inside = units.filter(path__startswith=found["commune"].path)
    found["cell"] = inside.filter(is_cell=True).order_by("pk")[0]
    return dict(reversed(found.items()))


def _kept(unit: Any, today: date) -> Iterator[tuple[int, list[list[float]]]]:
    from chibo.areas.indicators.kept.reading import open_store
    from chibo.areas.indicators.measures import Span, places

    store, here = open_store(), places(unit, "then")
    assert store is not None
    last = Month.of(today)
    for months in (1, 12):
        first = last if months == 1 else Month(today.year - 1, 1)
        until = last if months == 1 else Month(today.year - 1, 12)
        span = store.kept(Span(first, until, today))
        assert span is not None
        works = [
            partial(fetch, KEPT, [unit.path, months, first.first, until.first]),
            partial(store.slots, here, span, "then", children=False),
        ]
        yield months, in_turns(works, ROUNDS)


def _told(what: str, taken: list[list[float]]) -> tuple[str, ...]:
    hand, ours = (statistics.median(each) for each in taken)
    return what, f"{hand:.2f}", f"{ours:.2f}", f"{ours / hand:.2f}"
