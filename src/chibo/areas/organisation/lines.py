"""What is recorded of units, ready to be replayed; and the changes that follow from others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from chibo.areas.organisation.models import Unit, UnitChange, UnitOrigin
from chibo.areas.organisation.paths import segment
from chibo.areas.organisation.rules import MAKING, Change, ChangeKind, Origin, Replay, State
from chibo.core import bulk
from chibo.core.wall import lifted
from chibo.regulations import unit_kinds

WHY = "lines of units follow from each other over the whole tree"
_BELOW = """
SELECT unit_id FROM organisation_unitstanding WHERE parent_id = ANY(%(above)s::bigint[])
UNION SELECT id FROM organisation_unit WHERE parent_id = ANY(%(above)s::bigint[])
UNION SELECT unit_id FROM organisation_unitorigin WHERE parent_id = ANY(%(above)s::bigint[])
UNION SELECT unit_id FROM organisation_unitchange
 WHERE state = 'applied' AND kind IN ('founded', 'upgraded', 'moved')
   AND receivers && %(above)s::bigint[]
"""
_SAID = ("parent_id", "kind", "is_cell", "name", "founded_on", "ended_before")


@dataclass
class Drawn:
    """Units to be drawn, with everything their lines depend on."""

    below: list[int]
    replay: Replay
    with_origin: set[int]
    changes: list[Change]


def load(unit_ids: Iterable[int]) -> Drawn:
    """These units and all that ever stood below them, with those above and those who took over."""
    below = _with_below(set(unit_ids))
    records = _Records()
    records.add(below)
    replay = Replay(
        records.origins, records.changes.values(), segment=segment, cell_kinds=cell_kinds()
    )
    drawn = sorted(below & records.origins.keys())
    whole = [change for change in records.changes.values() if change.unit_id in below]
    return Drawn(drawn, replay, records.with_origin, whole)


@dataclass
class Compared:
    """The same units as recorded, and as they would be with changes that are not on record."""

    below: list[int]
    before: Replay
    after: Replay
    changes: list[Change]


def compare(
    unit_ids: Iterable[int],
    named: Iterable[int],
    origins: Mapping[int, Origin],
    changes: Sequence[Change],
) -> Compared:
    """These units and all that ever stood below them, without and with `changes`.

    `named` are other units the changes name, `origins` units that are not there yet. Writes
    nothing. `Compared.changes` are all changes that bear on the units, the given ones last.
    """
    below = _with_below(set(unit_ids))
    records = _Records()
    records.add(below | set(named))
    known = records.origins

    def own_part(unit_id: int) -> str:
        return segment(unit_id) if unit_id in known else f"[{unit_id}]"

    kinds, recorded = cell_kinds(), list(records.changes.values())
    before = Replay(known, recorded, segment=own_part, cell_kinds=kinds)
    after = Replay({**known, **origins}, [*recorded, *changes], segment=own_part, cell_kinds=kinds)
    concerned = [change for change in recorded if change.unit_id in below]
    return Compared(
        [*sorted(below & known.keys()), *origins], before, after, [*concerned, *changes]
    )


def cell_kinds() -> frozenset[str]:
    """The kinds of unit that are cells, in whatever pack."""
    return frozenset(kind.code for kind in unit_kinds() if kind.is_cell)


def _with_below(unit_ids: set[int]) -> set[int]:
    found, fresh = set(unit_ids), set(unit_ids)
    while fresh:
        with lifted("where units of the actor's part came from"), connection.cursor() as cursor:
            cursor.execute(_BELOW, {"above": list(fresh)})
            fresh = {row[0] for row in cursor.fetchall()} - found
        found |= fresh
    return found


class _Records:
    """Origins and changes, gathered until nothing named is missing."""

    def __init__(self) -> None:
        self.origins: dict[int, Origin] = {}
        self.changes: dict[int, Change] = {}
        self.with_origin: set[int] = set()

    def add(self, unit_ids: set[int]) -> None:
        """Take in these units and, again and again, all that they name."""
        while fresh := unit_ids - self.origins.keys():
            self._add_origins(fresh)
            self._add_changes(fresh)
            unit_ids = self._named() if fresh & self.origins.keys() else set()

    def _add_origins(self, unit_ids: set[int]) -> None:
        rows = Unit.objects.unscoped(WHY).filter(pk__in=unit_ids)
        for row in rows.values("id", *_SAID):
            self.origins[row["id"]] = _origin(row["id"], row)
        firsts = UnitOrigin.objects.filter(unit_id__in=unit_ids)
        for row in firsts.values("unit_id", *_SAID):
            self.origins[row["unit_id"]] = _origin(row["unit_id"], row)
            self.with_origin.add(row["unit_id"])

    def _add_changes(self, unit_ids: set[int]) -> None:
        """Every decided change of these units; of those they were made by, all that name them."""
        rows = UnitChange.objects.unscoped(WHY).applied().decided()
        ids = list(unit_ids)
        makings = rows.filter(kind__in=MAKING, receivers__overlap=ids)
        made = {unit_id for change in makings for unit_id in change.receivers} & unit_ids
        for change in rows.filter(Q(unit_id__in=ids) | Q(receivers__overlap=list(made))):
            self.changes[change.pk] = as_rule(change)

    def _named(self) -> set[int]:
        parents = {origin.state.parent_id for origin in self.origins.values()}
        named = {unit_id for change in self.changes.values() for unit_id in change.receivers}
        return {unit_id for unit_id in parents | named if unit_id is not None}


def _origin(unit_id: int, row: dict[str, Any]) -> Origin:
    state = State(row["parent_id"], row["kind"], row["is_cell"], row["name"])
    return Origin(unit_id, state, row["founded_on"], row["ended_before"])


def as_rule(change: UnitChange) -> Change:
    """A change as the rules know it."""
    return Change(
        number=change.pk,
        unit_id=change.unit_id,
        kind=ChangeKind(change.kind),
        on=change.on,
        receivers=tuple(change.receivers),
        new_kind=change.new_kind,
        new_name=change.new_name,
    )


def keep_carried(drawn: Drawn) -> None:
    """Record what changes took along, as the replay says; and as what each unit began."""
    rows = UnitChange.objects.unscoped(WHY).applied().filter(caused_by__isnull=False)
    kept: dict[tuple[Any, ...], int] = {}
    for change in rows.filter(unit_id__in=drawn.below):
        key = (change.unit_id, change.kind, change.on, tuple(change.receivers), change.caused_by_id)
        kept[key] = change.pk
    wanted = [carried for unit_id in drawn.below for carried in drawn.replay.line(unit_id).carried]
    missing = [
        each
        for each in wanted
        if kept.pop((each.unit_id, each.kind, each.on, each.receivers, each.caused_by), None)
        is None
    ]
    bulk.delete_rows(UnitChange, kept.values())
    causes = UnitChange.objects.unscoped(WHY).in_bulk({each.caused_by for each in missing})
    UnitChange.objects.bulk_create(
        UnitChange(
            unit_id=each.unit_id,
            kind=each.kind,
            on=each.on,
            receivers=list(each.receivers),
            caused_by_id=each.caused_by,
            decision_number=causes[each.caused_by].decision_number,
            recorded_by=causes[each.caused_by].recorded_by,
            recorded_at=causes[each.caused_by].recorded_at,
        )
        for each in missing
    )
    _keep_origins(drawn)


def _keep_origins(drawn: Drawn) -> None:
    """An origin for each unit that has changed, none for one that has not."""
    replay = drawn.replay
    changed = {
        unit_id for unit_id in drawn.below if replay.own(unit_id) or replay.line(unit_id).carried
    }
    UnitOrigin.objects.filter(unit_id__in=(set(drawn.below) & drawn.with_origin) - changed).delete()
    UnitOrigin.objects.bulk_create(
        _as_row(replay.origin(unit_id)) for unit_id in sorted(changed - drawn.with_origin)
    )


def _as_row(origin: Origin) -> UnitOrigin:
    return UnitOrigin(
        unit_id=origin.unit_id,
        parent_id=origin.state.parent_id,
        kind=origin.state.kind,
        is_cell=origin.state.is_cell,
        name=origin.state.name,
        founded_on=origin.founded_on,
        ended_before=origin.ended_before,
    )
