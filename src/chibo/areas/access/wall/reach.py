"""How far somebody reaches today, for the database."""

from functools import lru_cache

from chibo.areas.access.wall.rules import permissions_behind
from chibo.areas.organisation.models import SEGMENT
from chibo.core.actor import Actor, Scope
from chibo.core.wall import Reach
from chibo.core.wall.reach import bounds, bounds_until


def reach_of(actor: Actor | None) -> Reach:
    """What the policies are told of the actor; nothing at all for somebody not signed in."""
    ranged, above, until = permissions_behind()
    return Reach(
        ranges={name: bounds(actor.scopes(name) if actor else ()) for name in ranged},
        above={name: _above(actor.scopes(name, past=False) if actor else ()) for name in above},
        until={name: bounds_until(actor.until(name) if actor else ()) for name in until},
        member_id=actor.member_id if actor else None,
        account_id=actor.account_id if actor else None,
    )


@lru_cache(maxsize=4096)
def _above(scopes: tuple[Scope, ...]) -> tuple[str, ...]:
    """The places above those where the permission is held, and these themselves."""
    paths = {
        scope.path[:end] for scope in scopes for end in range(SEGMENT, len(scope.path) + 1, SEGMENT)
    }
    return tuple(sorted(paths))
