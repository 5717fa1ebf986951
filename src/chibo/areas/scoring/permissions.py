"""Permission names of this area (given by roles, see access/roles.toml)."""

from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.regulations import Item
from chibo.regulations.rubrics import SECRETARY, SUPERIOR

GIVE = "scores.give"
GIVE_ALONE = "scores.give_alone"
DECIDE = "scores.decide"


def fills(actor: Actor, cell: Unit, item: Item) -> bool:
    """Whether the actor, who gives points for the cell, may give them on this line."""
    if item.given_by == SECRETARY:
        return actor.may(GIVE_ALONE, cell.path)
    return item.given_by != SUPERIOR


def decides_for(actor: Actor, cell: Unit) -> bool:
    """Whether the actor grades for the body directly above the cell (HD 42-HD/BTCTW: the direct
    superior decides; a higher one sees the sheets and looks again, but gives no official grade)."""
    return any(
        DECIDE in grant.permissions and grant.unit_id == cell.parent_id for grant in actor.grants
    )
