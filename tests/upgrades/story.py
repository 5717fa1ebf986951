"""What an upgrade must not change: held against a state before and after."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db import connection
from psycopg import sql
from tools.keep_state import upgrades_until

from chibo.areas.indicators.actions import BY_HAND
from chibo.areas.indicators.actions import verify as recount
from chibo.cli.integrity import all_that_is_wrong
from chibo.core.numbers import sealer
from chibo.core.resealing import PLAIN, Documents, Files, Place, places
from chibo.core.resealing import Columns as SealedColumns
from chibo.core.secrets import key_names
from tests.upgrades.states import FOLDER, Columns, State, columns, told_by

PROVED = FOLDER / "proved.toml"
ROOM = {"smallint": 1, "integer": 2, "bigint": 3, "date": 1, "timestamp with time zone": 2}


class Before:
    """How things stood before an upgrade."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.columns = columns()
        self.sealed = [each for each in places() if each.table in self.columns]
        self.apart = {(each.table, name) for each in self.sealed for name in each.columns}
        self.told = told_by(self.columns, self.apart)
        self.opened = {each.name: list(_opened(each, self.columns)) for each in self.sealed}
        self.plain = {each.name for each in self.sealed if PLAIN in each.under_keys()}

    def what_was_lost(self) -> Iterator[str]:
        """After the upgrade: rows or words that are no longer there."""
        after = told_by(self.columns, self.apart)
        yield from (f"rows of {name} changed" for name in after if after[name] != self.told[name])
        for each in self.sealed:
            if list(_opened(each, self.columns)) != self.opened[each.name]:
                yield f"{each.table}: what is sealed no longer says what it said"
            if each.name in self.plain and set(each.under_keys()) != {key_names()[-1]}:
                yield f"{each.table}: not everything is sealed"

    def what_is_wrong(self) -> list[str]:
        """What `chibo verify` tells: figures, constraints, seals of reports and of the trail."""
        return all_that_is_wrong(recount(today=self.state.today, part=BY_HAND))

    def what_the_release_misses(self) -> list[str]:
        """Why its code could not go on on the tables of today."""
        return list(misses(self.columns, columns()))


def misses(known: Columns, now: Columns) -> Iterator[str]:
    """What code that knows these columns misses of what is there now."""
    for table, told in known.items():
        there = now.get(table, {})
        for name, (kind, _may) in told.items():
            if name not in there:
                yield f"{table}.{name} is gone"
            elif not _takes(there[name][0], kind):
                yield f"{table}.{name} was {kind} and is {there[name][0]}"
        for name, (_kind, may_lack) in there.items():
            lacked = told[name][1] if name in told else False
            if not may_lack and (lacked or name not in told):
                yield f"{table}.{name} has to be written"


def _takes(kind: str, before: str) -> bool:
    was_text = before.isdigit() or before == "character varying"
    if kind == before or (kind == "text" and was_text):
        return True
    if kind.isdigit() and before.isdigit():
        return int(kind) >= int(before)
    return ROOM.get(kind, 0) > ROOM.get(before, 9)


def stamp() -> str:
    """Of all upgrades as they are written today, and of every state they were tried on."""
    told = hashlib.sha256(upgrades_until({}).encode())
    for file in sorted(FOLDER.glob("*/*")):
        if file.is_file() and file.suffix in {".toml", ".xz"}:
            told.update(file.read_bytes())
    return told.hexdigest()


def _opened(place: Place, known: Columns) -> Iterator[tuple[Any, ...]]:
    """What a place says, in the clear, whether it is sealed already or not."""
    keys = sealer()
    names = [name for name in place.columns if name in known[place.table]]
    question = sql.SQL("select {} from {} order by 1").format(
        sql.SQL(", ").join(map(sql.Identifier, (place.key, *names))), sql.Identifier(place.table)
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        for key, *values in cursor.fetchall():
            if isinstance(place, Files):
                yield (key, *(keys.open_bytes(bytes(each)) for each in values))
            elif isinstance(place, SealedColumns):
                yield (key, *(each and keys.open(each) for each in values))
            elif isinstance(place, Documents):
                yield (key, *(_document(each, place) for each in values))


def _document(told: Any, place: Documents) -> Any:
    found = json.loads(told) if isinstance(told, str) else told
    if not found:
        return found
    keys, marks = sealer(), {pair[0] for pair in place.sealed.values() if pair}
    return {
        name: keys.open(each) if name in place.sealed and each else each
        for name, each in found.items()
        if name not in marks
    }
