"""Keeping the register: adding, correcting, renaming, merging, taking out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.organisation.models import Unit
from chibo.areas.places import permissions
from chibo.areas.places.communes import keeps_places
from chibo.areas.places.errors import BadPlace
from chibo.areas.places.following import go_along
from chibo.areas.places.kinds import place_kinds
from chibo.areas.places.models import Place
from chibo.areas.places.queries import proposals
from chibo.areas.places.rules import Listed, Period, bare_name, name_key, overlap, shown_name
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version

WHY = "the register of a commune is checked as a whole; the actor was asked at the commune"


@dataclass(frozen=True)
class PlaceEntry:
    """What is written down of a place. `ends_before` is the first day it is no longer there."""

    kind: str
    name: str
    code: str = ""
    starts_on: date | None = None
    ends_before: date | None = None


@dataclass(frozen=True)
class Added:
    """What came of a list: places made, and those that were there already."""

    made: tuple[Place, ...]
    known: tuple[str, ...]


@transaction.atomic
def add_places(
    *,
    actor: Actor,
    commune_id: int,
    listed: Sequence[Listed],
    starts_on: date | None,
    now: datetime,
) -> Added:
    """Take places into a commune's register; those it knows already stay as they are.

    Raises NotThere, NotAllowed, BadPlace (nothing is added then).
    """
    commune = _lock_commune(actor, commune_id)
    if not listed:
        raise BadPlace(_("Chưa có tên nào. Hãy ghi mỗi thôn, ấp, khóm một dòng."))
    here, made, known = _register(commune), [], []
    for each in listed:
        entry = _checked(PlaceEntry(each.kind, each.name, each.code, starts_on))
        if _namesakes(here, entry):
            known.append(shown_name(entry.kind, entry.name))
            continue
        place = _new(commune, entry)
        here.append(place)
        made.append(place)
    if made:
        Place.objects.bulk_create(made)
        go_along([commune.pk])
        _trail(actor, "places.added", commune, now, {"places": [str(place) for place in made]})
    return Added(tuple(made), tuple(known))


@transaction.atomic
def take_proposals(*, actor: Actor, commune_id: int, keys: Sequence[str], now: datetime) -> Added:
    """Take into the register what the cells' `Địa bàn` names, as far as chosen by `keys`."""
    commune = _lock_commune(actor, commune_id)
    chosen = [p for p in proposals(actor, commune, now.date()) if p.key in set(keys)]
    if not chosen:
        raise BadPlace(_("Chưa chọn tên nào, hoặc các tên đã chọn vừa được người khác lấy vào sổ."))
    listed = [Listed(each.kind, each.name) for each in chosen]
    return add_places(actor=actor, commune_id=commune_id, listed=listed, starts_on=None, now=now)


@transaction.atomic
def correct_place(
    *, actor: Actor, place_id: int, entry: PlaceEntry, version: int, now: datetime
) -> Place:
    """Write down better what a place is; for a new name from a day on there is `replace_places`.

    Raises NotThere, NotAllowed, ChangedMeanwhile, BadPlace.
    """
    place = _lock_place(actor, place_id)
    require_version(place.version, version)
    entry = _checked(entry)
    if place.became_id and entry.ends_before is None:
        raise BadPlace(
            _("Nơi này đã đổi thành “%s” nên phải có ngày kết thúc. Hãy xóa nơi mới trước.")
            % place.became
        )
    _refuse_namesake([p for p in _register(place.commune) if p.pk != place.pk], entry)
    after = {**vars(entry), "key": name_key(entry.name)}
    changes = audit.differences({field: getattr(place, field) for field in after}, after)
    if not changes:
        return place
    for field, value in after.items():
        setattr(place, field, value)
    place.version += 1
    place.save()
    go_along([place.commune_id])
    _trail(actor, "place.corrected", place.commune, now, changes, place)
    return place


@transaction.atomic
def replace_places(
    *, actor: Actor, place_ids: Sequence[int], listed: Listed, on: date, now: datetime
) -> Place:
    """From `on` these places are one under a new name: a rename for one, a merger for several.

    The old ones stay on record up to the day before. Raises NotThere, NotAllowed, BadPlace.
    """
    old = [_lock_place(actor, place_id) for place_id in sorted(set(place_ids))]
    if not old:
        raise BadPlace(_("Chưa chọn nơi nào. Hãy chọn ít nhất một thôn, ấp, khóm."))
    commune = old[0].commune
    for place in old:
        _refuse_unreplaceable(place, commune, on)
    entry = _checked(PlaceEntry(listed.kind, listed.name, listed.code, on))
    ids = {place.pk for place in old}
    _refuse_namesake([p for p in _register(commune) if p.pk not in ids], entry)
    made = _new(commune, entry)
    made.save()
    for place in old:
        place.ends_before, place.became = on, made
        place.version += 1
        place.save()
    go_along([commune.pk])
    changes = {"places": [str(place) for place in old], "became": str(made), "on": str(on)}
    _trail(actor, "places.replaced", commune, now, changes, made)
    return made


