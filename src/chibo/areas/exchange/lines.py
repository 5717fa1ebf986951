"""The coming lines of units: those on record with the files' units and changes, by code."""

from collections.abc import Iterable, Mapping
from typing import Any

from chibo.areas.organisation import lines
from chibo.areas.organisation.paths import segment
from chibo.areas.organisation.rules import (
    Change,
    ChangeKind,
    Contradiction,
    Line,
    Origin,
    Replay,
    Ring,
    State,
    contradictions,
)

FIRST_NEW = 10**12  # changes of the files come after those on record that have the same day
Record = Mapping[str, Any]


class Lines:
    """Replays units known by their codes; a unit without an id yet has a negative one here."""

    def __init__(self, units: Mapping[str, Record], changes: Mapping[int, Record]) -> None:
        ids = {code: record.get("id") or -at for at, (code, record) in enumerate(units.items(), 1)}
        self._ids, self._codes = ids, {unit_id: code for code, unit_id in ids.items()}
        self.changes = {
            number: _change(number, record, ids)
            for number, record in changes.items()
            if all(code in ids for code in (record["unit_code"], *record["receiver_codes"]))
        }
        origins = {ids[code]: _origin(ids[code], record, ids) for code, record in units.items()}
        self._replay = Replay(
            origins,
            self.changes.values(),
            segment=lambda unit_id: segment(unit_id) if unit_id > 0 else f"[{self.code(unit_id)}]",
            cell_kinds=lines.cell_kinds(),
        )

    def code(self, unit_id: int) -> str:
        """The code of a unit."""
        return self._codes[unit_id]

    def line(self, code: str) -> Line | None:
        """The unit through time; None where it runs in a ring."""
        try:
            return self._replay.line(self._ids[code])
        except Ring:
            return None

    def path(self, code: str) -> str | None:
        """Where the unit stands after all changes."""
        try:
            return self._replay.present_path(self._ids[code]) if code in self._ids else None
        except (Ring, KeyError):
            return None

    def ending(self, code: str) -> Change | None:
        """The change by which the unit ended."""
        return self._replay.ending(self._ids[code])

    def receiver(self, code: str) -> str | None:
        """Who receives the members of an ended unit first."""
        ending = self.ending(code)
        return self.code(ending.receivers[0]) if ending and ending.receivers else None

    def receivers(self, code: str) -> list[str]:
        """All whom the decision names by which the unit ended."""
        ending = self.ending(code)
        return [self.code(unit_id) for unit_id in ending.receivers] if ending else []

    def contradictions(self) -> Iterable[Contradiction]:
        """What cannot be true of the changes."""
        return contradictions(self._replay, self.changes.values())


def _origin(unit_id: int, record: Record, ids: Mapping[str, int]) -> Origin:
    parent_id = ids.get(record.get("parent_code") or "")
    state = State(parent_id, record["kind"], bool(record["is_cell"]), record["name"])
    return Origin(unit_id, state, record["founded_on"], record["ended_before"])


def _change(number: int, record: Record, ids: Mapping[str, int]) -> Change:
    return Change(
        number=number,
        unit_id=ids[record["unit_code"]],
        kind=ChangeKind(record["kind"]),
        on=record["on"],
        receivers=tuple(ids[code] for code in record["receiver_codes"]),
        new_kind=record["new_kind"] or "",
        new_name=record["new_name"] or "",
    )
