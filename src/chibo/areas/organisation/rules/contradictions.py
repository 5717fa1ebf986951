"""What cannot be true of changes, whatever a regulation says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chibo.areas.organisation.rules.changes import ENDING, MAKING, Change, ChangeKind
from chibo.areas.organisation.rules.replay import Replay, Ring

NEEDS_RECEIVER = frozenset({ChangeKind.MOVED, ChangeKind.MERGED, *MAKING})


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is wrong with a change; `unit_ids` are the units it is wrong about."""

    number: int
    code: str
    unit_ids: tuple[int, ...] = ()


def contradictions(replay: Replay, changes: Iterable[Change]) -> list[Contradiction]:
    """What contradicts in these changes, the first of each; empty when all can be true."""
    found = []
    for change in changes:
        try:
            first = next(_of(replay, change), None)
        except Ring as ring:
            first = Contradiction(change.number, "ring", ring.unit_ids)
        if first is not None:
            found.append(first)
    return found


def _of(replay: Replay, change: Change) -> Iterator[Contradiction]:
    yield from (Contradiction(change.number, code) for code in _missing(change))
    line = replay.line(change.unit_id)
    ending = replay.ending(change.unit_id)
    if ending is not None and ending.number != change.number and change.kind in ENDING:
        yield Contradiction(change.number, "ended_twice", (change.unit_id,))
    if not _there(replay, change):
        yield Contradiction(change.number, "unit_not_there", (change.unit_id,))
    origin = replay.origin(change.unit_id)
    if change.kind == ChangeKind.FOUNDED and origin.founded_on not in (None, change.on):
        yield Contradiction(change.number, "founded_twice", (change.unit_id,))
    if change.ends and origin.ended_before not in (None, change.on):
        yield Contradiction(change.number, "ended_twice", (change.unit_id,))
    for receiver in change.receivers:
        if not _receives(replay, receiver, change):
            yield Contradiction(change.number, "receiver_not_there", (receiver,))
    if around := _handed_back(replay, change):
        yield Contradiction(change.number, "ring", around)
    for stretch in line.stretches:
        if stretch.starts_on == change.on:
            replay.places(change.unit_id)


def _missing(change: Change) -> Iterator[str]:
    if change.kind in NEEDS_RECEIVER and not change.receivers:
        yield "no_receiver"
    if change.unit_id in change.receivers and change.kind != ChangeKind.SPLIT:
        yield "own_receiver"
    if len(set(change.receivers)) < len(change.receivers):
        yield "doubled_receiver"
    if change.kind == ChangeKind.RENAMED and not change.new_name:
        yield "no_name"


def _there(replay: Replay, change: Change) -> bool:
    """A unit may be ended on the day on which the change ends it, and not otherwise."""
    founded, ended = replay.line(change.unit_id).life
    if change.ends:
        return founded < change.on <= ended
    return founded <= change.on < ended


def _handed_back(replay: Replay, change: Change) -> tuple[int, ...]:
    """The units through which an ended one would receive what it had itself, on the same day."""
    if not change.ends:
        return ()
    passed: list[int] = []
    fresh = list(change.receivers)
    while fresh:
        unit_id = fresh.pop()
        ending = replay.ending(unit_id)
        if unit_id in passed or ending is None or ending.on != change.on:
            continue
        passed.append(unit_id)
        fresh += ending.receivers
        if change.unit_id in ending.receivers:
            return (change.unit_id, *passed)
    return ()


def _receives(replay: Replay, receiver: int, change: Change) -> bool:
    """A receiver is there on the day, or ends on it by a change of its own, after this one."""
    founded, ended = replay.line(receiver).life
    by_change = replay.ending(receiver) is not None
    return founded <= change.on and (change.on < ended or (change.on == ended and by_change))
