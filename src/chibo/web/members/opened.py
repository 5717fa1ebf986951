"""That a page shows somebody's record: in the trail each time it is seen."""

from collections.abc import Sequence

from chibo.areas.members.actions import note_opened
from chibo.areas.members.models import Member
from chibo.core import clock
from chibo.web.once import when_shown
from chibo.web.request import ActorRequest


def note_shown(
    request: ActorRequest, member: Member, page: str, fields: Sequence[str] = ()
) -> None:
    """Note it when the page is opened, and where a refused form shows it again.

    `fields`: those shown of the sensitive ones.
    """

    def note() -> None:
        note_opened(actor=request.actor, member=member, page=page, fields=fields, now=clock.now())

    when_shown(request, note)
