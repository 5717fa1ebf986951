"""A unit's figures from kept rows beside one statement by hand that fetches the same rows.

Run on the made dataset once figures are kept there: `python -m bench.kept --today 2026-11-21`.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from datetime import date

from bench.table import plain_table

BY_HAND = """
SELECT own, below FROM indicators_keptfigures
 WHERE path = %s AND (months = 1 AND first BETWEEN %s AND %s OR months = %s AND first = %s)
"""


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--today", type=date.fromisoformat, required=True)
    options.add_argument("--rounds", type=int, default=300)
    chosen = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    import django

    django.setup()
    print(plain_table(("unit, months", "by hand ms", "figures ms", "ratio"), rows(chosen)))


def rows(chosen: argparse.Namespace) -> list[tuple[str, str, str, str]]:
    """A cell, a commune and the province; one month and twelve."""
    from chibo.areas.organisation.models import Unit

    units = Unit.objects.unscoped("measured on made data")
    province = units.get(parent=None)
    commune = units.filter(parent=province, is_cell=False)[0]
    cell = units.filter(path__startswith=commune.path, is_cell=True)[0]
    last = chosen.today.replace(day=1)
    found = []
    for name, unit in (("cell", cell), ("commune", commune), ("province", province)):
        for months, first in ((1, last), (12, date(last.year - 1, 1, 1))):
            until = last if months == 1 else date(last.year - 1, 12, 1)
            taken = _measured(unit, first, until, months, chosen)
            by_hand, figures = (statistics.median(each) * 1000 for each in taken)
            ratio = figures / by_hand
            told = (f"{name}, {months}", f"{by_hand:.2f}", f"{figures:.2f}", f"{ratio:.2f}")
            found.append(told)
    return found


def _measured(
    unit: object, first: date, until: date, months: int, chosen: argparse.Namespace
) -> tuple[list[float], list[float]]:
    from django.db import connection

    from chibo.areas.indicators.kept.reading import open_store
    from chibo.areas.indicators.measures import Span, places
    from chibo.core.periods import Month

    store, here = open_store(), places(unit, "then")
    span = store.kept(Span(Month.of(first), Month.of(until), chosen.today))

    def by_hand() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BY_HAND, [unit.path, first, until, months, first])
            cursor.fetchall()

    def figures() -> None:
        store.slots(here, span, "then", children=False)

    taken: tuple[list[float], list[float]] = ([], [])
    works: tuple[Callable[[], None], ...] = (by_hand, figures)
    for _ in range(chosen.rounds):
        for work, kept in zip(works, taken, strict=True):
            began = time.perf_counter()
            work()
            kept.append(time.perf_counter() - began)
    return taken


if __name__ == "__main__":
    main()
