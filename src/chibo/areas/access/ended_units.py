"""Roles on a unit that ended by a change end with it, and come back if the change is taken back."""

from chibo.areas.access.models import RoleEnd, RoleGrant
from chibo.areas.organisation.events import UnitEnded, UnitRevived

WHY = "roles on a unit end with it, whoever holds them"


def end_roles(event: UnitEnded) -> None:
    """Nobody holds a role on a unit that is no more; what each was to last until is kept."""
    rows = RoleGrant.objects.unscoped(WHY).filter(unit_id=event.unit_id, starts_on__lte=event.on)
    for grant in rows.not_ended_on(event.on).select_for_update():
        RoleEnd.objects.create(grant=grant, was_to_end=grant.ends_before)
        grant.ends_before = event.on
        grant.save()


def give_roles_back(event: UnitRevived) -> None:
    """As they were before the unit ended."""
    for end in RoleEnd.objects.filter(grant__unit_id=event.unit_id).select_related("grant"):
        end.grant.ends_before = end.was_to_end
        end.grant.save()
        end.delete()
