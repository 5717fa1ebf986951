"""Permission names of this area (given by roles, see access/roles.toml)."""

from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor

VIEW = "periodic.view"
WRITE = "periodic.write"
DECIDE = "periodic.decide"


def decides_for(actor: Actor, unit: Unit) -> bool:
    """Whether the actor decides for the body directly above; of the highest body, for itself."""
    above = unit.parent_id or unit.pk
    return any(DECIDE in grant.permissions and grant.unit_id == above for grant in actor.grants)
