"""Sums of 12 months × all bodies × 12 indicators from columns in memory: ours beside DuckDB's.

Ours is what `chibo verify --sums` runs (`rollup.whole`). DuckDB gets the same columns and the list
of bodies above each cell, and one GROUP BY. Then all sums the country keeps of these months are
written anew by the product, every column of them, reading and storing included.
"""

import statistics
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from bench.national.loading import rows as fetch
from bench.national.loading import run
from bench.national.running import Bar, worst

INDICATORS = (
    *("regular", "combined", "short", "expected", "present", "self_scored"),
    *("official_scored", "good", "fair", "average_grade", "members", "probationary"),
)
MONTHS, ROUNDS = 12, 3
KEPT = "indicators_unitmonth"


def rows(today: date) -> Iterator[tuple[str, str] | Bar]:
    """Reading, ours, DuckDB's; then what the product stores is compared, number by number."""
    import duckdb

    from chibo.areas.indicators.rollup.whole import add_up, bodies_above, read_month
    from chibo.core.periods import Month, months_between

    last = Month.of(today).previous()
    months = [month.first for month in months_between(last.plus(1 - MONTHS), last)]
    began = time.perf_counter()
    read = [read_month(month, INDICATORS) for month in months]
    every = [bodies_above(month.paths) for month in read]
    told = f"{sum(len(month.paths) for month in read):,} cell months × {len(INDICATORS)}"
    yield f"{told} read, in the order of the tree", f"{time.perf_counter() - began:.2f}"
    base = duckdb.connect()
    base.execute("SET threads = 2")
    _hand_over(base, read, every)
    ours, theirs = [], []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        for month, bodies in zip(read, every, strict=True):
            add_up(month.numbers, bodies)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        base.execute(GROUPED).fetchnumpy()
        theirs.append(time.perf_counter() - began)
    base.close()
    what = f"{len(every[0].paths):,} bodies × {MONTHS} months × {len(INDICATORS)} indicators"
    yield f"{what}: ours", f"{statistics.median(ours):.3f}"
    yield f"{what}: DuckDB's GROUP BY", f"{statistics.median(theirs):.3f}"
    ratio = statistics.median(ours) / statistics.median(theirs)
    yield from worst("rebuilding by DuckDB's bare GROUP BY", 1.2, [("columns in memory", ratio)])
    del read, every
    yield from _written_anew(months)


def _written_anew(months: list[date]) -> Iterator[tuple[str, str]]:
    """All of the months' sums by the product, beside those that stood there before."""
    from django.db import transaction

    from chibo.areas.indicators.rollup.whole import OF_A_MONTH, sum_up_months

    columns = ", ".join(("unit_id", "month", "above", *OF_A_MONTH))
    run("DROP TABLE IF EXISTS national_before")
    between = f"month BETWEEN '{months[0]}' AND '{months[-1]}'"
    run(f"CREATE TEMP TABLE national_before AS SELECT {columns} FROM {KEPT} WHERE {between}")
    began = time.perf_counter()
    with transaction.atomic():
        found = sum_up_months(months)
    told = f"{found:,} sums × {len(OF_A_MONTH)} written anew by the product, reading and storing in"
    yield told, f"{time.perf_counter() - began:.2f}"
    after = f"SELECT {columns} FROM {KEPT} WHERE {between}"
    before = f"SELECT {columns} FROM national_before"
    differ = fetch(
        f"SELECT count(*) FROM (({before} EXCEPT {after}) UNION ALL ({after} EXCEPT {before})) d"
    )
    assert differ == [(0,)], differ
    yield "sums that differ from those that stood there", "0"


GROUPED = f"""
SELECT above.body, fact.month, {", ".join(f"sum(v{n}) AS v{n}" for n in range(len(INDICATORS)))}
  FROM fact JOIN above ON above.cell = fact.cell GROUP BY above.body, fact.month
"""


def _hand_over(base: Any, read: Any, every: Any) -> None:
    """The same columns as tables of DuckDB in memory: facts, and the bodies above each cell."""
    counts = [len(month.paths) for month in read]
    given = {
        f"v{n}": np.concatenate([month.numbers[:, n] for month in read])
        for n in range(len(INDICATORS))
    }
    given["cell"] = np.concatenate([np.arange(count) for count in counts])
    given["month"] = np.repeat(np.arange(len(read)), counts)
    base.register("given_fact", given)
    base.execute("CREATE TABLE fact AS SELECT * FROM given_fact")
    assert all((month.paths == read[0].paths).all() for month in read), "cells moved meanwhile"
    spans = every[0].ends - every[0].begins
    above = {
        "cell": np.concatenate(
            [np.arange(a, b) for a, b in zip(every[0].begins, every[0].ends, strict=True)]
        ),
        "body": np.repeat(np.arange(len(spans)), spans),
    }
    base.register("given_above", above)
    base.execute("CREATE TABLE above AS SELECT * FROM given_above")
