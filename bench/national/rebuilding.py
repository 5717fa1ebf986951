"""Sums of 12 months × all bodies × 12 indicators from columns in memory: ours beside DuckDB's.

A bench of the algorithm, not yet a way of the product: cells stand in the order of the tree, so a
body is a stretch of them and its sum the difference of two running sums. DuckDB gets the same
columns and the list of bodies above each cell, and one GROUP BY. Needs the extra `analysis`.
"""

import statistics
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from bench.national.loading import rows as fetch
from bench.national.loading import run
from bench.national.running import Bar, worst

INDICATORS = (
    *("regular", "combined", "short", "expected", "present", "self_scored"),
    *("official_scored", "good", "fair", "average_grade", "members", "probationary"),
)
MONTHS, ROUNDS = 12, 3
CELLS = """
COPY (SELECT k.cell_id::int, {columns} FROM indicators_cellmonth k
       WHERE k.month = '{month}' ORDER BY k.cell_id) TO STDOUT (FORMAT BINARY)
"""
HEADER = 19  # bytes of a binary COPY before its first row


def rows(today: date) -> Iterator[tuple[str, str] | Bar]:
    """Reading, ours, DuckDB's, storing; then what is stored is compared, number by number."""
    import duckdb
    import numpy as np

    from chibo.core.periods import Month, months_between

    last = Month.of(today).previous()
    months = [month.first for month in months_between(last.plus(1 - MONTHS), last)]
    began = time.perf_counter()
    ids, facts = _read(np, months)
    order, bodies, begins, ends, above = _tree(np, ids)
    told = f"{facts.shape[0] * facts.shape[1]:,} cell months × {len(INDICATORS)} read"
    yield told, f"{time.perf_counter() - began:.2f}"
    facts = np.ascontiguousarray(facts[:, order])
    base = duckdb.connect()
    base.execute("SET threads = 2")
    _hand_over(np, base, facts, above)
    ours, theirs = [], []
    sums: Any = None
    for _round in range(ROUNDS):
        began = time.perf_counter()
        sums = _sums(np, facts, begins, ends)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        base.execute(GROUPED).fetchnumpy()
        theirs.append(time.perf_counter() - began)
    what = f"{len(bodies):,} bodies × {MONTHS} months × {len(INDICATORS)} indicators"
    yield f"{what}: running sums (NumPy)", f"{statistics.median(ours):.3f}"
    yield f"{what}: DuckDB's GROUP BY", f"{statistics.median(theirs):.3f}"
    ratio = statistics.median(ours) / statistics.median(theirs)
    yield from worst(
        "an algorithm for rebuilding by DuckDB's bare GROUP BY", 1.2, [("NumPy", ratio)]
    )
    yield Bar("the product's own rebuild by the same", "≤ 1.2×", "not measured: hours", False)
    began = time.perf_counter()
    _store(np, bodies, months, sums)
    yield "storing them (COPY)", f"{time.perf_counter() - began:.2f}"
    _compare()
    yield "numbers that differ from those the product keeps", "0"


