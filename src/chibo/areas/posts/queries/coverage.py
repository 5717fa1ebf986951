"""Which places below a body have a cell, for bodies above communes: sums, and lists by pages.

A commune's own page counts its register anew (`places.queries.coverage`): it stays small.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.places.models import Place
from chibo.areas.places.permissions import VIEW
from chibo.areas.places.queries import PlaceRow
from chibo.areas.places.standing import Stood
from chibo.areas.posts.models import FactCode
from chibo.areas.posts.rollup.reading import Asked, FactPage, page_of, sums_at, sums_of
from chibo.core.actor import Actor

WHY = "what stood below a unit on a day is that unit's own, whoever has it today"
COVERED, UNCOVERED = FactCode.PLACE_COVERED, FactCode.PLACE_UNCOVERED
Which = Literal["covered", "uncovered", "all"]
_CODES: dict[Which, Sequence[str]] = {
    "covered": (COVERED,),
    "uncovered": (UNCOVERED,),
    "all": (UNCOVERED, COVERED),
}


@dataclass(frozen=True)
class PlacesSums:
    """How many places have a cell; `unplaced` names of cells fit no place."""

    covered: int
    uncovered: int
    unplaced: int

    @property
    def total(self) -> int:
        """How many places there are."""
        return self.covered + self.uncovered


@dataclass(frozen=True)
class CommuneRow:
    """A commune under its name of the day, with its sums."""

    unit_id: int
    name: str
    sums: PlacesSums


@dataclass(frozen=True)
class CommunesPage:
    """One page of communes in the order of the tree."""

    rows: Sequence[CommuneRow]
    after: str


@dataclass(frozen=True)
class PlacesPage:
    """One page of places with the cells that cover them; `names` of their communes that day."""

    rows: Sequence[PlaceRow]
    names: dict[int, str]
    after: str


def places_summed(actor: Actor, unit: Unit, on: date, path: str) -> PlacesSums:
    """The sums at and below `path`, where the unit stood on the day. One read."""
    actor.require(VIEW, unit)
    return _read(sums_at(path, on))


def communes_below(
    actor: Actor, unit: Unit, on: date, path: str, after: str = "", size: int = 60
) -> CommunesPage:
    """The communes that keep places, or whose cells name some. Three reads."""
    actor.require(VIEW, unit)
    asked = Asked(actor, path, on)
    page = page_of(asked, [FactCode.COMMUNE], after, size=size, all_of_then=True)
    sums = sums_of((fact.path for fact in page.rows), on)
    stood = _stood({fact.unit_id for fact in page.rows}, on)
    rows = [
        CommuneRow(fact.unit_id, stood[fact.unit_id].name, _read(sums.get(fact.path, {})))
        for fact in page.rows
        if fact.unit_id in stood
    ]
    return CommunesPage(rows, page.after)


def places_below(
    actor: Actor,
    unit: Unit,
    on: date,
    path: str,
    which: Which = "all",
    after: str = "",
    size: int = 60,
) -> PlacesPage:
    """The places below the unit in the order of the tree, uncovered ones first. Four reads."""
    actor.require(VIEW, unit)
    asked = Asked(actor, path, on)
    page = page_of(asked, _CODES[which], after, size=size, all_of_then=True)
    cells = {pk for fact in page.rows for pk in fact.cells}
    stood = _stood(cells | {fact.unit_id for fact in page.rows}, on)
    rows = Place.objects.unscoped(WHY).select_related("commune")
    places = rows.in_bulk([fact.place_id for fact in page.rows])
    names = {pk: each.name for pk, each in stood.items() if pk not in cells}
    return PlacesPage(_place_rows(page, places, stood), names, page.after)


def _place_rows(
    page: FactPage, places: dict[int, Place], stood: dict[int, Stood]
) -> list[PlaceRow]:
    return [
        PlaceRow(places[fact.place_id], tuple(stood[pk] for pk in fact.cells if pk in stood))
        for fact in page.rows
        if fact.place_id in places
    ]


def _stood(unit_ids: set[int], on: date) -> dict[int, Stood]:
    """Units as they were called on the day. One read."""
    rows = UnitStanding.objects.unscoped(WHY).on(on).filter(unit_id__in=unit_ids)
    columns = ("unit_id", "unit__code", "name", "path")
    return {row[0]: Stood(*row) for row in rows.values_list(*columns)}


def _read(sums: Mapping[str, int]) -> PlacesSums:
    counted = (sums.get(code, 0) for code in (COVERED, UNCOVERED, FactCode.UNPLACED))
    return PlacesSums(*counted)
