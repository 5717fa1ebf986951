"""Village cells with those who lead them, and the shares that follow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.posts.known import DEPUTY, FRONT_HEAD, SECRETARY, VILLAGE_HEAD
from chibo.areas.posts.models import PostTarget, TargetShare
from chibo.areas.posts.permissions import VIEW
from chibo.areas.posts.rules.places import Holder, VillageCell, Villages
from chibo.areas.posts.villages import villages_on
from chibo.core.actor import Actor
from chibo.core.vietnamese import percent

WHY = "of a unit the actor may see the posts of"
PAGE = 50
Which = Literal["all", "yes", "no"]


@dataclass(frozen=True)
class Share:
    """One share of village cells or places beside its target."""

    code: str
    numerator: int
    denominator: int
    target: PostTarget | None

    @property
    def value(self) -> Decimal | None:
        """The share in per cent; None where there is nothing to count."""
        return percent(self.numerator, self.denominator)

    @property
    def is_reached(self) -> bool:
        """Whether the target is reached."""
        value = self.value
        return self.target is not None and value is not None and value >= self.target.percent

    def is_missed(self, on: date) -> bool:
        """Whether its day is over without the target being reached."""
        return self.target is not None and self.target.by_on < on and not self.is_reached


class VillageStood(NamedTuple):
    """As much of a cell of the day as the list names."""

    pk: int
    name: str
    areas: list[str]


@dataclass(frozen=True)
class VillageRow:
    """A village cell with the names of those who lead it and its places."""

    cell: VillageStood
    secretaries: tuple[str, ...]
    deputies: tuple[str, ...]
    heads: tuple[str, ...]
    fronts: tuple[str, ...]
    secretary_is_head: bool
    deputy_is_front: bool


@dataclass(frozen=True)
class VillagePage:
    """One page of village cells, with where the next one starts.

    `elsewhere` of the `count` cells belong to others today.
    """

    rows: list[VillageRow]
    count: int
    elsewhere: int
    after: str


def concurrent_shares(actor: Actor, unit: Unit, on: date, path: str = "") -> tuple[Share, ...]:
    """The three shares of a unit with all below it on the day. Seven reads.

    `path`: where the unit stood on the day; without one, where it stands today.
    """
    actor.require(VIEW, unit)
    path = path or unit.path
    villages, paths = villages_on(path, on)
    cells = [cell for cell in villages.cells if paths[cell.unit_id].startswith(path)]
    mine = {cell.unit_id for cell in cells}
    places = {place for place, cell in villages.places().items() if cell.unit_id in mine}
    found = PostTarget.objects.unscoped(WHY).filter(unit=unit)
    targets = {target.share: target for target in found}
    numbers = {
        TargetShare.SECRETARY: (sum(map(villages.secretary_is_head, cells)), len(cells)),
        TargetShare.DEPUTY: (sum(map(villages.deputy_is_front_head, cells)), len(cells)),
        TargetShare.HEAD: (len(places & villages.places_led()), len(places)),
    }
    return tuple(
        Share(code.value, above, below, targets.get(code.value))
        for code, (above, below) in numbers.items()
    )


def find_target(unit: Unit, share: str) -> PostTarget | None:
    """The target of one share of a unit the actor may see."""
    return PostTarget.objects.unscoped(WHY).filter(unit=unit, share=share).first()


def village_cells(
    actor: Actor,
    unit: Unit,
    on: date,
    *,
    path: str = "",
    share: str = "",
    which: Which = "all",
    after: str = "",
) -> VillagePage:
    """The village cells below a unit in the order of the tree, with names; the list of a share.

    `path` as in `concurrent_shares`. `share` and `which` narrow it to the cells that make up the
    share, or to the others. Cells of the day that belong to others today are counted, not named.
    """
    actor.require(VIEW, unit)
    path = path or unit.path
    villages, paths = villages_on(path, on)
    cells = [
        cell
        for cell in sorted(villages.cells, key=lambda each: paths[each.unit_id])
        if paths[cell.unit_id].startswith(path) and _wanted(villages, cell, share, which)
    ]
    stood = _stood(actor, cells, on)
    seen = [cell for cell in cells if cell.unit_id in stood]
    later = [cell for cell in seen if paths[cell.unit_id] > after]
    shown = later[:PAGE]
    last = paths[shown[-1].unit_id] if len(later) > PAGE else ""
    rows = _rows(villages, shown, stood)
    return VillagePage(rows, len(cells), len(cells) - len(seen), last)


def _stood(actor: Actor, cells: Sequence[VillageCell], on: date) -> dict[int, VillageStood]:
    """Those of the cells that the actor may see today, as they were called on the day. One read."""
    rows = UnitStanding.objects.visible_to(actor, VIEW).on(on)
    found = rows.filter(unit_id__in=[cell.unit_id for cell in cells])
    columns = ("unit_id", "name", "unit__areas")
    return {row[0]: VillageStood(*row) for row in found.values_list(*columns)}


def _wanted(villages: Villages, cell: VillageCell, share: str, which: Which) -> bool:
    checks = {
        TargetShare.SECRETARY.value: villages.secretary_is_head,
        TargetShare.DEPUTY.value: villages.deputy_is_front_head,
    }
    check = checks.get(share)
    return which == "all" or check is None or check(cell) == (which == "yes")


def _rows(
    villages: Villages, cells: Sequence[VillageCell], stood: Mapping[int, VillageStood]
) -> list[VillageRow]:
    kinds = {
        cell.unit_id: {
            SECRETARY: _ids(villages.leaders(cell, SECRETARY)),
            DEPUTY: _ids(villages.leaders(cell, DEPUTY)),
            VILLAGE_HEAD: _ids(villages.heads(cell, VILLAGE_HEAD)),
            FRONT_HEAD: _ids(villages.heads(cell, FRONT_HEAD)),
        }
        for cell in cells
    }
    wanted = {pk for each in kinds.values() for ids in each.values() for pk in ids}
    people = Member.objects.unscoped(WHY).filter(pk__in=wanted)
    names = dict(people.values_list("pk", "full_name"))

    def named(cell: VillageCell, kind: str) -> tuple[str, ...]:
        return tuple(names[pk] for pk in kinds[cell.unit_id][kind])

    return [
        VillageRow(
            cell=stood[cell.unit_id],
            secretaries=named(cell, SECRETARY),
            deputies=named(cell, DEPUTY),
            heads=named(cell, VILLAGE_HEAD),
            fronts=named(cell, FRONT_HEAD),
            secretary_is_head=villages.secretary_is_head(cell),
            deputy_is_front=villages.deputy_is_front_head(cell),
        )
        for cell in cells
    ]


def _ids(holders: Iterable[Holder]) -> list[int]:
    return list(dict.fromkeys(holder.member_id for holder in holders))
