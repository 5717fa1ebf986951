"""Who is in the narrow circles of a unit today, for whoever may see the unit."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from chibo.areas.access.circles import Circle, circles
from chibo.areas.access.models import RoleGrant
from chibo.areas.access.roles import roles
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.core.actor import Actor

SEE = "units.view"


@dataclass(frozen=True)
class Inside:
    """A circle with the grants that let into it at the unit: held on it, or above and reaching."""

    circle: Circle
    grants: list[RoleGrant]


def circles_of(actor: Actor, unit: Unit, today: date) -> list[Inside]:
    """All circles, each with who is in it at this unit today. Raises NotAllowed. One read."""
    actor.require(SEE, unit)
    above = [unit.path[:end] for end in range(SEGMENT, len(unit.path), SEGMENT)]
    reaching = [role.code for role in roles().values() if role.below]
    rows = RoleGrant.objects.unscoped("who is in a narrow circle of a unit the actor sees")
    held = rows.running_on(today).of_members_on(today).filter(account__is_active=True)
    held = held.filter(
        Q(unit=unit)
        | Q(unit__path__in=above, role__in=reaching)
        | Q(unit__isnull=True, role__in=reaching)
    )
    found = list(
        held.select_related("account", "unit").order_by("unit__path", "account__full_name")
    )
    return [
        Inside(circle, [g for g in found if lets_in(circle, g)]) for circle in circles().values()
    ]


def lets_in(circle: Circle, grant: RoleGrant) -> bool:
    """Whether the role is of the circle; of who stands in, where the circle says so."""
    return grant.role in circle.roles and (circle.standing_in or not grant.stands_in)
