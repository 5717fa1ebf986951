"""The three ways in for a changed file, and whether one that was refused left anything behind.

Used by `python -m bench.uploads --everywhere`. All tables are hashed: after a file that was
refused they are what they were before it, but for what is kept on purpose (`TOLD`, and of an import
that was read and found wrong, the import with its problems).
"""

import json
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

TOLD = ("tokens_token", "access_opensession", "core_trailwaiting", "core_auditevent")
"""When a token and a session were used; events are compared without those of the calls."""
CALLS = "action not like 'api.%'"
UPLOADS = "action <> 'import.uploaded'"
IMPORT = ("exchange_", "core_submission")
"""The import with its problems, and the key by which a program that asks again is answered."""
_HASH = "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {table} t"


class Records:
    """What all tables hold, as two hashes: of everything, and without the imports themselves."""

    def __init__(self) -> None:
        tables = connection.introspection.table_names()
        kept = [name for name in tables if name not in TOLD]
        _make("kept_whole", kept, CALLS)
        records = [name for name in kept if not name.startswith(IMPORT)]
        _make("kept_records", records, f"{CALLS} and {UPLOADS}")
        self.whole, self.records = self.now()

    def now(self) -> tuple[str, str]:
        """The two hashes of this moment."""
        with connection.cursor() as cursor:
            cursor.execute("select kept_whole(), kept_records()")
            found: tuple[str, str] = cursor.fetchone()
        return found

    def are_as_before(self, *, imports: bool = True) -> bool:
        """Whether nothing was kept; `imports`: no import either."""
        whole, records = self.now()
        return whole == self.whole if imports else records == self.records


def _make(name: str, tables: list[str], events_that: str) -> None:
    """A function, so that a hundred tables are planned once and not for every file."""
    parts = [_HASH.format(table=table) for table in tables]
    events = (
        "select md5(coalesce(string_agg(t::text, '|' order by t::text), ''))"
        f" from core_auditevent t where {events_that}"
    )
    asked = " || ".join(f"({part})" for part in [*parts, events])
    with connection.cursor() as cursor:
        cursor.execute(
            f"create or replace function {name}() returns text language plpgsql as"
            f" $$ begin return md5({asked}); end $$"
        )


class Api:
    """A program that may hand in what its clerk may."""

    def __init__(self, account: Any, code: str) -> None:
        from chibo.areas.tokens import using
        from tests.programs import a_program

        using.CALLS_A_MINUTE = 10**9
        self.program, self.code = a_program(account, writes=True), code
        self.program.client.raise_request_exception = False

    def send(self, name: str, content: bytes, records: Records) -> str:
        """What came of it: taken, refused unread, refused once read, or a fault."""
        file = SimpleUploadedFile(name, content)
        answer = self.program.hand_in(file, unit=self.code)
        if answer.status_code >= 500:
            return f"fault: API answered {answer.status_code}"
        if answer.status_code >= 400:
            same = records.are_as_before()
            return "refused, API" if same else "fault: API refused it and kept something"
        state = json.loads(answer.content)["state"]
        if state == "taken":
            return "taken, API"
        same = state == "refused" and records.are_as_before(imports=False)
        return "found wrong, API" if same else f"fault: API left it {state}"


def command(name: str, content: bytes, records: Records) -> str:
    """What `chibo import --json` makes of it."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.exchange.actions import import_files
    from chibo.core import clock

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        actor = operator_actor("chibo import")
        result = import_files(actor=actor, paths=[path], dry_run=False, now=clock.now())
    said = json.loads(json.dumps(result.as_json()))
    if said["taken"]:
        return "taken, command"
    same = bool(said["errors"]) and records.are_as_before()
    return "refused, command" if same else "fault: command refused it and kept something"


def way_of(chance: Random) -> str:
    """Which way a file goes."""
    return chance.choice(("page", "API", "command"))
