"""Votes with what the tellers counted, and opinions reserved."""

from datetime import datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.actions import Ballot, take_vote
from chibo.areas.meetings.actions.locking import lock_open_meeting, trail
from chibo.areas.meetings.models import Meeting, Vote
from chibo.areas.meetings.queries import counted_base
from chibo.areas.sittings.errors import BadCount, BadSitting
from chibo.areas.sittings.models import BallotCount, Reservation, Screen
from chibo.areas.sittings.rules import Tally, faults_of
from chibo.core.actor import Actor
from chibo.core.i18n import _


@transaction.atomic
def take_counted_vote(
    *, actor: Actor, meeting_id: int, ballot: Ballot, tally: Tally | None, now: datetime
) -> Vote:
    """Write down a vote; a secret one only with a tellers' record that balances.

    The question on the projector is answered by it. Raises what take_vote raises, and BadCount.
    """
    if ballot.is_secret and tally is None:
        raise BadCount(
            _("Bỏ phiếu kín cần kết quả của tổ kiểm phiếu: phát ra, thu về, hợp lệ, không hợp lệ.")
        )
    vote = take_vote(actor=actor, meeting_id=meeting_id, ballot=ballot, now=now)
    if ballot.is_secret and tally is not None:
        _keep(actor, vote.meeting, vote, tally, now)
    Screen.objects.filter(meeting_id=meeting_id).update(question="")
    return vote


@transaction.atomic
def keep_tally(
    *, actor: Actor, meeting_id: int, vote_id: int, tally: Tally, now: datetime
) -> BallotCount:
    """The tellers' record of a secret vote that was written down without one."""
    meeting = lock_open_meeting(actor, meeting_id)
    vote = Vote.objects.filter(meeting=meeting, pk=vote_id, is_secret=True).first()
    if vote is None:
        raise BadSitting(_("Không có lần bỏ phiếu kín này."))
    return _keep(actor, meeting, vote, tally, now)


def _keep(actor: Actor, meeting: Meeting, vote: Vote, tally: Tally, now: datetime) -> BallotCount:
    said = vote.in_favour + vote.against + vote.abstained
    faults = faults_of(tally, said=said, may_vote=counted_base(vote).may_vote)
    if faults:
        raise BadCount(" ".join(fault.sentence for fault in faults))
    if not tally.tellers.strip():
        raise BadCount(_("Chưa ghi tổ kiểm phiếu gồm những ai."))
    row, _made = BallotCount.objects.update_or_create(
        meeting=meeting, vote=vote, defaults={**vars(tally), "tellers": tally.tellers.strip()}
    )
    figures = {key: getattr(tally, key) for key in ("issued", "returned", "valid", "invalid")}
    trail(actor, "ballots.counted", meeting, now, {"vote": vote.pk, **figures})
    return row


@transaction.atomic
def reserve_opinion(
    *, actor: Actor, meeting_id: int, vote_id: int, name: str, text: str, now: datetime
) -> Reservation:
    """Note a reserved opinion by name, because its holder asks for it. The trail names nobody."""
    meeting = lock_open_meeting(actor, meeting_id)
    vote = Vote.objects.filter(meeting=meeting, pk=vote_id).first()
    if vote is None or not name.strip() or not text.strip():
        raise BadSitting(_("Ý kiến bảo lưu cần tên người đề nghị ghi và nội dung bảo lưu."))
    refuse_if_secret(text=text)
    row = Reservation.objects.create(
        meeting=meeting, vote=vote, name=name.strip()[:120], text=text.strip()[:500]
    )
    trail(actor, "reservation.noted", meeting, now, {"vote": vote.pk})
    return row


@transaction.atomic
def drop_reservation(*, actor: Actor, meeting_id: int, reservation_id: int, now: datetime) -> None:
    """Take it off the record again."""
    meeting = lock_open_meeting(actor, meeting_id)
    row = Reservation.objects.filter(meeting=meeting, pk=reservation_id).first()
    if row is not None:
        trail(actor, "reservation.removed", meeting, now, {"vote": row.vote_id})
        row.delete()
