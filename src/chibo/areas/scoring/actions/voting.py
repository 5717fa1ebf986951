"""The cell's vote on its own points: a vote on record at the same meeting."""

from datetime import datetime

from django.db import transaction

from chibo.areas.meetings.actions.locking import lock_open_meeting
from chibo.areas.meetings.models import Vote
from chibo.areas.scoring import permissions
from chibo.areas.scoring.actions.trail import trail
from chibo.areas.scoring.errors import BadScore
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.scoring.queries import find_sheet
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import require_version


@transaction.atomic
def link_vote(
    *, actor: Actor, meeting_id: int, vote_id: int | None, version: int, now: datetime
) -> ScoreSheet:
    """Say by which vote the cell adopted the points as confirmed; None takes that back.

    Other points given later drop it. Raises BadScore, MeetingLocked, ChangedMeanwhile.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    actor.require(permissions.GIVE, meeting.unit)
    sheet = find_sheet(meeting)
    if sheet is None or sheet.self_total is None:
        raise BadScore(_("Chưa xác nhận phiếu chấm nên chưa có điểm để biểu quyết."))
    require_version(sheet.version, version)
    vote = Vote.objects.filter(meeting=meeting, pk=vote_id).first() if vote_id else None
    if vote_id and vote is None:
        raise BadScore(_("Biên bản buổi này không có biểu quyết đó. Hãy chọn lại."))
    if sheet.vote != vote:
        before, sheet.vote = sheet.vote, vote
        sheet.version += 1
        sheet.save()
        told = [before.subject if before else None, vote.subject if vote else None]
        trail(actor, "score.voted", sheet, meeting, now, {"vote": told})
    return sheet
