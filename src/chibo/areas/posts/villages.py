"""Village cells of a part of the tree on a day, with those who lead them and their places.

What a village is and which cell covers it, `places.standing` says: a place of the register counts
once however it is written; where no register is kept, the names in the cells' `Địa bàn` do.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import F

from chibo.areas.organisation.models import SEGMENT, UnitStanding
from chibo.areas.places.communes import Communes
from chibo.areas.places.standing import Standing, standing_on
from chibo.areas.posts.known import DEPUTY, FRONT_HEAD, SECRETARY, VILLAGE_HEAD
from chibo.areas.posts.models import Post
from chibo.areas.posts.rules.places import Holder, VillageCell, Villages

WHY = "figures are counted from all records; who may see them is asked where they are shown"
COUNTED = (SECRETARY, DEPUTY, VILLAGE_HEAD, FRONT_HEAD)


def villages_on(path: str, on: date) -> tuple[Villages, Mapping[int, str]]:
    """The villages at and below `path` in the tree of the day, and of the rest of its commune.

    The second part is where each village cell stood. An empty path asks for the whole tree. Five
    reads; one more where places went along with their commune.
    """
    rows = UnitStanding.objects.unscoped(WHY).on(on)
    steps = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    bodies = rows.filter(is_cell=False, path__in=steps)
    whole = min(path, Communes(dict(bodies.values_list("path", "kind"))).of(path), key=len)
    stood = standing_on(whole, on)
    names: dict[int, list[str]] = defaultdict(list)
    through: dict[int, frozenset[int]] = {}
    for cell in stood.naming:
        names[cell.unit_id] += _keys(stood, cell.commune, cell.areas, cell.came_through)
        through.setdefault(cell.unit_id, cell.came_through)
    cells = [
        VillageCell(pk, stood.communes.of(cell.path), tuple(dict.fromkeys(names[pk])))
        for pk, cell in stood.cells.items()
    ]
    paths = {pk: cell.path for pk, cell in stood.cells.items()}
    return Villages(cells, _holders(whole, on, stood, through)), paths


def _keys(
    stood: Standing, commune: str, texts: Sequence[str], came_through: frozenset[int]
) -> tuple[str, ...]:
    """The places these texts name, each once."""
    if not texts:
        return ()
    keys = (stood.coverage.key(commune, text, came_through) for text in texts)
    return tuple(dict.fromkeys(keys))


def _holders(
    path: str, on: date, stood: Standing, through: Mapping[int, frozenset[int]]
) -> list[Holder]:
    rows = Post.objects.unscoped(WHY).held_on(on)
    here = rows.filter(
        kind__in=COUNTED,
        unit__standings__starts_on__lte=on,
        unit__standings__ends_before__gt=on,
        unit__standings__path__gte=path,
        unit__standings__path__lt=path + "~",
    ).annotate(place=F("unit__standings__path"))
    found = []
    for member_id, kind, unit_id, place, names in here.values_list(
        "member_id", "kind", "unit_id", "place", "areas"
    ):
        commune = stood.communes.of(place)
        keys = _keys(stood, commune, names, through.get(unit_id, frozenset()))
        found.append(Holder(member_id, kind, unit_id, commune, keys))
    return found
