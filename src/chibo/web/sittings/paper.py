"""The tellers' record as a paper."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from chibo.areas.reports.papers.ballots import ballots_paper
from chibo.core import clock
from chibo.web.papers.handing import hand_out
from chibo.web.request import ActorRequest


@require_GET
def ballots(request: ActorRequest, meeting_id: int, vote_id: int) -> HttpResponse:
    """Biên bản kiểm phiếu as .docx."""
    made = ballots_paper(
        actor=request.actor, meeting_id=meeting_id, vote_id=vote_id, now=clock.now()
    )
    return hand_out(request, made)