def _refuse_unreplaceable(place: Place, commune: Unit, on: date) -> None:
    if place.commune_id != commune.pk:
        raise BadPlace(_("Chỉ nhập được các nơi trong cùng một xã, phường."))
    if place.became_id:
        raise BadPlace(
            _("“%(old)s” đã đổi thành “%(new)s”. Hãy tải lại trang.")
            % {"old": place, "new": place.became}
        )
    if not place.period.holds_on(on) or place.starts_on == on:
        raise BadPlace(
            _("“%s” không có vào ngày đó hoặc vừa bắt đầu ngày đó. Hãy xem lại ngày.") % place
        )


@transaction.atomic
def remove_place(*, actor: Actor, place_id: int, version: int, now: datetime) -> Unit:
    """Take a place out as if it had never been written; what became it is open again.

    So a rename or merger is undone exactly. Returns the commune. Raises NotThere, NotAllowed,
    ChangedMeanwhile, and BadPlace for a place that became another one.
    """
    place = _lock_place(actor, place_id)
    require_version(place.version, version)
    if place.became_id:
        raise BadPlace(
            _("Nơi này đã đổi thành “%s”. Hãy xóa nơi mới trước, nơi cũ sẽ mở lại.") % place.became
        )
    if place.followed_id:
        raise BadPlace(
            _("“%s” theo từ xã cũ sang nên không bỏ được. Nếu không còn thì ghi ngày kết thúc.")
            % place
        )
    Place.objects.unscoped(WHY).filter(followed=place).delete()
    rows = Place.objects.unscoped(WHY).filter(became=place).order_by("id")
    reopened = list(rows.select_for_update())
    for old in reopened:
        old.became, old.ends_before = None, None
        old.version += 1
        old.save()
    changes = {"place": [str(place), None], "reopened": [str(old) for old in reopened]}
    _trail(actor, "place.removed", place.commune, now, changes, place)
    place.delete()
    go_along([place.commune_id])
    return place.commune


def _lock_commune(actor: Actor, commune_id: int) -> Unit:
    """The commune, held: one person at a time changes its register."""
    commune = lock_row(Unit.objects, actor, pk=commune_id)
    actor.require(permissions.CHANGE, commune)
    if not keeps_places(commune):
        raise BadPlace(
            _("Thôn, ấp, khóm được ghi ở đảng bộ xã, phường. Hãy mở trang của đảng bộ đó.")
        )
    return commune


def _lock_place(actor: Actor, place_id: int) -> Place:
    found = get_row(Place.objects, actor, pk=place_id)
    lock_row(Unit.objects, actor, pk=found.commune_id)
    place = lock_row(Place.objects.select_related("commune", "became"), actor, pk=place_id)
    actor.require(permissions.CHANGE, place.commune)
    return place


def _register(commune: Unit) -> list[Place]:
    return list(Place.objects.unscoped(WHY).filter(commune=commune).order_by("id"))


def _new(commune: Unit, entry: PlaceEntry) -> Place:
    return Place(commune=commune, key=name_key(entry.name), **vars(entry))


def _checked(entry: PlaceEntry) -> PlaceEntry:
    """The entry with its name as it is kept."""
    if entry.kind not in place_kinds():
        raise BadPlace(_("Chưa rõ đây là thôn, ấp hay khóm. Hãy chọn loại."))
    name = bare_name(entry.kind, entry.name)
    if not name:
        raise BadPlace(_("Nơi này chưa có tên. Hãy ghi tên, ví dụ Thôn Đông."))
    period = (entry.starts_on, entry.ends_before)
    if period[0] and period[1] and period[1] <= period[0]:
        raise BadPlace(_("Ngày kết thúc phải sau ngày bắt đầu. Hãy xem lại hai ngày."))
    return PlaceEntry(entry.kind, name, entry.code.strip(), *period)


def _namesakes(register: Sequence[Place], entry: PlaceEntry) -> list[Place]:
    period, key = Period(entry.starts_on, entry.ends_before), name_key(entry.name)
    return [
        place
        for place in register
        if (place.kind, place.key) == (entry.kind, key) and overlap(place.period, period)
    ]


def _refuse_namesake(register: Sequence[Place], entry: PlaceEntry) -> None:
    if _namesakes(register, entry):
        raise BadPlace(
            _(
                "Xã này đã có “%s” trong thời gian đó. Nếu là hai nơi khác nhau thì hãy ghi thêm "
                "cho rõ, ví dụ Thôn 1 Hòa Bình cũ."
            )
            % shown_name(entry.kind, entry.name)
        )


def _trail(
    actor: Actor,
    action: str,
    commune: Unit,
    now: datetime,
    changes: Mapping[str, object],
    place: Place | None = None,
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=commune.pk,
        target=f"place:{place.pk}" if place else f"unit:{commune.pk}",
        changes=dict(changes),
    )
