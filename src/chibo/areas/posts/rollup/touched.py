"""From what writers marked to what has to be counted again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q

from chibo.areas.members.models import Stay
from chibo.areas.organisation.models import SEGMENT, Unit, UnitStanding, UnitStandingQuerySet
from chibo.areas.organisation.paths import unit_of
from chibo.areas.places.kinds import within_commune
from chibo.areas.places.models import Place
from chibo.areas.posts.models import Post
from chibo.areas.posts.rollup.found import WHY
from chibo.core.periods import DAWN, FOREVER

Mark = tuple[str, int, str]

# Units that ended and nobody took over from, below one whose place changed: posts still open there
# belong to the nearest superior of the day.
_ENDED_BELOW = """
SELECT DISTINCT ended.id
  FROM organisation_unit above
  JOIN organisation_unit ended ON ended.path > above.path AND ended.path < above.path || '~'
   AND ended.ended_before IS NOT NULL AND ended.heir_id IS NULL
 WHERE above.id = ANY(%s)
"""


@dataclass
class Touched:
    """What has to be counted again, each by its id."""

    communes: set[int] = field(default_factory=set)
    units: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)


def take_marks() -> list[Mark]:
    """The marks that can be seen, each once; they are gone then."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM posts_factmark RETURNING kind, about, path")
        return list(set(cursor.fetchall()))


def touched_by(marks: Iterable[Mark]) -> Touched:
    """What follows from these marks. A dozen reads, however many marks."""
    told: dict[str, set[int]] = {"s": set(), "p": set(), "m": set(), "c": set()}
    paths: set[str] = set()
    for kind, about, path in marks:
        told[kind].add(about)
        if path:
            paths.add(path)
    stood, people = told["s"], told["m"]
    posts = Post.objects.unscoped(WHY)
    theirs = set(posts.filter(member_id__in=people).values_list("unit_id", flat=True))
    found = Touched(units=stood | told["p"] | theirs | _ended_below(stood))
    found.members = people | _members_of(stood)
    found.communes = _communes(stood | told["p"] | theirs | _heirs(stood), paths)
    found.communes |= told["c"] | _following(told["c"])
    return found


def everything() -> Touched:
    """All units, all who ever held a post, all bodies."""
    rows = UnitStanding.objects.unscoped(WHY)
    roots = rows.filter(parent__isnull=True)
    bodies = rows.filter(is_cell=False)
    found = Touched(units=set(Unit.objects.unscoped(WHY).values_list("pk", flat=True)))
    found.members = set(Post.objects.unscoped(WHY).values_list("member_id", flat=True))
    found.communes = {*bodies.values_list("unit_id", flat=True)}
    found.communes |= {*roots.values_list("unit_id", flat=True)}
    return found


def _ended_below(unit_ids: Collection[int]) -> set[int]:
    if not unit_ids:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_ENDED_BELOW, [list(unit_ids)])
        return {row[0] for row in cursor.fetchall()}


def _members_of(unit_ids: Collection[int]) -> set[int]:
    """Who holds posts, and was at home or holds one in these units."""
    if not unit_ids:
        return set()
    posts = Post.objects.unscoped(WHY)
    home = Stay.objects.unscoped(WHY).filter(cell_id__in=unit_ids).values("member_id")
    return {
        *posts.filter(unit_id__in=unit_ids).values_list("member_id", flat=True),
        *posts.filter(member_id__in=home).values_list("member_id", flat=True),
    }


def _heirs(unit_ids: Collection[int]) -> set[int]:
    """Whoever took over from these, to the end of the line."""
    found: set[int] = set()
    fresh = set(unit_ids)
    while fresh:
        rows = Unit.objects.unscoped(WHY).filter(pk__in=fresh, heir__isnull=False)
        fresh = set(rows.values_list("heir_id", flat=True)) - found - {None}
        found |= fresh
    return found


def _following(commune_ids: Collection[int]) -> set[int]:
    rows = Place.objects.unscoped(WHY).filter(followed__commune_id__in=commune_ids)
    return set(rows.values_list("commune_id", flat=True))


def _communes(unit_ids: Collection[int], paths: Collection[str]) -> set[int]:
    """The communes these units lie or lay in: up to the first always there, never a part."""
    rows = UnitStanding.objects.unscoped(WHY)
    own = rows.filter(unit_id__in=unit_ids).values_list("path", flat=True)
    chains = {tuple(unit_of(p[a : a + SEGMENT]) for a in range(0, len(p), SEGMENT))
              for p in {*paths, *own}}  # fmt: skip
    bodies = {pk for chain in chains for pk in chain}
    kinds = rows.filter(unit_id__in=bodies)
    parts = kinds.filter(Q(is_cell=True) | Q(kind__in=within_commune()))
    # What stood below a body before it was founded or after it ended lay in the commune above.
    begun, going_on = kinds.filter(starts_on=DAWN), kinds.filter(ends_before=FOREVER)
    whole = _units(begun) & _units(going_on) - _units(parts)
    found: set[int] = set()
    for *above, last in chains:
        found.add(last)
        for unit_id in reversed(above):
            found.add(unit_id)
            if unit_id in whole:
                break
    return found


def _units(rows: UnitStandingQuerySet) -> set[int]:
    return set(rows.values_list("unit_id", flat=True))
