"""Village cells of a part of the tree on a day, with those who lead them and their places."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import F

from chibo.areas.organisation.models import SEGMENT, CellType, Unit, UnitStanding
from chibo.areas.places.communes import Communes
from chibo.areas.posts.known import DEPUTY, FRONT_HEAD, SECRETARY, VILLAGE_HEAD
from chibo.areas.posts.models import Post
from chibo.areas.posts.rules.places import Holder, VillageCell, Villages, place_keys

WHY = "figures are counted from all records; who may see them is asked where they are shown"
COUNTED = (SECRETARY, DEPUTY, VILLAGE_HEAD, FRONT_HEAD)


def villages_on(path: str, on: date) -> tuple[Villages, Mapping[int, str]]:
    """The villages at and below `path` in the tree of the day, and of the rest of its commune.

    The second part is where each village cell stood. An empty path asks for the whole tree. Four
    reads.
    """
    rows = UnitStanding.objects.unscoped(WHY).on(on)
    steps = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    bodies = rows.filter(is_cell=False, path__in=steps)
    whole = min(path, Communes(dict(bodies.values_list("path", "kind"))).of(path), key=len)
    here = rows.under(whole)
    wanted = here.filter(is_cell=False) | here.filter(unit__cell_type=CellType.VILLAGE)
    found = list(wanted.values_list("unit_id", "path", "is_cell", "kind", "unit__areas"))
    communes = Communes({place: kind for _pk, place, is_cell, kind, _names in found if not is_cell})
    taken_over = _taken_over(whole, on)
    cells = [
        VillageCell(pk, communes.of(place), place_keys((*names, *taken_over.get(pk, ()))))
        for pk, place, is_cell, _kind, names in found
        if is_cell
    ]
    paths = {pk: place for pk, place, is_cell, _kind, _names in found if is_cell}
    return Villages(cells, _holders(whole, on, communes)), paths


def _taken_over(path: str, on: date) -> Mapping[int, list[str]]:
    """Places of cells that ended by a change, by the cell that covers them since.

    A cell made by the change that names its own places covers those and no more.
    """
    rows = Unit.objects.unscoped(WHY).under(path).cells()
    ended = rows.filter(heir__is_cell=True, ended_before__lte=on, cell_type=CellType.VILLAGE)
    found: dict[int, list[str]] = defaultdict(list)
    columns = ("id", "areas", "ended_before", "heir_id", "heir__founded_on", "heir__areas")
    for pk, names, day, heir_id, founded, own in ended.order_by("ended_before", "id").values_list(
        *columns
    ):
        is_new = founded is not None and founded >= day
        if not (is_new and own):
            found[heir_id] += [*names, *found.get(pk, ())]
    return found


def _holders(path: str, on: date, communes: Communes) -> list[Holder]:
    rows = Post.objects.unscoped(WHY).held_on(on)
    here = rows.filter(
        kind__in=COUNTED,
        unit__standings__starts_on__lte=on,
        unit__standings__ends_before__gt=on,
        unit__standings__path__gte=path,
        unit__standings__path__lt=path + "~",
    ).annotate(place=F("unit__standings__path"))
    return [
        Holder(member_id, kind, unit_id, communes.of(place), place_keys(names))
        for member_id, kind, unit_id, place, names in here.values_list(
            "member_id", "kind", "unit_id", "place", "areas"
        )
    ]
