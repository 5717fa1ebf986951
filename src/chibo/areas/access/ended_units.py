"""Roles on a unit that ended by a change end with it, and come back if the change is taken back."""

from chibo.areas.access.models import RoleEnd, RoleGrant
from chibo.areas.organisation.events import UnitEnded, UnitRevived

WHY = "roles on a unit end with it, whoever holds them"


def end_roles(event: UnitEnded) -> None:
    """Nobody holds a role on a unit that is no more; what each was to last until is kept."""
    rows = RoleGrant.objects.unscoped(WHY).filter(unit_id=event.unit_id, starts_on__lte=event.on)
    for grant in rows.not_ended_on(event.on).select_for_update():
        RoleEnd.objects.create(grant=grant, on=event.on, was_to_end=grant.ends_before)
        grant.ends_before = event.on
        grant.save()


def give_roles_back(event: UnitRevived) -> None:
    """As they were before the unit ended; who has left since had the role until then."""
    ends = RoleEnd.objects.filter(because=RoleEnd.Because.UNIT, grant__unit_id=event.unit_id)
    for end in ends.select_related("grant"):
        left = RoleEnd.objects.filter(
            grant_id=end.grant_id, because=RoleEnd.Because.MEMBERSHIP, was_to_end=end.on
        )
        if not left.update(was_to_end=end.was_to_end):
            end.grant.ends_before = end.was_to_end
            end.grant.save()
        end.delete()
