"""What units typed of a row, by whom and when; always for an actor."""

from dataclasses import dataclass

from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.statistics.models import TypedNumber
from chibo.areas.statistics.permissions import VIEW
from chibo.areas.statistics.rules import Told
from chibo.core.actor import Actor

_WHY = "numbers of units that stood below one whose sheets the actor may see"


@dataclass(frozen=True)
class TypedBelow:
    """What units told of a typed row: the unit itself and those below it."""

    own: TypedNumber | None
    below: int
    units: tuple[TypedNumber, ...]
    """The first of the others, in the order of the tree."""

    @property
    def more(self) -> int:
        """How many others told something."""
        return len(self.units)


def typed_numbers(*, actor: Actor, unit: Unit, told: Told, key: str) -> TypedBelow:
    """What was typed for a row at and below the unit as it stood on the last day. Two reads."""
    actor.require(VIEW, unit)
    day = told.window.ends_on
    stood = UnitStanding.objects.unscoped(_WHY).on(day)
    path = stood.filter(unit=unit).values_list("path", flat=True).first() or unit.path
    rows = TypedNumber.objects.unscoped(_WHY).filter(
        unit__in=stood.under(path).values("unit_id"),
        year=told.year,
        period=told.period.code,
        key=key,
    )
    found = list(rows.select_related("unit").order_by("unit__path"))
    own = next((each for each in found if each.unit_id == unit.pk), None)
    others = tuple(each for each in found if each.unit_id != unit.pk)
    return TypedBelow(own, sum(each.number for each in others), others)
