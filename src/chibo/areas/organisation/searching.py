"""Finding units by what they are called today, were called once, or were called on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.core.actor import Actor
from chibo.core.vietnamese import fold, search_words
from chibo.core.words import with_words

_WHY = "the name of the body above a unit the actor may see"


@dataclass(frozen=True)
class Named:
    """A unit under a name it carried, with the name of what stood above it then."""

    unit: Unit
    name: str
    above: str


def find_formerly(actor: Actor, text: str, today: date, limit: int = 10) -> list[Named]:
    """Units that carry another name today but once one with every typed word, accent-free.

    Each once, under the latest such name. One read.
    """
    rows = UnitStanding.objects.visible_to(actor).filter(ends_before__lte=today)
    rows = rows.exclude(name=F("unit__name"))
    words, still = search_words(text), Q()
    for word in words:
        still &= Q(unit__search_key__contains=word)
    rows = with_words(rows, "name_key", words)
    found = rows.exclude(still).order_by("unit__path", "-ends_before").distinct("unit__path")
    shown = found.select_related("unit__parent").only(
        "name", "unit__code", "unit__name", "unit__path", "unit__parent__name"
    )
    return [
        Named(row.unit, row.name, row.unit.parent.name if row.unit.parent else "")
        for row in shown[:limit]
    ]


def find_named_on(actor: Actor, text: str, on: date, limit: int = 10) -> list[Named]:
    """Units that were there on the day and whose name of it, or code, holds every typed word.

    In the order of the tree of the day. Two reads.
    """
    rows = UnitStanding.objects.visible_to(actor).on(on)
    for word in fold(text).split():
        rows = rows.filter(Q(name_key__contains=word) | Q(unit__code__icontains=word))
    found = list(rows.select_related("unit").order_by("path")[:limit])
    parents = UnitStanding.objects.unscoped(_WHY).on(on)
    above = dict(
        parents.filter(unit_id__in={row.parent_id for row in found}).values_list("unit_id", "name")
    )
    return [Named(row.unit, row.name, above.get(row.parent_id or 0, "")) for row in found]
