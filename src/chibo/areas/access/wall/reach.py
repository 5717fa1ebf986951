"""How far somebody reaches today, for the database."""

from chibo.areas.access.wall.rules import permissions_behind
from chibo.areas.organisation.models import SEGMENT
from chibo.core.actor import Actor
from chibo.core.wall import Reach
from chibo.core.wall.reach import bounds, bounds_until


def reach_of(actor: Actor | None) -> Reach:
    """What the policies are told of the actor; nothing at all for somebody not signed in."""
    ranged, above, until = permissions_behind()
    return Reach(
        ranges={name: bounds(actor.scopes(name)) if actor else [] for name in sorted(ranged)},
        above={name: _above(actor, name) if actor else [] for name in sorted(above)},
        until={name: bounds_until(actor.until(name) if actor else ()) for name in sorted(until)},
        member_id=actor.member_id if actor else None,
        account_id=actor.account_id if actor else None,
    )


def _above(actor: Actor, permission: str) -> list[str]:
    """The places above those where the permission is held, and these themselves."""
    paths = [scope.path for scope in actor.scopes(permission, past=False)]
    return sorted({path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)})
