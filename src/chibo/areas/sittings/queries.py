"""Reading what was written while a meeting was held."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from chibo.areas.meetings.models import AttendanceState, Meeting, Vote
from chibo.areas.meetings.queries import RollRow, counted_base, roll_of
from chibo.areas.meetings.rules import NoRuleInForce, VoteVerdict, judge_vote
from chibo.areas.members.models import Member
from chibo.areas.oversight.queries import overseers_of
from chibo.areas.posts.models import Post
from chibo.areas.sittings.codes import presence_code
from chibo.areas.sittings.models import (
    Opinion,
    PartAttendance,
    PartTimes,
    PresenceRequest,
    Remark,
    Reservation,
    Screen,
    Suggestion,
    Visitor,
)
from chibo.areas.sittings.rules import PartLengths, part_lengths, result_sentence
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _


@dataclass(frozen=True)
class KnownVisitor:
    """Somebody above who may be chosen as a visitor."""

    member: Member
    role: str
    unit_name: str


def known_visitors(actor: Actor, meeting: Meeting) -> list[KnownVisitor]:
    """Who follows the cell, then who holds a post of the body above, on the day. Two reads."""
    on = meeting.held_on or meeting.planned_on or meeting.month
    above = meeting.unit.parent
    where = above.name if above else ""
    found = {
        row.member_id: KnownVisitor(row.member, _("Cấp ủy viên theo dõi chi bộ"), where)
        for row in overseers_of(actor, meeting.unit, on)
    }
    if above is not None:
        rows = Post.objects.unscoped("who above the actor's cell may attend its meetings")
        for post in rows.filter(unit=above).held_on(on).select_related("member").order_by("id"):
            named = KnownVisitor(post.member, post.title, where)
            found.setdefault(post.member_id, named)
    return list(found.values())


def visitors_of(meeting: Meeting) -> list[Visitor]:
    """The visitors of a meeting, in the order they were written down."""
    return list(Visitor.objects.filter(meeting=meeting))


def visits_of(actor: Actor, member: Member, on: date, limit: int = 24) -> list[Meeting]:
    """The meetings a member attended from above by the day, of those the actor may see; newest
    first."""
    rows = Meeting.objects.visible_to(actor).filter(guests__member=member, held_on__lte=on)
    return list(rows.select_related("unit").latest_first()[:limit])


@dataclass(frozen=True)
class PartRow:
    """Somebody present, and when they came or left where it was not throughout."""

    member: Member
    arrived_at: time | None
    left_at: time | None


def part_rows(roll: list[RollRow], meeting: Meeting) -> list[PartRow]:
    """Everyone present, with their times. One read."""
    kept = {row.member_id: row for row in PartAttendance.objects.filter(meeting=meeting)}
    here = [row.member for row in roll if row.state == AttendanceState.PRESENT]
    return [
        PartRow(member, row.arrived_at if row else None, row.left_at if row else None)
        for member in here
        for row in (kept.get(member.pk),)
    ]


def code_of(meeting: Meeting, now: datetime) -> str:
    """The code the chair's screen shows now."""
    return presence_code(meeting.pk, now)


def asked_presence(meeting: Meeting) -> list[PresenceRequest]:
    """Who scanned the code and waits for the chair, the first first."""
    rows = PresenceRequest.objects.filter(meeting=meeting, is_declined=False)
    return list(rows.select_related("member").order_by("id"))


def get_own_sitting(actor: Actor, meeting_id: int) -> Meeting:
    """A meeting on whose roll the actor stands; NotThere otherwise."""
    rows = Meeting.objects.unscoped("a meeting on whose roll the actor stands")
    found = rows.select_related("unit").filter(pk=meeting_id).first()
    roll = roll_of(found) if found is not None and actor.member_id is not None else []
    if found is None or not any(row.member.pk == actor.member_id for row in roll):
        raise NotThere(_("Không có tên mình trong danh sách buổi họp này."))
    return found


def own_request(actor: Actor, meeting: Meeting) -> PresenceRequest | None:
    """What the actor asked at this meeting."""
    rows = PresenceRequest.objects.filter(meeting=meeting)
    return rows.filter(member_id=actor.member_id).first() if actor.member_id else None


def opinions_by_point(meeting: Meeting) -> dict[int, list[Opinion]]:
    """What was said, under its point, in the order it was written down."""
    found: dict[int, list[Opinion]] = defaultdict(list)
    for opinion in Opinion.objects.filter(meeting=meeting):
        found[opinion.point_id].append(opinion)
    return found


def remarks_of(meeting: Meeting) -> list[Remark]:
    """Praise and reminders."""
    return list(Remark.objects.filter(meeting=meeting))


def suggestions_of(actor: Actor, meeting: Meeting) -> list[Suggestion]:
    """Suggestions of self-criticism the actor has a part in; nobody else learns of any."""
    return list(Suggestion.objects.visible_to(actor).filter(meeting=meeting))


def own_suggestions(actor: Actor) -> list[Suggestion]:
    """Suggestions put to the actor and not ended yet. One read."""
    if actor.member_id is None:
        return []
    rows = Suggestion.objects.visible_to(actor).filter(concerns=actor.member_id)
    return list(rows.select_related("meeting"))


def get_parts(meeting: Meeting) -> PartTimes | None:
    """When the second part began; None where nobody said."""
    return PartTimes.objects.filter(meeting=meeting).first()


def parts_as_kept(meeting: Meeting) -> dict[str, Any]:
    """The fields of `get_parts`, empty where nobody said."""
    parts = get_parts(meeting)
    return {
        "first": parts.first if parts else "",
        "changed_at": parts.changed_at if parts else None,
    }


def lengths_of_parts(meeting: Meeting) -> PartLengths | None:
    """Minutes of the two parts; None unless all three times are known and in order."""
    parts = get_parts(meeting)
    if parts is None or meeting.starts_at is None or meeting.ends_at is None:
        return None
    return part_lengths(parts.first, meeting.starts_at, parts.changed_at, meeting.ends_at)


def screen_of(meeting: Meeting) -> Screen:
    """What the projector shows; nothing yet where nobody moved it."""
    return Screen.objects.filter(meeting=meeting).first() or Screen(meeting=meeting)


@dataclass(frozen=True)
class VoteTold:
    """A vote with its verdict, the sentence for the minutes, and opinions reserved."""

    vote: Vote
    verdict: VoteVerdict | None
    sentence: str
    reserved: tuple[Reservation, ...]


def votes_told(meeting: Meeting) -> list[VoteTold]:
    """The votes in the order they were taken. Two reads."""
    rows = Vote.objects.filter(meeting=meeting).select_related("ballot_count")
    on = meeting.held_on or meeting.planned_on or meeting.month
    found = []
    for vote in rows.prefetch_related("reservations"):
        try:
            verdict = judge_vote(vote.decision, counted_base(vote), vote.in_favour, on)
        except NoRuleInForce:
            verdict = None
        told = result_sentence(vote.subject, verdict, secret=vote.is_secret) if verdict else ""
        found.append(VoteTold(vote, verdict, told, tuple(vote.reservations.all())))
    return found
