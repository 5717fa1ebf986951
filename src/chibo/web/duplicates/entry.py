"""After a member's record was entered or corrected: say who looks like it."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.areas.members.duplicates.actions import look_again
from chibo.core import clock
from chibo.core.actor import Actor
from chibo.web.components import notices


def tell_look_alikes(request: HttpRequest, actor: Actor, member_id: int) -> None:
    """Leave a sentence for the next page where somebody else looks like this member."""
    found = look_again(actor=actor, member_id=member_id, now=clock.now())
    if found.rows:
        count = len(found.rows)
        sentence = ngettext(
            "Có thể trùng với %d người khác: xem trang “Có thể trùng” của chi bộ.",
            "Có thể trùng với %d người khác: xem trang “Có thể trùng” của chi bộ.",
            count,
        )
        notices.warned(request, sentence % count)
    if found.elsewhere:
        notices.warned(request, _("Có thể trùng, hỏi cấp trên."))
