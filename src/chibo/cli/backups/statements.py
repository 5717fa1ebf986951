"""What pg_dump writes, as statements that any PostgreSQL from 15 on takes."""

import re
from collections.abc import Iterable, Iterator

from django.db import connection

SETTINGS = (
    "statement_timeout",
    "lock_timeout",
    "idle_in_transaction_session_timeout",
    "transaction_timeout",
    "client_encoding",
    "standard_conforming_strings",
    "check_function_bodies",
    "xmloption",
    "client_min_messages",
    "row_security",
    "default_tablespace",
    "default_table_access_method",
)
# Remarks, words to psql, settings of the session (an older server does not know all of them), and
# what a server keeps at its columns for itself alone (15.20): another refuses to read that.
NOT_FOR_OTHERS = re.compile(
    rf"--( |$)|\\|SET ({'|'.join(SETTINGS)}) = .*;$"
    r"|SELECT pg_catalog\.set_config\('search_path', '', false\);$|CREATE SCHEMA public;$"
    r"|ALTER TABLE ONLY \S+ ALTER COLUMN \S+ SET \(pg_attver=\d+\);$"
)
# The wall is raised anew wherever tables are put (docs/adr/0016): its role may not be there.
OF_THE_WALL = re.compile(
    r"^(CREATE POLICY behind_the_wall ON [^;]*;|ALTER TABLE \S+ ENABLE ROW LEVEL SECURITY;)$", re.M
)
COPY = re.compile(rb"COPY \S+ \(.*\) FROM stdin;\r?\n")
END_OF_ROWS = (b"\\.\n", b"\\.\r\n")
AT_ONCE = 1 << 18
"""Bytes of rows sent together."""


def plain_statements(written: str) -> str:
    """The statements alone; to be run in one transaction. Holds tables, never their rows."""
    told = OF_THE_WALL.sub("", written)
    kept = "\n".join(line for line in told.split("\n") if not NOT_FOR_OTHERS.match(line))
    statements = re.sub(r"\n{3,}", "\n\n", kept).strip()
    return f"SET LOCAL check_function_bodies = false;\n{statements}\n"


def run_written(lines: Iterable[bytes]) -> None:
    """Run what pg_dump or pg_restore wrote, rows and all, inside the transaction that is open."""
    waiting: list[bytes] = []
    written = iter(lines)
    with connection.cursor() as cursor:
        for line in written:
            if not COPY.fullmatch(line):
                waiting.append(line)
                continue
            cursor.execute(plain_statements(b"".join(waiting).decode()))
            waiting = []
            with cursor.copy(line.decode().rstrip().removesuffix(";")) as rows:
                for block in _blocks(written):
                    rows.write(block)
        cursor.execute(plain_statements(b"".join(waiting).decode()))


def _blocks(written: Iterator[bytes]) -> Iterator[bytes]:
    """The rows of one table, many at a time; `written` goes on behind them."""
    block, size = [], 0
    for line in written:
        if line in END_OF_ROWS:
            break
        block.append(line)
        size += len(line)
        if size >= AT_ONCE:
            yield b"".join(block)
            block, size = [], 0
    yield b"".join(block)
