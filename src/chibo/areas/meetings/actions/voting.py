"""Step 2: votes, each with the number of those who could vote."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.actions.locking import lock_open_meeting, trail
from chibo.areas.meetings.errors import BadMeeting
from chibo.areas.meetings.models import AttendanceState, Meeting, Vote
from chibo.areas.meetings.queries import roll_of, voting_base
from chibo.areas.meetings.rules import VoteBase, judge_vote
from chibo.core.actor import Actor
from chibo.core.i18n import _


@dataclass(frozen=True)
class Ballot:
    """A vote as the form gives it. `away` and `suspended` are what the roll cannot know."""

    subject: str
    decision: str
    in_favour: int
    against: int
    abstained: int
    is_secret: bool
    away: int = 0
    suspended: int = 0


@transaction.atomic
def take_vote(*, actor: Actor, meeting_id: int, ballot: Ballot, now: datetime) -> Vote:
    """Write down a vote. Who could vote comes from the roll (QĐ 294-QĐ/TW clause 9.3).

    Raises BadMeeting while somebody on the roll is unmarked, ImpossibleVote
    when more voted than may.
    """
    meeting = lock_open_meeting(actor, meeting_id)
    base = _base_for(meeting, ballot)
    vote = Vote.objects.create(
        meeting=meeting,
        subject=ballot.subject.strip(),
        decision=ballot.decision,
        is_secret=ballot.is_secret,
        in_favour=ballot.in_favour,
        against=ballot.against,
        abstained=ballot.abstained,
        **_base_columns(base.convened, {row.code: row.count for row in base.excluded}),
    )
    counts = {"in_favour": vote.in_favour, "against": vote.against, "abstained": vote.abstained}
    trail(actor, "vote.taken", meeting, now, {"subject": vote.subject, **counts})
    return vote


def _base_for(meeting: Meeting, ballot: Ballot) -> VoteBase:
    """Who could vote, after the ballot was checked against them."""
    refuse_if_secret(title=ballot.subject)
    if not ballot.subject.strip():
        raise BadMeeting(_("Chưa ghi biểu quyết về việc gì. Hãy ghi nội dung biểu quyết."))
    roll = roll_of(meeting)
    if any(row.state is None for row in roll):
        raise BadMeeting(_("Chưa điểm danh hết nên chưa tính được số người biểu quyết."))
    absent = sum(row.full and row.state != AttendanceState.PRESENT for row in roll)
    if ballot.away + ballot.suspended > absent:
        raise BadMeeting(
            _("Chỉ có %d đảng viên chính thức vắng mặt. Hãy xem lại số vắng ở nơi khác, đình chỉ.")
            % absent
        )
    on = meeting.held_on or meeting.planned_on or meeting.month
    base = voting_base(roll, on, away=ballot.away, suspended=ballot.suspended)
    _check_cast(ballot, base.may_vote)
    judge_vote(ballot.decision, base, ballot.in_favour, on)
    return base


def _check_cast(ballot: Ballot, may_vote: int) -> None:
    said = (ballot.in_favour, ballot.against, ballot.abstained)
    if min(*said, ballot.away, ballot.suspended) < 0:
        raise BadMeeting(_("Số phiếu không thể âm. Hãy nhập từ 0 trở lên."))
    if sum(said) > may_vote:
        raise BadMeeting(
            _("Có %(cast)d phiếu nhưng chỉ %(may)d người được biểu quyết. Hãy đếm lại.")
            % {"cast": sum(said), "may": may_vote}
        )


def _base_columns(convened: int, excluded: dict[str, int]) -> dict[str, int]:
    return {
        "convened": convened,
        "introduced_elsewhere": excluded.get("away", 0),
        "exempt_absent": excluded.get("exempt_absent", 0),
        "suspended": excluded.get("suspended", 0),
        "absent_throughout": excluded.get("absent_excused", 0),
    }


@transaction.atomic
def remove_vote(*, actor: Actor, meeting_id: int, vote_id: int, now: datetime) -> None:
    """Take away a vote that was written down wrongly."""
    meeting = lock_open_meeting(actor, meeting_id)
    vote = Vote.objects.filter(meeting=meeting, pk=vote_id).first()
    if vote is not None:
        trail(actor, "vote.removed", meeting, now, {"subject": [vote.subject, None]})
        vote.delete()
