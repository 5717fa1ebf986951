"""Writing tables of facts as Parquet, one file a table, by DuckDB where it is installed."""

import tempfile
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from chibo.areas.exchange import permissions
from chibo.areas.exchange.facts.tables import FACT_TABLES, FactTable
from chibo.areas.indicators.actions import fold
from chibo.areas.organisation.queries import get_unit_by_code
from chibo.core.actor import Actor
from chibo.core.errors import Refused
from chibo.core.i18n import _

# As PostgreSQL writes it; nothing is left to be guessed from what may be an empty file.
WRITTEN: dict[str, Any] = {
    "header": False,
    "auto_detect": False,
    "delimiter": ",",
    "quotechar": '"',
    "escapechar": '"',
    "na_values": "\\N",
}


class NoParquet(Refused):
    """What writes Parquet is not installed."""

    code = "no_parquet"


def export_facts(*, actor: Actor, unit_code: str, folder: Path, today: date) -> dict[str, int]:
    """Write the facts of a unit and all below it into `folder`; rows by table.

    Sums of months are brought up to date first. Tables are read in one snapshot and pass through
    a file, so that their size does not matter.
    Raises NoParquet, NotThere, NotAllowed; OSError where the folder cannot be written.
    """
    if find_spec("duckdb") is None:
        raise NoParquet(
            _("Máy này chưa có phần ghi Parquet. Hãy cài thêm: pip install 'chibo[analysis]'.")
        )
    unit = get_unit_by_code(actor, unit_code)
    actor.require(permissions.EXPORT, unit)
    folder.mkdir(parents=True, exist_ok=True)
    fold(today=today)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return {table.name: _write(table, unit.path, folder) for table in FACT_TABLES}


def _write(table: FactTable, path: str, folder: Path) -> int:
    import duckdb

    with tempfile.NamedTemporaryFile(dir=folder, suffix=".part") as passed:
        with connection.cursor() as cursor:
            asked = f"COPY ({table.statement}) TO STDOUT (FORMAT csv, NULL '\\N')"
            with cursor.copy(asked, {"path": path}) as rows:
                for block in rows:
                    passed.write(block)
        passed.flush()
        columns: dict[str, Any] = {name: kind for name, kind, _sql in table.columns}
        target = folder / f"{table.name}.parquet"
        with duckdb.connect() as base:
            read = base.read_csv(passed.name, columns=columns, **WRITTEN)
            read.write_parquet(str(target), compression="zstd")
            counted = base.execute("SELECT count(*) FROM read_parquet(?)", [str(target)])
            (number,) = counted.fetchone() or (0,)
    return int(number)
