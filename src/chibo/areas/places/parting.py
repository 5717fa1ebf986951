"""Which places of a unit that is split go where: a cell's `Địa bàn`, a commune's register."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from chibo.areas.organisation.models import ChangeKind, Unit, UnitChange
from chibo.areas.places.communes import keeps_places
from chibo.areas.places.models import Place
from chibo.areas.places.rules import name_key, read_name

WHY = "all places of a unit go along with it, whoever records the change"


def places_of(units: Collection[Unit], on: date) -> Mapping[int, tuple[str, ...]]:
    """What each unit's places are called on the day: as a cell writes them, as a register does."""
    found = {unit.pk: tuple(unit.areas) if unit.is_cell else () for unit in units}
    communes = [unit.pk for unit in units if keeps_places(unit)]
    rows = Place.objects.unscoped(WHY).filter(commune_id__in=communes).standing_on(on)
    for place in rows.by_name():
        found[place.commune_id] = (*found[place.commune_id], str(place))
    return found


def receivers_told(unit_ids: Iterable[int]) -> Mapping[int, Sequence[Unit]]:
    """The receivers of the split ones among these units, where they name places of their own."""
    changes = UnitChange.objects.unscoped(WHY).applied().filter(
        unit_id__in=list(unit_ids), kind=ChangeKind.SPLIT
    )  # fmt: skip
    split = dict(changes.values_list("unit_id", "receivers"))
    units = Unit.objects.unscoped(WHY).in_bulk({pk for ids in split.values() for pk in ids})
    told = {unit_id: [units[pk] for pk in ids if pk in units] for unit_id, ids in split.items()}
    return {unit_id: each for unit_id, each in told.items() if any(unit.areas for unit in each)}


def receiver_of(place: Place, receivers: Sequence[Unit]) -> Unit | None:
    """The receiver that names the place: with the word of its kind, or its bare name."""
    return next((unit for unit in receivers if _is_named(place, unit.areas)), None)


def _is_named(place: Place, texts: Iterable[str]) -> bool:
    for text in texts:
        kind, name = read_name(text)
        if kind == place.kind and name_key(name) == place.key:
            return True
        if not kind and name_key(text) == place.key:
            return True
    return False
