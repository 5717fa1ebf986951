"""Biên bản kiểm phiếu of a secret vote."""

from datetime import datetime

from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.meetings.models import Vote
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.reports.papers.record import heading, read_record, sitting, vote_line
from chibo.areas.sittings.queries import VoteTold, votes_told
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _, in_vietnamese


def ballots_paper(*, actor: Actor, meeting_id: int, vote_id: int, now: datetime) -> MadePaper:
    """The tellers' record of a vote; NotThere for a vote that was not counted by tellers."""
    meeting = get_meeting(actor, meeting_id)
    told = next((each for each in votes_told(meeting) if each.vote.pk == vote_id), None)
    if told is None or not hasattr(told.vote, "ballot_count"):
        raise NotThere(_("Lần biểu quyết này không có biên bản kiểm phiếu."))
    with in_vietnamese():
        filled = ballots(actor, told.vote, told)
    return made(actor, filled, meeting.unit_id, f"meeting:{meeting.pk}", now)


def ballots(actor: Actor, vote: Vote, told: VoteTold) -> paper.BallotsPaper:
    """What the record says."""
    record = read_record(actor, vote.meeting)
    count = vote.ballot_count
    return paper.BallotsPaper(
        heading=heading(vote.meeting.unit, record.above, record.on),
        subject=vote.subject,
        sitting=sitting(record),
        vote=vote_line(vote),
        tellers=count.tellers,
        issued=count.issued,
        returned=count.returned,
        valid=count.valid,
        invalid=count.invalid,
        result=told.sentence,
        signature=paper.Signature(
            post=_("CHỦ TRÌ"),
            name=vote.meeting.chair_name,
            left_post=_("TỔ TRƯỞNG TỔ KIỂM PHIẾU"),
            left_name=count.tellers.split(",")[0].strip(),
        ),
    )