def _read(np: Any, months: list[date]) -> tuple[Any, Any]:
    """Ids of cells, and an array months × cells × indicators, by binary COPY."""
    from django.db import connection

    columns = ", ".join(INDICATORS)
    fields = [
        ("n", ">i2"),
        *(
            each
            for n in range(len(INDICATORS) + 1)
            for each in ((f"l{n}", ">i4"), (f"v{n}", ">i4"))
        ),
    ]
    row = np.dtype(fields)
    ids, found = None, []
    for month in months:
        with (
            connection.cursor() as cursor,
            cursor.copy(CELLS.format(columns=columns, month=month)) as copying,
        ):
            text = b"".join(bytes(part) for part in copying)
        table = np.frombuffer(text, row, offset=HEADER, count=(len(text) - HEADER) // row.itemsize)
        ids = table["v0"].astype(np.int64)
        numbers = [table[f"v{n + 1}"] for n in range(len(INDICATORS))]
        found.append(np.stack(numbers, axis=1).astype(np.int64))
    return ids, np.stack(found)


def _tree(np: Any, ids: Any) -> tuple[Any, Any, Any, Any, Any]:
    """Cells in the order of their paths, and for each body where its stretch begins and ends."""
    cells = dict(fetch("SELECT id, path FROM organisation_unit WHERE is_cell"))
    bodies = fetch("SELECT id, path FROM organisation_unit WHERE NOT is_cell ORDER BY id")
    paths = np.array([cells[int(pk)] for pk in ids])
    order = np.argsort(paths, kind="stable")
    paths = paths[order]
    begins = np.searchsorted(paths, [path for _pk, path in bodies])
    ends = np.searchsorted(paths, [path + "~" for _pk, path in bodies])
    above = np.concatenate(
        [
            np.stack([np.arange(a, b), np.full(b - a, n)])
            for n, (a, b) in enumerate(zip(begins, ends, strict=True))
        ],
        axis=1,
    )
    return order, np.array([pk for pk, _path in bodies]), begins, ends, above


def _sums(np: Any, facts: Any, begins: Any, ends: Any) -> Any:
    """Months × bodies × indicators; whole numbers, so that differences of sums are exact."""
    months, cells, width = facts.shape
    running = np.zeros((cells + 1, width), dtype=np.int64)
    found = np.empty((months, len(begins), width), dtype=np.int64)
    for month in range(months):
        np.cumsum(facts[month], axis=0, out=running[1:])
        np.subtract(running[ends], running[begins], out=found[month])
    return found


GROUPED = f"""
SELECT above.body, fact.month, {", ".join(f"sum(v{n}) AS v{n}" for n in range(len(INDICATORS)))}
  FROM fact JOIN above ON above.cell = fact.cell GROUP BY above.body, fact.month
"""


def _hand_over(np: Any, base: Any, facts: Any, above: Any) -> None:
    """The same columns as tables of DuckDB in memory."""
    months, cells, width = facts.shape
    flat = facts.reshape(months * cells, width)
    given = {f"v{n}": np.ascontiguousarray(flat[:, n]) for n in range(width)}
    given["cell"] = np.tile(np.arange(cells), months)
    given["month"] = np.repeat(np.arange(months), cells)
    base.register("given_fact", given)
    base.execute("CREATE TABLE fact AS SELECT * FROM given_fact")
    base.register("given_above", {"cell": above[0], "body": above[1]})
    base.execute("CREATE TABLE above AS SELECT * FROM given_above")


def _store(np: Any, bodies: Any, months: list[date], sums: Any) -> None:
    from django.db import connection

    columns = ", ".join(f"{name} bigint" for name in INDICATORS)
    run("DROP TABLE IF EXISTS national_sums")
    run(f"CREATE TEMP TABLE national_sums (unit_id bigint, month date, {columns})")
    with connection.cursor() as cursor, cursor.copy("COPY national_sums FROM STDIN") as copying:
        for number, month in enumerate(months):
            table = np.column_stack([bodies, sums[number]])
            lines = (
                f"{row[0]}\t{month}\t" + "\t".join(map(str, row[1:])) for row in table.tolist()
            )
            copying.write("\n".join(lines) + "\n")


def _compare() -> None:
    listed = ", ".join(INDICATORS)
    differ = fetch(
        f"""SELECT unit_id, month, {listed} FROM national_sums
        EXCEPT SELECT unit_id, month, {listed} FROM indicators_unitmonth LIMIT 3"""
    )
    missing = fetch(
        """SELECT count(*) FROM indicators_unitmonth k
        WHERE month IN (SELECT month FROM national_sums) AND NOT EXISTS (
          SELECT FROM national_sums s WHERE s.unit_id = k.unit_id AND s.month = k.month)"""
    )
    assert not differ, differ
    assert missing == [(0,)], missing
