"""What every page finds on its request once the middleware has run."""

from django.http import HttpRequest

from chibo.areas.access.models import Account
from chibo.core.actor import Actor, Grant


class ActorRequest(HttpRequest):
    """A request of somebody signed in.

    `actor` holds all their roles of today; `grant` is the one they work in now (it decides the
    home page, the places in the bar and whose cell or body is shown first), None without any role.
    """

    actor: Actor
    account: Account
    grant: Grant | None


def wants_fragment(request: HttpRequest) -> bool:
    """Whether a script asks for a piece of a page rather than a page."""
    return bool(request.headers.get("HX-Request") or request.headers.get("X-Fragment"))
