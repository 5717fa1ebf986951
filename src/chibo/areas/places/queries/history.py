"""By whom a place is and was covered, from–to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.areas.organisation.models import CellType, UnitStanding
from chibo.areas.places.kinds import within_commune
from chibo.areas.places.models import Place
from chibo.areas.places.rules import Period, VillageCell, cover, overlap
from chibo.areas.places.standing import on_day, with_history
from chibo.core.actor import Actor
from chibo.core.periods import DAWN, FOREVER

WHY = "cells that stood in a commune the actor may see"


@dataclass(frozen=True)
class CoveredBy:
    """A cell that names the place, in the days both were there together."""

    unit_id: int
    name: str
    period: Period


def covered_by(actor: Actor, place: Place) -> list[CoveredBy]:
    """Every cell that stood in the commune, ended ones too, and names the place; latest first."""
    neighbours = Place.objects.visible_to(actor).filter(commune=place.commune)
    beside = _beside(place, neighbours.select_related("followed"))
    registered = [on_day(each, "") for each in beside]
    stretches = _stretches(place)
    named = [VillageCell(each.unit_id, "", tuple(each.unit.areas)) for each in stretches]
    if any(each.followed_id for each in beside):
        named = with_history(named, max((each.starts_on for each in stretches), default=DAWN))
    covering = set(cover(registered, named).cells[place.pk])
    found = [
        CoveredBy(each.unit_id, each.name, shared)
        for each in stretches
        if each.unit_id in covering and (shared := overlap(place.period, _period(each)))
    ]
    return sorted(found, key=lambda row: row.period.ends_before or date.max, reverse=True)


def _stretches(place: Place) -> list[UnitStanding]:
    """Stretches of village cells directly in the commune or in a part of it."""
    rows = UnitStanding.objects.unscoped(WHY)
    parts = rows.filter(parent_id=place.commune_id, kind__in=within_commune())
    within = [place.commune_id, *parts.values_list("unit_id", flat=True)]
    cells = rows.filter(parent_id__in=within, is_cell=True, unit__cell_type=CellType.VILLAGE)
    return list(cells.select_related("unit").order_by("unit_id", "starts_on"))


def _period(stretch: UnitStanding) -> Period:
    starts, ends = stretch.starts_on, stretch.ends_before
    return Period(None if starts == DAWN else starts, None if ends == FOREVER else ends)


def _beside(place: Place, neighbours: Iterable[Place]) -> list[Place]:
    """The place and those there at the same time: a bare name is one's own only among them."""
    return [
        each for each in neighbours if each.pk == place.pk or overlap(each.period, place.period)
    ]
