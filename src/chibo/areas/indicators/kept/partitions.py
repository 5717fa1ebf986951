"""Kept figures by year, for a country: an old year is taken away and put back whole. ADR 0017.

Everything here is one transaction of the server, the change of the table itself included.
"""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction

from chibo.areas.indicators.closing.tables import TRIGGERS
from chibo.areas.indicators.models import KeptFigures, KeptState
from chibo.core.errors import Refused
from chibo.core.i18n import _
from chibo.core.periods import Month

TABLE = KeptFigures._meta.db_table
IS_PARTITIONED = "SELECT relkind = 'p' FROM pg_class WHERE oid = %s::regclass"
YEARS = """
SELECT substring(inhrelid::regclass::text from '[0-9]{4}$')::int
  FROM pg_inherits WHERE inhparent = %s::regclass ORDER BY 1
"""
THERE = "SELECT to_regclass(%s) IS NOT NULL"
INDEXES = """
SELECT coalesce('ALTER TABLE ' || %(table)s || ' ADD CONSTRAINT ' || quote_ident(conname) || ' '
                || pg_get_constraintdef(con.oid), pg_get_indexdef(indexrelid))
  FROM pg_index LEFT JOIN pg_constraint con ON conindid = indexrelid AND contype = 'p'
 WHERE indrelid = %(table)s::regclass ORDER BY indexrelid
"""


class NoSuchYear(Refused):
    """That year cannot be taken away, or put back, now."""

    code = "no_such_year"


def is_partitioned() -> bool:
    """Whether each year has a table of its own. One statement."""
    return bool(_asked(IS_PARTITIONED, TABLE)[0][0])


def years() -> list[int]:
    """The years that have one, the oldest first."""
    return [int(str(year)) for (year,) in _asked(YEARS, TABLE)]


@transaction.atomic
def partition(*, today: date) -> list[int]:
    """Give every year of kept figures a table of its own; the years. Does nothing if they have."""
    if is_partitioned():
        return years()
    rows = KeptFigures.objects.dates("first", "year")
    first = min([day.year for day in rows], default=today.year)
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, {"table": TABLE})
        indexes = [statement for (statement,) in cursor.fetchall()]
        cursor.execute(f"ALTER TABLE {TABLE} RENAME TO {TABLE}_whole")
        cursor.execute(f"CREATE TABLE {TABLE} (LIKE {TABLE}_whole) PARTITION BY RANGE (first)")
    prepare_years(range(first, today.year + 2))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} SELECT * FROM {TABLE}_whole")  # noqa: S608
        cursor.execute(f"DROP TABLE {TABLE}_whole")
        for statement in indexes:
            cursor.execute(statement)
        cursor.execute(TRIGGERS)
        cursor.execute(f"ANALYZE {TABLE}")
    return years()


def prepare_years(wanted: Iterable[int]) -> None:
    """Tables for years that have none yet; nothing where years share one table."""
    if not is_partitioned():
        return
    known = set(years())
    with connection.cursor() as cursor:
        for year in sorted(set(wanted) - known):
            cursor.execute(
                f"CREATE TABLE {_of(year)} PARTITION OF {TABLE}"
                f" FOR VALUES FROM ('{year}-01-01') TO ('{year + 1}-01-01')"
            )


@transaction.atomic
def detach(year: int) -> str:
    """Take the oldest year away; the name of its table, to be stored elsewhere. NoSuchYear."""
    state = KeptState.objects.select_for_update().first()
    known = years()
    if state is None or year not in known or year >= state.folded_on.year - 1:
        raise NoSuchYear(
            _("Không tách được năm %d: chỉ tách năm có bảng riêng, trừ năm nay và năm trước.")
            % year
        )
    if year != known[0]:
        raise NoSuchYear(
            _("Hãy tách từ năm cũ nhất: năm %(oldest)d đứng trước năm %(year)d.")
            % {"oldest": known[0], "year": year}
        )
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} DETACH PARTITION {_of(year)}")
    KeptState.objects.update(kept_from=max(state.kept_from, date(year + 1, 1, 1)))
    return _of(year)


@transaction.atomic
def attach(year: int) -> None:
    """Put a year back that was taken away. Raises NoSuchYear."""
    state = KeptState.objects.select_for_update().first()
    known = years()
    if state is None or not known or year != known[0] - 1 or not _asked(THERE, _of(year))[0][0]:
        raise NoSuchYear(
            _("Không gắn được năm %(year)d: cần bảng %(table)s, của năm liền trước năm cũ nhất.")
            % {"year": year, "table": _of(year)}
        )
    with connection.cursor() as cursor:
        cursor.execute(
            f"ALTER TABLE {TABLE} ATTACH PARTITION {_of(year)}"
            f" FOR VALUES FROM ('{year}-01-01') TO ('{year + 1}-01-01')"
        )
    KeptState.objects.update(kept_from=date(year, 1, 1))


def not_before(month: Month) -> Month:
    """The month, or the first one of which figures may be kept: a year taken away stays away."""
    known = years() if is_partitioned() else []
    return max(month, Month(known[0], 1)) if known else month


def _of(year: int) -> str:
    return f"{TABLE}_{year:04d}"


def _asked(statement: str, *given: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows
