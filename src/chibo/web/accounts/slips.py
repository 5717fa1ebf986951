"""One-time slips between the page that made them and the page that shows them, once."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.http import HttpRequest

from chibo.areas.access.actions import Slip
from chibo.web.signin.session import keep, take

KEPT = "slips"


@dataclass(frozen=True)
class PrintedSlip:
    """What stands on one slip."""

    full_name: str
    username: str
    password: str


def keep_slips(request: HttpRequest, slips: Sequence[Slip]) -> None:
    """Keep the slips in the session, sealed, until the next page takes them."""
    printed = [PrintedSlip(s.account.full_name, s.account.username, s.password) for s in slips]
    keep(request, KEPT, [asdict(slip) for slip in printed])


def take_slips(request: HttpRequest) -> list[PrintedSlip]:
    """The slips, which nobody can read a second time."""
    return [PrintedSlip(**row) for row in take(request, KEPT) or []]
