"""Places go along with their commune: when it ends by a change, its heir keeps them from that day.

Of a commune that was split, each goes to the receiver that names it, as far as one does; otherwise
to the first one.

What followed is derived from the places people recorded and from how communes ended, so that taking
a change back takes it away again. The recorded place keeps its commune and days. A place that
would meet one of the same name there says where it came from: Thôn 1 (xã Tân An cũ). Somebody who
wrote the place down at the heir for just that day has recorded what followed: it is taken as that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chibo.areas.organisation.events import UnitsEnded, UnitsRevived
from chibo.areas.organisation.models import Unit
from chibo.areas.places.communes import keeps_places
from chibo.areas.places.errors import BadPlace
from chibo.areas.places.models import Place
from chibo.areas.places.parting import receiver_of, receivers_told
from chibo.areas.places.rules import Period, name_key, overlap
from chibo.core.i18n import _

WHY = "all places of a commune go along with it, whoever records the change"
_BODY = "Đảng bộ "
_LONGEST = 120


@dataclass(frozen=True)
class _Wanted:
    """A place as it ought to be kept by an heir."""

    root: Place
    commune: Unit
    starts_on: date


def follow_ended(event: UnitsEnded) -> None:
    """Places of communes that ended by changes go to their heirs."""
    go_along(_communes_before(event.unit_ids))


def return_to_revived(event: UnitsRevived) -> None:
    """Places are kept by communes that did not end after all, and nowhere else."""
    go_along(_communes_before(event.unit_ids))


def _communes_before(unit_ids: Sequence[int]) -> list[int]:
    """Each unit with the communes whose places had gone along to it, in that order."""
    rows = Place.objects.unscoped(WHY).filter(commune_id__in=unit_ids, followed__isnull=False)
    before: dict[int, list[int]] = {unit_id: [unit_id] for unit_id in unit_ids}
    for unit_id, first in rows.values_list("commune_id", "followed__commune_id").distinct():
        before[unit_id].append(first)
    return list(dict.fromkeys(each for unit_id in unit_ids for each in sorted(before[unit_id])))


def go_along(commune_ids: Sequence[int]) -> None:
    """Draw anew what followed from the places recorded in these communes, one after the other.

    Raises BadPlace when a change is taken back whose places were changed since at the heir.
    """
    rows = Place.objects.unscoped(WHY)
    roots = list(rows.filter(commune_id__in=commune_ids, followed__isnull=True).order_by("id"))
    if not roots:
        return
    turn = {commune_id: at for at, commune_id in enumerate(commune_ids)}
    roots.sort(key=lambda root: turn[root.commune_id])
    followed = rows.filter(followed_id__in=[root.pk for root in roots]).order_by("id")
    kept = {(row.followed_id, row.commune_id): row for row in followed}
    units = _heirs(root.commune_id for root in roots)
    told = receivers_told(units)
    for wanted in [each for root in roots for each in _followed(root, units, told)]:
        there = kept.pop((wanted.root.pk, wanted.commune.pk), None)
        _keep(wanted, there, units[wanted.root.commune_id])
    _forget(kept.values())


def _heirs(unit_ids: Iterable[int]) -> Mapping[int, Unit]:
    """The communes, and whoever took over from them, to the end of the line."""
    found: dict[int, Unit] = {}
    fresh = set(unit_ids)
    while fresh:
        units = Unit.objects.unscoped(WHY).in_bulk(fresh)
        found |= units
        named = {unit.pk for each in receivers_told(units).values() for unit in each}
        named |= {u.heir_id for u in units.values() if u.heir_id is not None}
        fresh = named - found.keys()
    return found


def _followed(
    root: Place, units: Mapping[int, Unit], told: Mapping[int, Sequence[Unit]]
) -> Iterator[_Wanted]:
    """The place at each heir in turn, as long as it is there."""
    unit, seen = units[root.commune_id], {root.commune_id}
    while unit.heir_id is not None and unit.ended_before is not None:
        heir = receiver_of(root, told.get(unit.pk, ())) or units[unit.heir_id]
        if heir.pk in seen:
            return
        day = max(unit.ended_before, root.starts_on or date.min)
        if not keeps_places(heir) or (root.ends_before is not None and root.ends_before <= day):
            return
        yield _Wanted(root, heir, day)
        seen.add(heir.pk)
        unit = heir


def _keep(wanted: _Wanted, there: Place | None, old: Unit) -> None:
    """One place at an heir; what somebody changed there stays as they left it."""
    if there is not None and there.version > 1:
        return
    root, beside = wanted.root, _beside(wanted, there)
    told = _told_apart(root.name, old)
    if there is None:
        same = [p for p in beside if p.starts_on == wanted.starts_on and p.followed_id is None]
        there = next((p for p in same if p.key in (root.key, name_key(told))), None)
        beside = [place for place in beside if place is not there]
    row = there or Place(commune=wanted.commune, ends_before=root.ends_before)
    if row.followed_id is not None:
        row.ends_before = root.ends_before
    met = any(place.key == root.key for place in beside)
    row.kind, row.name = root.kind, told if met else root.name
    row.key, row.followed = name_key(row.name), root
    row.code = row.code or root.code
    row.starts_on = wanted.starts_on
    row.save()


def _beside(wanted: _Wanted, but: Place | None) -> list[Place]:
    """Places of the kind that the heir keeps in the same days."""
    root, heir = wanted.root, wanted.commune
    period = Period(wanted.starts_on, root.ends_before)
    rows = Place.objects.unscoped(WHY).filter(commune=heir, kind=root.kind).order_by("id")
    return [row for row in rows if row != but and overlap(row.period, period)]


def _told_apart(name: str, commune: Unit) -> str:
    """The name with the commune it comes from: "1 (xã Tân An cũ)"."""
    end = f" ({commune.name.removeprefix(_BODY)} cũ)"
    return f"{name[: _LONGEST - len(end)]}{end}"


def _forget(rows: Iterable[Place]) -> None:
    for row in rows:
        if row.version > 1:
            raise BadPlace(
                _(
                    "“%(place)s” đã theo sang “%(commune)s” và được sửa ở đó. Hãy trả tên và ngày "
                    "như cũ trong sổ địa bàn của xã ấy trước."
                )
                % {"place": row, "commune": row.commune}
            )
        row.delete()
