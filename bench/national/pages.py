"""Whole pages beside a page that does one indexed look-up, on the server people get."""

from collections.abc import Iterator
from datetime import date

from bench.measuring import measure
from bench.national.reading import units_of_each_kind
from bench.national.running import Bar, worst
from bench.visits import ONE_LOOKUP, Visit, session_of

ROUNDS = 40
WHEN = ("this month", "a year ago")


def rows(today: date) -> Iterator[tuple[str, ...] | Bar]:
    """The overview of each level, this month and a year ago."""
    ratios: dict[str, float] = {}
    for times in measure(visits(today), ROUNDS):
        ratios[times.name] = times.ratio
        yield times.name, str(times.statements), f"{times.median:.1f}", f"{times.ratio:.2f}"
    yield from worst("whole page by a trivial one", 4.0, ratios.items())
    by_month = [(when, ratios[f"country, {when}"] / ratios[f"commune, {when}"]) for when in WHEN]
    yield from worst("the country's page by a commune's", 1.2, by_month)


def visits(today: date) -> list[Visit]:
    """As the country's superior opens them; a cell has its month in place of an overview."""
    from django.urls import reverse

    from chibo.core.periods import Month

    units = units_of_each_kind()
    root = units["country"]
    session, past = session_of(root), Month.of(today).plus(-11)
    found = [Visit(ONE_LOOKUP, reverse("one_lookup", args=[root.pk]), session)]
    for name, unit in units.items():
        if unit.is_cell:
            months = (Month.of(today), past)
            addresses = [reverse("cell_month", args=[unit.pk, month]) for month in months]
        else:
            address = reverse("overview_unit", args=[unit.pk])
            addresses = [address, f"{address}?thang={past}"]
        for when, address in zip(WHEN, addresses, strict=True):
            found.append(Visit(f"{name}, {when}", address, session))
    return found
