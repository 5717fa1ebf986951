"""The tree of a day that has passed, always for an actor.

Whoever may see a unit today may see where and as what it stood. What stood beside it and is
elsewhere today is counted, never named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, F, OuterRef, Subquery

from chibo.areas.organisation.models import SEGMENT, Unit, UnitStanding
from chibo.areas.organisation.paths import unit_of
from chibo.areas.organisation.permissions import VIEW
from chibo.core.actor import Actor, Scope

_WHY = "the tree of a day; what the actor may not see today is counted and not named"


class Stood(NamedTuple):
    """As much of a unit of the day as a page names."""

    pk: int
    code: str
    name: str
    kind: str
    is_cell: bool

    @classmethod
    def of(cls, row: UnitStanding) -> "Stood":
        """The unit of a standing, read with its `unit`."""
        return cls(row.unit_id, row.unit.code, row.name, row.kind, row.is_cell)


@dataclass(frozen=True)
class PastBranch:
    """A unit in the tree of the day with how many stood directly below it."""

    unit: Stood
    children: int


@dataclass(frozen=True)
class Level:
    """What stood directly below a unit; `elsewhere` of them belong to others today."""

    branches: tuple[PastBranch, ...] = ()
    elsewhere: int = 0

    @property
    def total(self) -> int:
        """How many units stood there."""
        return len(self.branches) + self.elsewhere


@dataclass(frozen=True)
class EndedThen:
    """A unit that had ended by the day, directly below."""

    unit: Stood
    ended_before: date


def branches_on(actor: Actor, unit: Unit, on: date) -> Level:
    """The units directly below on the day, by code, as they were then. One read."""
    stood = UnitStanding.objects.unscoped(_WHY).on(on)
    below = stood.filter(parent_id=OuterRef("unit_id")).order_by().values("parent_id")
    counted = below.annotate(n=Count("id")).values("n")
    columns = ("unit_id", "unit__code", "name", "kind", "is_cell", "unit__path", "below")
    rows = stood.filter(parent_id=unit.pk).annotate(below=Subquery(counted))
    shown, elsewhere = [], 0
    for *facts, path, children in rows.order_by("unit__code").values_list(*columns):
        if actor.may(VIEW, path):
            shown.append(PastBranch(Stood(*facts), children or 0))
        else:
            elsewhere += 1
    return Level(tuple(shown), elsewhere)


_LEFT = """
with there as materialized (
  select stood.unit_id, unit.path from organisation_unitstanding ended
  join organisation_unitstanding stood on stood.path > ended.path and stood.path < ended.path || '~'
    and stood.starts_on <= %(last)s and stood.ends_before > %(last)s
  join organisation_unit unit on unit.id = stood.unit_id
  where ended.unit_id = %(unit)s and ended.starts_on <= %(last)s and ended.ends_before > %(last)s
    and not starts_with(unit.path, %(path)s))
select there.path, not exists (
  select from organisation_unit other
  where other.path >= there.path and other.path < there.path || '~'
    and (other.founded_on is null or other.founded_on <= %(last)s)
    and (other.ended_before is null or other.ended_before > %(last)s)
    and other.id not in (select unit_id from there))
from there order by there.path
"""


def parts_left_by(unit: Unit) -> list[Scope]:
    """What stood below a unit that has ended, on its last day, and lives on elsewhere.

    As few parts as there may be: one for a body whose cells are all from there.
    """
    assert unit.ended_before
    last = unit.ended_before - timedelta(days=1)
    asked: dict[str, int | str | date] = {"unit": unit.pk, "path": unit.path, "last": last}
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, asked)
        rows = cursor.fetchall()
    found: list[Scope] = []
    for path, is_whole in rows:
        if not (found and found[-1].below and found[-1].covers(path)):
            found.append(Scope(path, below=is_whole))
    return found


def cells_left_by(unit: Unit) -> list[int]:
    """The cells that stood below a unit on its last day, by id; none where it goes on."""
    if unit.ended_before is None:
        return []
    rows = UnitStanding.objects.unscoped("which cells stood with a unit the actor may see")
    then = rows.on(unit.ended_before - timedelta(days=1))
    place = then.filter(unit=unit).values_list("path", flat=True).first()
    if place is None:
        return []
    return list(then.under(place).filter(is_cell=True).values_list("unit_id", flat=True))


def ended_by(actor: Actor, unit: Unit, on: date) -> list[EndedThen]:
    """The units that ended by the day while directly below, by code, as they were last."""
    rows = UnitStanding.objects.visible_to(actor).filter(
        parent_id=unit.pk, ends_before__lte=on, unit__ended_before=F("ends_before")
    )
    return [
        EndedThen(Stood.of(row), row.ends_before)
        for row in rows.select_related("unit").order_by("unit__code")
    ]


def above_on(standing: UnitStanding) -> list[UnitStanding]:
    """From the root down to, and without, a unit the actor may see, on its standing's first day.

    Each with its `unit`. A unit's stretches end where its superiors' do: any of its days is alike.
    """
    path = standing.path
    ids = [unit_of(path[at : at + SEGMENT]) for at in range(0, len(path) - SEGMENT, SEGMENT)]
    if not ids:
        return []
    rows = UnitStanding.objects.unscoped("names of the bodies above a unit the actor may see")
    found = rows.on(standing.starts_on).filter(unit_id__in=ids).select_related("unit")
    return list(found.order_by("path"))


def standings_on(units: Sequence[Unit], on: date) -> dict[int, UnitStanding]:
    """Where units the actor may see stood on the day, by unit; one read."""
    rows = UnitStanding.objects.unscoped("the lines of units the actor may see")
    found = rows.on(on).filter(unit_id__in=[unit.pk for unit in units]).select_related("unit")
    return {row.unit_id: row for row in found}


def names_on(units: Sequence[Unit], on: date) -> dict[int, str]:
    """What units the actor may see were called on the day, by unit; one read."""
    return {pk: stood.name for pk, stood in standings_on(units, on).items()} if units else {}


def days_of(unit: Unit) -> tuple[date, date] | None:
    """From when until before when a unit the actor may see was there; None for never."""
    rows = UnitStanding.objects.unscoped("the line of a unit the actor may see").filter(unit=unit)
    days = list(rows.order_by("starts_on").values_list("starts_on", "ends_before"))
    return (days[0][0], days[-1][1]) if days else None
