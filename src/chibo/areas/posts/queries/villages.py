"""Village cells with those who lead them, and the shares that follow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.posts.known import DEPUTY, FRONT_HEAD, SECRETARY, VILLAGE_HEAD
from chibo.areas.posts.models import FactCode, PostTarget, TargetShare
from chibo.areas.posts.permissions import VIEW
from chibo.areas.posts.rollup.reading import PAGE, Asked, FactPage, page_of, sums_at
from chibo.areas.posts.rollup.villages import leading_on
from chibo.areas.posts.rules.places import Holder, VillageCell, Villages
from chibo.core.actor import Actor
from chibo.core.vietnamese import percent

WHY = "of a unit the actor may see the posts of"
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
    """The three shares of a unit with all below it on the day. Two reads.

    `path`: where the unit stood on the day; without one, where it stands today.
    """
    actor.require(VIEW, unit)
    sums = sums_at(path or unit.path, on)
    found = PostTarget.objects.unscoped(WHY).filter(unit=unit)
    targets = {target.share: target for target in found}
    return tuple(
        Share(code.value, sums[above], sums[below], targets.get(code.value))
        for code, (above, below) in _NUMBERS.items()
    )


_NUMBERS = {
    TargetShare.SECRETARY: (FactCode.HEAD_YES, FactCode.VILLAGE_CELL),
    TargetShare.DEPUTY: (FactCode.FRONT_YES, FactCode.VILLAGE_CELL),
    TargetShare.HEAD: (FactCode.NAMED_LED, FactCode.NAMED_PLACE),
}
_LISTED: dict[tuple[str, Which], FactCode] = {
    (TargetShare.SECRETARY.value, "yes"): FactCode.HEAD_YES,
    (TargetShare.SECRETARY.value, "no"): FactCode.HEAD_NO,
    (TargetShare.DEPUTY.value, "yes"): FactCode.FRONT_YES,
    (TargetShare.DEPUTY.value, "no"): FactCode.FRONT_NO,
}


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
    today: date | None = None,
    size: int = PAGE,
) -> VillagePage:
    """The village cells below a unit in the order of the tree, with names; the list of a share.

    `path` as in `concurrent_shares`. `share` and `which` narrow it to the cells that make up the
    share, or to the others. Cells of the day that belong to others today (`today` tells that the
    day is another one) are counted, not named.
    """
    actor.require(VIEW, unit)
    path = path or unit.path
    code = _LISTED.get((share, which), FactCode.VILLAGE_CELL)
    page = page_of(Asked(actor, path, on, today), [code], after, size=size)
    count = sums_at(path, on)[code]
    return VillagePage(_rows(page, on), count, page.elsewhere, page.after)


def _stood(page: FactPage, on: date) -> Mapping[int, VillageStood]:
    """The cells of the page as they were called on the day. One read."""
    rows = UnitStanding.objects.unscoped(WHY).on(on)
    found = rows.filter(unit_id__in=[fact.unit_id for fact in page.rows])
    columns = ("unit_id", "name", "unit__areas")
    return {row[0]: VillageStood(*row) for row in found.values_list(*columns)}


def _rows(page: FactPage, on: date) -> list[VillageRow]:
    """The cells of a page with who leads them; communes are read as a whole, all at once."""
    stood = _stood(page, on)
    villages = {
        cell.unit_id: (cell, each)
        for each in leading_on(on, {fact.group_id for fact in page.rows})
        for cell in each.cells
    }
    shown = {
        fact.unit_id: villages[fact.unit_id]
        for fact in page.rows
        if fact.unit_id in stood and fact.unit_id in villages
    }
    leading = {unit_id: _leading(*each) for unit_id, each in shown.items()}
    wanted = {pk for each in leading.values() for ids in each for pk in ids}
    people = Member.objects.unscoped(WHY).filter(pk__in=wanted)
    names = dict(people.values_list("pk", "full_name"))
    rows = []
    for unit_id, (cell, each) in shown.items():
        named = (tuple(names[pk] for pk in ids) for ids in leading[unit_id])
        secretaries, deputies, heads, fronts = named
        both = each.secretary_is_head(cell), each.deputy_is_front_head(cell)
        rows.append(VillageRow(stood[unit_id], secretaries, deputies, heads, fronts, *both))
    return rows


def _leading(
    cell: VillageCell, villages: Villages
) -> tuple[list[int], list[int], list[int], list[int]]:
    """Secretaries, deputies, heads of the cell's places and of their Front committees."""
    return (
        _ids(villages.leaders(cell, SECRETARY)),
        _ids(villages.leaders(cell, DEPUTY)),
        _ids(villages.heads(cell, VILLAGE_HEAD)),
        _ids(villages.heads(cell, FRONT_HEAD)),
    )


def _ids(holders: Iterable[Holder]) -> list[int]:
    return list(dict.fromkeys(holder.member_id for holder in holders))
