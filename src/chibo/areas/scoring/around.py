"""What a rubric may ask about a cell beside the meeting itself: who leads it, who was excused.

For one meeting and for a thousand in as many queries.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chibo.areas.committee_meetings.queries import SITTING
from chibo.areas.meetings.judging import day_of
from chibo.areas.meetings.models import Attendance, AttendanceState, Meeting
from chibo.areas.posts.models import Post

WHY = "what a meeting the actor may see is judged by"


@dataclass(frozen=True)
class Around:
    """Read once for the cells of some meetings."""

    posts: Mapping[int, list[Post]]
    held: Mapping[int, list[tuple[date, int]]]
    excused: Mapping[int, frozenset[int]]

    @classmethod
    def of(cls, meetings: Sequence[Meeting]) -> "Around":
        """For these meetings and those of their cells before them."""
        units = {meeting.unit_id for meeting in meetings}
        posts: dict[int, list[Post]] = defaultdict(list)
        for post in Post.objects.unscoped(WHY).filter(unit__in=units, kind__in=SITTING):
            posts[post.unit_id].append(post)
        rows = Meeting.objects.unscoped(WHY).filter(unit__in=units).held()
        held: dict[int, list[tuple[date, int]]] = defaultdict(list)
        for pk, unit, day in rows.order_by().values_list("pk", "unit", "held_on"):
            if day is not None:
                held[unit].append((day, pk))
        ids = {pk for days in held.values() for _day, pk in days} | {m.pk for m in meetings}
        return cls(posts, {unit: sorted(days) for unit, days in held.items()}, _excused(ids))

    def leaders(self, meeting: Meeting) -> int | None:
        """How many sit in the chi ủy on the day; None where nobody is on record."""
        on = day_of(meeting)
        posts = [post for post in self.posts.get(meeting.unit_id, ()) if _holds(post, on)]
        return len({post.member_id for post in posts}) or None

    def excused_in_a_row(self, meeting: Meeting) -> int:
        """The longest row of excused absences of one member that ends with this meeting."""
        here = (day_of(meeting), meeting.pk)
        days = self.held.get(meeting.unit_id, [])
        before = [pk for day, pk in days if (day, pk) < here]
        still, count = self.excused.get(meeting.pk, frozenset()), 0
        for pk in (meeting.pk, *reversed(before)):
            still &= self.excused.get(pk, frozenset())
            if not still:
                break
            count += 1
        return count


def _excused(ids: Iterable[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Attendance.objects.filter(meeting__in=ids, state=AttendanceState.EXCUSED)
    for meeting, member in rows.order_by().values_list("meeting", "member"):
        found[meeting].add(member)
    return {meeting: frozenset(members) for meeting, members in found.items()}


def _holds(post: Post, on: date) -> bool:
    return post.starts_on <= on and (post.ends_before is None or on < post.ends_before)
