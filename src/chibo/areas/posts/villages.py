"""Village cells of a part of the tree on a day, with those who lead them and their places."""

from collections.abc import Mapping
from datetime import date

from chibo.areas.organisation.models import CellType, Unit
from chibo.areas.places.communes import Communes, communes_above
from chibo.areas.posts.known import DEPUTY, FRONT_HEAD, SECRETARY, VILLAGE_HEAD
from chibo.areas.posts.models import Post
from chibo.areas.posts.rules.places import Holder, VillageCell, Villages, place_keys

WHY = "figures are counted from all records; who may see them is asked where they are shown"
COUNTED = (SECRETARY, DEPUTY, VILLAGE_HEAD, FRONT_HEAD)


def villages_on(path: str, on: date) -> tuple[Villages, Mapping[int, str]]:
    """The villages of the day at and below `path`, and of the rest of its commune.

    The second part is where each village cell stands. Three reads.
    """
    whole = min(path, communes_above(path).of(path), key=len)
    rows = Unit.objects.unscoped(WHY).under(whole)
    villages = rows.cells().filter(cell_type=CellType.VILLAGE).existing_on(on)
    wanted = rows.filter(is_cell=False) | villages
    found = list(wanted.values_list("id", "path", "is_cell", "kind", "areas"))
    communes = Communes({place: kind for _pk, place, is_cell, kind, _names in found if not is_cell})
    cells = [
        VillageCell(pk, communes.of(place), place_keys(names))
        for pk, place, is_cell, _kind, names in found
        if is_cell
    ]
    paths = {pk: place for pk, place, is_cell, _kind, _names in found if is_cell}
    return Villages(cells, _holders(whole, on, communes)), paths


def _holders(path: str, on: date, communes: Communes) -> list[Holder]:
    rows = Post.objects.unscoped(WHY).under(path).held_on(on).filter(kind__in=COUNTED)
    found = rows.values_list("member_id", "kind", "unit_id", "unit__path", "areas")
    return [
        Holder(member_id, kind, unit_id, communes.of(place), place_keys(names))
        for member_id, kind, unit_id, place, names in found
    ]
