"""Permission names of this area (given by roles, see access/roles.toml)."""

from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor

GIVE = "scores.give"
DECIDE = "scores.decide"


def decides_for(actor: Actor, cell: Unit) -> bool:
    """Whether the actor grades for the body directly above the cell (HD 42-HD/BTCTW: the direct
    superior decides; a higher one sees the sheets and looks again, but gives no official grade)."""
    return any(
        DECIDE in grant.permissions and grant.unit_id == cell.parent_id for grant in actor.grants
    )
