"""What was made beside what the product counts: a commune whole, and the sums up to the country."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bench.national.kept import true_since
from bench.national.loading import rows
from bench.national.rollups import window
from bench.national.tree import DEPTHS

MONTHS = "SELECT {columns} FROM {table} WHERE {unit} = ANY(%s) ORDER BY {unit}, month, above"


def check(today: date) -> None:
    """Raise AssertionError with the first rows that differ."""
    from chibo.areas.organisation.models import Unit

    units = Unit.objects.unscoped("what was made is looked at as a whole")
    commune = units.filter(kind="cap_tren_truc_tiep").order_by("path").last()
    assert commune is not None
    line = [commune.path[:end] for end in range(5, len(commune.path), 5)]
    inside = list(units.filter(path__startswith=commune.path).values_list("pk", "path"))
    above = list(units.filter(path__in=line).values_list("pk", "path"))
    _check_months(inside, above, today)
    _check_kept(inside, above, today)


def _check_months(inside: Sequence[Any], above: Sequence[Any], today: date) -> None:
    from django.db import transaction

    from chibo.areas.indicators.models import CellMonth, UnitMonth
    from chibo.areas.indicators.rollup.bodies import recount_bodies
    from chibo.areas.indicators.rollup.cells import recount_cells

    ids = [pk for pk, _path in [*inside, *above]]
    months = [month.first for month in window(today)]

    def kept() -> list[list[Any]]:
        found = []
        for model, unit in ((CellMonth, "cell_id"), (UnitMonth, "unit_id")):
            table = model._meta.db_table
            names = ", ".join(
                f'"{field.column}"' for field in model._meta.concrete_fields if field.name != "id"
            )
            found.append(rows(MONTHS.format(columns=names, table=table, unit=unit), [ids]))
        return found

    with transaction.atomic():
        made = kept()
        pairs = [(pk, month) for pk, _path in inside for month in months]
        list(recount_cells(([pk for pk, _ in pairs], [month for _, month in pairs]), today))
        deepest_first = sorted((path for _pk, path in [*inside, *above]), key=len, reverse=True)
        for depth in DEPTHS:
            places = [(p, month) for p in deepest_first if len(p) == depth for month in months]
            recount_bodies(places)
        _same(made, kept())
        transaction.set_rollback(True)


def _same(made: list[list[Any]], counted: list[list[Any]]) -> None:
    for ours, theirs in zip(made, counted, strict=True):
        assert ours, "nothing was made"
        differ = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
        assert not differ, differ[:2]


def _check_kept(inside: Sequence[Any], above: Sequence[Any], today: date) -> None:
    from chibo.areas.indicators.kept.own import Counting, kept_rows
    from chibo.areas.indicators.kept.periods import kept_periods
    from chibo.areas.indicators.kept.reading import open_store
    from chibo.areas.indicators.kept.sums import sums_that_differ
    from chibo.core.periods import Month

    store = open_store()
    assert store is not None
    since = Month.of(true_since(today))
    periods = [p for p in kept_periods(since, today) if p.months == 1 or p.first.year > since.year]
    ids = [pk for pk, _path in inside]
    counted = Counting(today, store.positions, {}).count(ids, periods, {})
    kept = kept_rows(ids, periods)
    told = {key: _bare(row.then) for key, row in counted.items() if any(row.then)}
    made = {key: _bare(row.then) for key, row in kept.items() if any(row.then)}
    differ = [
        (k, told.get(k), made.get(k))
        for k in told.keys() | made.keys()
        if told.get(k) != made.get(k)
    ]
    assert not differ, differ[:3]
    bodies = [path for _pk, path in [*inside, *above] if len(path) in DEPTHS]
    keys = {(path, period) for path in bodies for period in periods}
    assert not sums_that_differ(keys, store.positions)


def _bare(numbers: Sequence[int]) -> list[int]:
    found = list(numbers)
    while found and not found[-1]:
        found.pop()
    return found
