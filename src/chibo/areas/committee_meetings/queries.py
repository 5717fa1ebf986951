"""Reading meetings of a chi ủy, always for an actor."""

from dataclasses import dataclass
from datetime import date

from chibo.areas.committee_meetings.models import (
    CommitteeAttendance,
    CommitteeMeeting,
    CommitteePoint,
)
from chibo.areas.meetings.models import AttendanceState, Meeting
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.known import codes
from chibo.areas.posts.models import Post
from chibo.core.actor import Actor
from chibo.core.rows import get_row

SEATS = frozenset(codes(seat=True))
SITTING = frozenset((*codes(leads=True), *SEATS))
WHY = "who sits in the chi ủy of a cell whose meeting the actor may see"


@dataclass(frozen=True)
class Seat:
    """Somebody expected at the meeting; `state` None: not said yet."""

    member: Member
    post: str
    state: AttendanceState | None = None
    reason: str = ""


def seats_of_cell(unit: Unit, on: date) -> list[Seat]:
    """Who sits in the chi ủy on the day: secretary, deputy and chi ủy members, each once.

    Nobody where the cell has no chi ủy: a secretary and a deputy alone confer, they do not meet.
    """
    rows = Post.objects.unscoped(WHY).filter(unit=unit, kind__in=SITTING).held_on(on)
    posts = list(rows.select_related("member").order_by("starts_on", "id"))
    if not unit.is_cell or not any(post.kind in SEATS for post in posts):
        return []
    order = ("secretary", "deputy")
    posts.sort(key=lambda post: order.index(post.kind) if post.kind in order else len(order))
    seats: dict[int, Seat] = {}
    for post in posts:
        seats.setdefault(post.member_id, Seat(post.member, post.title))
    return list(seats.values())


def get_sitting(actor: Actor, sitting_id: int) -> CommitteeMeeting:
    """The meeting, if the actor may see it; NotThere otherwise."""
    rows = CommitteeMeeting.objects.select_related("unit", "unit__parent", "meeting")
    return get_row(rows, actor, pk=sitting_id)


def find_sitting(actor: Actor, meeting: Meeting) -> CommitteeMeeting | None:
    """The chi ủy's meeting that prepares this one of the cell, if the actor may see it."""
    return CommitteeMeeting.objects.visible_to(actor).filter(meeting=meeting).first()


def sittings_of(actor: Actor, unit: Unit, limit: int = 24) -> list[CommitteeMeeting]:
    """The last meetings of a cell's chi ủy, newest first. One read."""
    rows = CommitteeMeeting.objects.visible_to(actor).filter(unit=unit)
    return list(rows.order_by("-month", "-id")[:limit])


def roll_of(sitting: CommitteeMeeting) -> list[Seat]:
    """Everybody expected with what was said of them: those who sat then once it was closed."""
    rows = CommitteeAttendance.objects.filter(sitting=sitting).select_related("member")
    said = {row.member_id: row for row in rows.order_by("id")}
    if not sitting.is_open:
        return [_seat(row) for row in said.values()]
    seats = seats_of_cell(sitting.unit, sitting.on)
    return [_seat(said[s.member.pk], s.post) if s.member.pk in said else s for s in seats]


def _seat(row: CommitteeAttendance, post: str = "") -> Seat:
    return Seat(row.member, post or row.post, AttendanceState(row.state), row.reason)


def points_of(sitting: CommitteeMeeting) -> list[CommitteePoint]:
    """The agenda in order."""
    return list(CommitteePoint.objects.filter(sitting=sitting))
