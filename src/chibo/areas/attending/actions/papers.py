"""A member opens a paper of a coming meeting."""

from datetime import datetime

from django.db import transaction

from chibo.areas.attending.actions.asking import lock_own_meeting
from chibo.areas.attending.models import PaperSeen
from chibo.areas.meetings.models import PaperToSend
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _


@transaction.atomic
def open_paper(*, actor: Actor, meeting_id: int, paper_id: int, now: datetime) -> PaperToSend:
    """The paper, and that it was opened, while its meeting is prepared; opened twice counts once.

    Nothing goes into the trail and no time is kept: it is for reminding only, and `now` only says
    whether the day is still to come. Raises NotThere.
    """
    meeting, member = lock_own_meeting(actor, meeting_id)
    paper = PaperToSend.objects.filter(meeting=meeting, pk=paper_id).first()
    if paper is None:
        raise NotThere(_("Tài liệu này không còn trong danh sách gửi trước."))
    if not meeting.is_held and (meeting.planned_on or meeting.month) >= now.date():
        seen = PaperSeen(paper=paper, member=member)
        PaperSeen.objects.bulk_create([seen], ignore_conflicts=True)
    return paper
