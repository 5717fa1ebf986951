"""Reading the tree, always for an actor."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from chibo.areas.organisation.histories import ChangeLine, History
from chibo.areas.organisation.models import (
    SEGMENT,
    Unit,
    UnitChange,
    UnitQuerySet,
    UnitStanding,
    UnitStandingQuerySet,
)
from chibo.areas.organisation.paths import unit_of
from chibo.areas.organisation.sizes import sizes
from chibo.core.actor import Actor
from chibo.core.rows import get_row
from chibo.core.vietnamese import search_words
from chibo.core.words import with_words

LIST_SIZE = 50


def get_unit(actor: Actor, unit_id: int) -> Unit:
    """The unit, if the actor may see it; NotThere otherwise."""
    return get_row(Unit.objects.select_related("parent"), actor, pk=unit_id)


def get_unit_by_code(actor: Actor, code: str) -> Unit:
    """The unit with this code, if the actor may see it; NotThere otherwise."""
    return get_row(Unit.objects.select_related("parent"), actor, code=code)


def ancestors(unit: Unit) -> list[Unit]:
    """From the root down to, and without, the unit: the breadcrumbs of a page about it."""
    rows = Unit.objects.unscoped("names of the bodies above a unit the actor may see")
    return list(rows.above(unit.path).order_by("path"))


def visible_units(actor: Actor) -> UnitQuerySet:
    """All units the actor may see."""
    return Unit.objects.visible_to(actor)


@dataclass(frozen=True)
class Branch:
    """A unit in the tree with how many stand directly below it."""

    unit: Unit
    children: int


def children(actor: Actor, unit: Unit, on: date) -> list[Unit]:
    """The units directly below that exist on the day, by code."""
    rows = Unit.objects.visible_to(actor).filter(parent=unit).existing_on(on)
    return list(rows.order_by("code"))


def branches(actor: Actor, unit: Unit, on: date) -> list[Branch]:
    """Like `children`, each with how many stand directly below it, in one query."""
    rows = Unit.objects.visible_to(actor).filter(parent=unit).existing_on(on)
    founded = Q(children__founded_on__isnull=True) | Q(children__founded_on__lte=on)
    standing = Q(children__ended_before__isnull=True) | Q(children__ended_before__gt=on)
    counted = rows.annotate(below=Count("children", filter=founded & standing))
    return [Branch(row, getattr(row, "below", 0)) for row in counted.order_by("code")]


def ended_children(actor: Actor, unit: Unit, on: date) -> list[Unit]:
    """The units directly below that ended before the day, by code."""
    rows = Unit.objects.visible_to(actor).filter(parent=unit, ended_before__lte=on)
    return list(rows.order_by("code"))


def top_units(actor: Actor, permission: str = "units.view") -> list[Unit]:
    """The highest units of the parts where the actor holds the permission."""
    paths = [scope.path for scope in actor.scopes(permission)]
    rows = Unit.objects.visible_to(actor, permission)
    found = rows.filter(path__in=paths) if all(paths) else rows.filter(parent__isnull=True)
    return list(found.order_by("path"))


def find_units(actor: Actor, text: str, limit: int = 10) -> list[Unit]:
    """Units in whose name or code every typed word begins a word, accent-free."""
    rows = Unit.objects.visible_to(actor).select_related("parent")
    found = with_words(rows, "search_key", search_words(text))
    return list(found.order_by("path")[:limit])


def standing(unit: Unit, on: date) -> UnitStanding | None:
    """Where and as what the unit stood on the day; None when it was not there."""
    rows = UnitStanding.objects.unscoped("the line of a unit the actor may see")
    return rows.on(on).filter(unit=unit).first()


def units_on(actor: Actor, on: date, *, under: str = "") -> UnitStandingQuerySet:
    """The tree of a day, for units the actor may see; of a day's path when `under` is given."""
    rows = UnitStanding.objects.visible_to(actor).on(on)
    return rows.under(under) if under else rows


def children_on(actor: Actor, unit: Unit, on: date) -> list[UnitStanding]:
    """The units that stood directly below on the day, by code, as they were then."""
    rows = units_on(actor, on).filter(parent=unit).select_related("unit")
    return list(rows.order_by("unit__code"))


def ancestors_on(unit: Unit, on: date) -> list[UnitStanding]:
    """From the root down to, and without, the unit, as they stood on the day."""
    own = standing(unit, on)
    if own is None:
        return []
    ids = [unit_of(own.path[at : at + SEGMENT]) for at in range(0, len(own.path) - 1, SEGMENT)]
    rows = UnitStanding.objects.unscoped("names of the bodies above a unit the actor may see")
    return list(rows.on(on).filter(unit_id__in=ids[:-1]).order_by("path"))


def history_of(unit: Unit) -> History:
    """The changes of a unit the actor may see, and where it stood; in three look-ups."""
    why = "the history of a unit the actor may see"
    rows = UnitChange.objects.unscoped(why).filter(unit=unit).select_related("caused_by__unit")
    changes = list(rows.order_by("-on", "-id"))
    named = {unit_id for change in changes for unit_id in change.receivers}
    units = Unit.objects.unscoped(why).in_bulk(named)
    standings = UnitStanding.objects.unscoped(why).filter(unit=unit).select_related("parent")
    return History(
        [ChangeLine(each, tuple(units[pk] for pk in each.receivers)) for each in changes],
        list(standings.order_by("starts_on")),
    )


def get_change(actor: Actor, change_id: int) -> UnitChange:
    """The change, if the actor may see its unit; NotThere otherwise."""
    return get_row(UnitChange.objects.select_related("unit"), actor, pk=change_id)


@dataclass(frozen=True)
class GoesAlong:
    """What a change of a unit takes along: members at or below it, units directly below."""

    members: int
    units: int


def goes_along(unit: Unit, on: date) -> GoesAlong:
    """What would go along, as of a day."""
    (size,) = sizes([unit.path], on)
    rows = Unit.objects.unscoped("how many units go along with one the actor may change")
    return GoesAlong(size.members, rows.filter(parent=unit).existing_on(on).count())
