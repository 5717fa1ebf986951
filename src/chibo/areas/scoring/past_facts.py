"""The facts of many closed meetings at once, in as many queries for a thousand as for one.

The same as `queries.facts_of` for one: of closed meetings the record keeps the counts itself, and
every task they had to look at was reviewed.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from chibo.areas.meetings.judging import Places, day_of, judge, rules_of_row
from chibo.areas.meetings.models import AgendaPoint, CellHabit, Meeting, Vote
from chibo.areas.meetings.steps import takes_notes
from chibo.areas.rulebook.queries import Rulebook
from chibo.areas.scoring.around import Around
from chibo.areas.scoring.rules import MeetingFacts
from chibo.areas.tasks.models import ReviewOutcome, TaskReview
from chibo.regulations import MeetingKind


@dataclass(frozen=True)
class _Shelf:
    """What was read for all of them."""

    habits: Mapping[int, CellHabit]
    points: Mapping[int, list[AgendaPoint]]
    votes: Mapping[int, int]
    reviews: Mapping[int, Counter[str]]
    places: Places
    around: Around
    book: Rulebook


def past_facts(meetings: Sequence[Meeting]) -> dict[int, MeetingFacts]:
    """The facts of each closed meeting by its id; for meetings the actor may see, with units."""
    shelf = _shelf(meetings)
    return {meeting.pk: _facts(meeting, shelf) for meeting in meetings}


def _shelf(meetings: Sequence[Meeting]) -> _Shelf:
    ids, units = [m.pk for m in meetings], {m.unit_id for m in meetings}
    points: dict[int, list[AgendaPoint]] = defaultdict(list)
    for point in AgendaPoint.objects.filter(meeting__in=ids):
        points[point.meeting_id].append(point)
    votes = Vote.objects.filter(meeting__in=ids).order_by().values_list("meeting")
    reviews: dict[int, Counter[str]] = defaultdict(Counter)
    told = TaskReview.objects.filter(at_ref__in=[f"meeting:{pk}" for pk in ids])
    for ref, outcome in told.values_list("at_ref", "outcome"):
        reviews[int(ref.partition(":")[2])][outcome] += 1
    return _Shelf(
        habits={h.unit_id: h for h in CellHabit.objects.filter(unit__in=units)},
        points=points,
        votes=dict(votes.annotate(n=Count("pk"))),
        reviews=reviews,
        places=Places.of(units),
        around=Around.of(meetings),
        book=Rulebook(),
    )


def _facts(meeting: Meeting, shelf: _Shelf) -> MeetingFacts:
    held_on = day_of(meeting)
    path = shelf.places.path(meeting.unit_id, held_on) or meeting.unit.path
    habit = shelf.habits.get(meeting.unit_id) or CellHabit()
    verdict = judge(meeting, habit, rules_of_row(meeting, shelf.book, path))
    points = [point for point in shelf.points.get(meeting.pk, ()) if takes_notes(point)]
    said = shelf.reviews.get(meeting.pk, Counter())
    heard = bool(said) or meeting.kind != MeetingKind.THEMATIC
    return MeetingFacts(
        kind=MeetingKind(meeting.kind),
        for_month=meeting.round,
        held_on=held_on,
        minutes=verdict.minutes,
        minimum=verdict.minimum,
        expected=meeting.expected,
        present=meeting.present,
        excused=meeting.excused,
        unexcused=meeting.unexcused,
        excused_in_a_row=shelf.around.excused_in_a_row(meeting),
        papers_lead_days=(held_on - sent).days if (sent := meeting.papers_sent_on) else None,
        notice_lead_days=(held_on - told).days if (told := meeting.notice_sent_on) else None,
        committee_met=True if meeting.committee_met_on else None,
        leaders=shelf.around.leaders(meeting),
        speakers=meeting.speakers,
        steps_total=len(points),
        steps_done=sum(1 for point in points if point.notes.strip()),
        tasks_total=said.total() if heard else None,
        tasks_closed=said[ReviewOutcome.DONE] if heard else None,
        tasks_carried=said[ReviewOutcome.CARRIED] if heard else None,
        votes=shelf.votes.get(meeting.pk, 0),
        has_minutes=any(point.notes.strip() for point in points),
        has_conclusion=bool(meeting.conclusion.strip()),
    )
