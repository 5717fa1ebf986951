"""Step 2: votes."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.meetings import actions
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.sittings.actions import take_counted_vote
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.regulations import organisation_rules
from chibo.web.components import notices
from chibo.web.forms import form_refused
from chibo.web.month.sitting_page import back, page
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.sittings.forms import CountedBallotForm


@require_POST
@once
def vote(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Write down a vote."""
    meeting = get_meeting(request.actor, meeting_id)
    on = meeting.held_on or meeting.planned_on or meeting.month
    form = CountedBallotForm(request.POST, rules=organisation_rules(on))
    if form.is_valid():
        try:
            take_counted_vote(
                actor=request.actor,
                meeting_id=meeting_id,
                ballot=form.ballot(),
                tally=form.tally(),
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi biểu quyết."), draft=f"vote:{meeting_id}")
            return back(meeting_id, "bieu-quyet")
    return page(request, meeting, ballot=form)


@require_POST
@once
def remove_vote(request: ActorRequest, meeting_id: int, vote_id: int) -> HttpResponse:
    """Take away a vote that was written down wrongly."""
    actions.remove_vote(
        actor=request.actor, meeting_id=meeting_id, vote_id=vote_id, now=clock.now()
    )
    notices.saved(request, _("Đã bỏ biểu quyết."))
    return back(meeting_id, "bieu-quyet")
