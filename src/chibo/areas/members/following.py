"""Members go along with their cell: when it ends by a change, they are at home with its receiver.

Stays that followed are derived from the others and from how cells ended, so that taking a change
back leads everybody home again. Where a decision sent somebody to another cell than the rest, the
stay says so and is kept.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from chibo.areas.members.models import ENDED_STATES, Member, Stay
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.organisation.rules import ENDING
from chibo.core import bulk

WHY = "all members of a cell go along with it, whoever records the change"
FOLLOWED = "followed"


@dataclass(frozen=True, slots=True)
class Part:
    """A stay, before it has a row."""

    cell_id: int
    starts_on: date
    ends_before: date
    how: str


@dataclass(frozen=True, slots=True)
class End:
    """How a cell ended: on what day, and who may receive its members, first who does."""

    on: date
    receivers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Person:
    """What is asked of a member: there may be many thousands."""

    member_id: int
    cell_id: int
    version: int
    state: str
    state_on: date | None

    @property
    def left_on(self) -> date | None:
        """The first day on which they are a member no more."""
        return self.state_on if self.state in ENDED_STATES else None


_PEOPLE = "SELECT id, cell_id, version, state, state_on FROM members_member WHERE id = ANY(%s)"
_STAYS = (
    "SELECT member_id, cell_id, starts_on, ends_before, how FROM members_stay"
    " WHERE member_id = ANY(%s) ORDER BY starts_on"
)
_ROWS = _STAYS.replace("SELECT member_id", "SELECT member_id, id")


def go_along(member_ids: Collection[int], *, forget: Collection[int] = ()) -> None:
    """Draw the followed stays of these members anew, and today's cell with them.

    Cells in `forget` did not end after all, or not like that: who went where from there is over.
    """
    people = {row[0]: _Person(*row) for row in _asked(_PEOPLE, member_ids)}
    kept: dict[int, list[Part]] = defaultdict(list)
    for member_id, *stay in _asked(_STAYS, people):
        kept[member_id].append(Part(*stay))
    ends = _Ends(part.cell_id for parts in kept.values() for part in parts)
    wanted = {
        member_id: drawn(parts, people[member_id].left_on, ends, forget)
        for member_id, parts in kept.items()
    }
    differing = {pk: parts for pk, parts in wanted.items() if parts != kept[pk]}
    write_parts(differing)
    _settle([(people[pk], parts[-1].cell_id) for pk, parts in wanted.items()])


def _asked(statement: str, member_ids: Collection[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(member_ids)])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


class _Ends:
    """How cells ended by changes; those who took over are looked up as they turn up."""

    def __init__(self, cell_ids: Iterable[int]) -> None:
        self._found: dict[int, End | None] = {}
        fresh = set(cell_ids)
        while fresh:
            self._found |= dict.fromkeys(fresh)
            changes = UnitChange.objects.unscoped(WHY).applied().decided()
            for change in changes.filter(unit_id__in=fresh, kind__in=ENDING):
                if change.unit_id not in change.receivers:
                    self._found[change.unit_id] = End(change.on, tuple(change.receivers))
            named = (end.receivers for end in self._found.values() if end)
            fresh = {cell_id for receivers in named for cell_id in receivers} - self._found.keys()

    def of(self, cell_id: int) -> End | None:
        """How the cell ended, with somebody to receive its members."""
        end = self._found.get(cell_id)
        return end if end and end.receivers else None


def drawn(
    parts: list[Part], left_on: date | None, ends: _Ends, forget: Collection[int]
) -> list[Part]:
    """The stays with all that followed drawn anew."""
    decided, sent = _decided(parts, forget)
    found: list[Part] = []
    for part in decided:
        found.append(part)
        while end := ends.of(found[-1].cell_id):
            last = found[-1]
            same_day = last.how == FOLLOWED and last.starts_on == end.on
            goes = same_day or last.starts_on < end.on < last.ends_before
            if not goes or (left_on is not None and left_on <= end.on):
                break
            if not same_day:
                found[-1] = replace(last, ends_before=end.on)
                found.append(replace(last, starts_on=end.on, how=FOLLOWED))
            cell_id = end.receivers[0] if same_day else sent.get(end.on, end.receivers[0])
            found[-1] = replace(found[-1], cell_id=cell_id)
    return found


def _decided(parts: list[Part], forget: Collection[int]) -> tuple[list[Part], dict[date, int]]:
    """The stays as decided, without what followed; and where each following led."""
    decided: list[Part] = []
    sent: dict[date, int] = {}
    left = 0
    for part in parts:
        last = decided[-1] if decided else None
        if part.how == FOLLOWED and last and last.ends_before == part.starts_on:
            if left not in forget:
                sent[part.starts_on] = part.cell_id
            decided[-1] = replace(last, ends_before=part.ends_before)
        else:
            decided.append(part)
        left = part.cell_id
    return decided, sent


def write_parts(stays: dict[int, list[Part]]) -> None:
    """Have these members be at home in these stretches and no others."""
    kept: dict[int, list[tuple[int, Part]]] = defaultdict(list)
    for member_id, pk, *stay in _asked(_ROWS, stays):
        kept[member_id].append((pk, Part(*stay)))
    gone: list[int] = []
    shorter: list[dict[str, Any]] = []
    new: list[dict[str, Any]] = []
    for member_id, parts in stays.items():
        missing = list(parts)
        for pk, part in kept[member_id]:
            wanted = next((each for each in missing if _is_shorter(each, part)), None)
            if wanted is None:
                gone.append(pk)
                continue
            missing.remove(wanted)
            if wanted != part:
                shorter.append({"id": pk, "ends_before": wanted.ends_before})
        new += [{"member_id": member_id, **_columns(part)} for part in missing]
    bulk.delete_rows(Stay, gone)
    bulk.set_rows(Stay, shorter, ["ends_before"])
    bulk.insert_rows(Stay, new)


def _is_shorter(one: Part, other: Part) -> bool:
    """Whether one is the other or its beginning: it may be cut without meeting anything."""
    same = (one.cell_id, one.starts_on, one.how) == (other.cell_id, other.starts_on, other.how)
    return same and one.ends_before <= other.ends_before


def _columns(part: Part) -> dict[str, Any]:
    """The columns of a stay."""
    return {name: getattr(part, name) for name in ("cell_id", "starts_on", "ends_before", "how")}


def _settle(homes: list[tuple[_Person, int]]) -> None:
    """Today's cell is that of the last stay."""
    moved = [(member, cell_id) for member, cell_id in homes if member.cell_id != cell_id]
    cells = Unit.objects.unscoped(WHY).in_bulk({cell_id for _member, cell_id in moved})
    rows = [
        {
            "id": member.member_id,
            "version": member.version,
            "cell_id": cell_id,
            "unit_path": cells[cell_id].path,
        }
        for member, cell_id in moved
    ]
    bulk.update_rows(Member, rows, ("cell_id", "unit_path"))


def members_through(cell_ids: Collection[int]) -> list[int]:
    """Everybody who was ever at home in one of the cells, or is."""
    belong = Member.objects.unscoped(WHY).filter(cell_id__in=cell_ids)
    stayed = Stay.objects.unscoped(WHY).filter(cell_id__in=cell_ids)
    # Two look-ups by index: joined by "or" the whole register would be read.
    of_both = belong.values_list("pk", flat=True), stayed.values_list("member_id", flat=True)
    return sorted({member_id for ids in of_both for member_id in ids})
