"""Steps 1 and 2 of many meetings: preparation, roll, notes, votes; and the closing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from chibo.areas.meetings.actions.planning import agenda_points
from chibo.areas.meetings.judging import day_of, stamp_of
from chibo.areas.meetings.models import AgendaPoint, Attendance, Meeting, PaperToSend, Vote
from chibo.areas.meetings.rules import (
    AttendanceState,
    FixedDayRule,
    VoteBase,
    Voter,
    count_attendance,
    vote_base,
)
from chibo.areas.members.models import Member
from chibo.core import bulk
from chibo.regulations import meeting_rules
from chibo.sample.stories import MeetingStory, Stage
from chibo.sample.written.numbers import NumberBook
from chibo.sample.written.work import Desk, Trail, Work

_CLOSING = (
    *("state", "closed_at", "expected", "present", "excused", "unexcused"),
    *("judged_by", "minimum_minutes"),
)


def begin(desk: Desk, story: MeetingStory) -> Work:
    """The meeting as its secretary writes it down: the plan, and the sitting as far as it came."""
    meeting = _planned(desk, story)
    if story.stage >= Stage.BEGUN:
        meeting.held_on, meeting.starts_at = story.sitting.held_on, story.sitting.starts_at
        meeting.visitors = story.sitting.visitors
    if story.stage >= Stage.SCORED:
        meeting.ends_at, meeting.speakers = story.sitting.ends_at, story.sitting.speakers
        meeting.conclusion = story.conclusion
    return Work(desk, story, meeting)


def _planned(desk: Desk, story: MeetingStory) -> Meeting:
    sitting, said = story.sitting, story.preparation
    return Meeting(
        unit=desk.unit,
        month=story.month.first,
        kind=sitting.kind.value,
        planned_on=sitting.planned_on,
        planned_at=desk.cell.usual.at,
        place=said.place,
        topic=sitting.topic,
        drafter_name=said.drafter,
        committee_met_on=said.committee_met_on,
        notice_sent_on=said.notice_sent_on,
        papers_sent_on=said.papers_sent_on,
        chair_name=said.chair,
        minutes_by=said.minutes_by,
    )


def write_plans(works: Sequence[Work], numbers: NumberBook, trail: Trail) -> None:
    """The meetings with agenda, notes and papers; a notice that went out has its number."""
    Meeting.objects.bulk_create(work.meeting for work in works)
    for work in works:
        work.points = _agenda(work)
        _note(work)
    AgendaPoint.objects.bulk_create(point for work in works for point in work.points)
    PaperToSend.objects.bulk_create(
        PaperToSend(meeting=work.meeting, title=title)
        for work in works
        for title in work.story.preparation.papers
    )
    for work in works:
        _number_notice(work, numbers)
        _trail_plan(work, trail)


def _agenda(work: Work) -> list[AgendaPoint]:
    """The agenda laid on the fixed day, before a thematic meeting got a day of its own."""
    fixed = FixedDayRule.parse(work.desk.cell.usual.rule).date_in(work.story.month)
    tasks = []
    for each in work.desk.open_tasks:
        if each.task.given_on < fixed:
            each.task.carries = each.reviews  # type: ignore[attr-defined]
            tasks.append(each.task)
    tasks.sort(key=lambda task: (task.due_on or date.max, task.pk))
    return agenda_points(work.meeting, tasks)


def _note(work: Work) -> None:
    if work.story.stage is Stage.PLANNED:
        return
    half = len(work.points) // 2 if work.story.stage is Stage.BEGUN else None
    for point in work.points[:half]:
        point.notes = work.story.notes.get(point.code, "")


def _trail_plan(work: Work, trail: Trail) -> None:
    said = {"kind": work.meeting.kind, "month": str(work.story.month)}
    trail.add(
        work.desk.secretary,
        "meeting.prepared",
        work.story.preparation.prepared_at,
        work.desk.unit.pk,
        f"meeting:{work.meeting.pk}",
        said,
    )


def _number_notice(work: Work, numbers: NumberBook) -> None:
    said = work.story.preparation
    if said.notice_sent_on is None:
        return
    title = f"Thông báo sinh hoạt chi bộ tháng {work.story.month.label}"
    ref, moment = f"notice:{work.meeting.pk}", said.sent_at(said.notice_sent_on)
    numbers.give(work.desk.unit, "TB", ref, said.notice_sent_on, title, moment)


def write_rolls(works: Sequence[Work], members: dict[str, Member]) -> None:
    """Who was where, as far as each meeting has come."""
    Attendance.objects.bulk_create(row for work in works for row in _roll(work, members))


def _roll(work: Work, members: dict[str, Member]) -> list[Attendance]:
    sitting = work.story.sitting
    rows = [
        Attendance(
            meeting=work.meeting,
            member_id=members[absence.person.code].pk,
            state=absence.state,
            reason=absence.reason,
        )
        for absence in sitting.absences
    ]
    if work.story.stage is Stage.BEGUN:
        return rows
    said = {absence.person.code for absence in sitting.absences}
    exempt = {person.code for person in sitting.exempt}
    states = {code: state for code, state in work.states.items() if code not in said}
    closed = work.story.stage is Stage.CLOSED
    return rows + [
        Attendance(meeting=work.meeting, member_id=members[code].pk, state=state)
        for code, state in states.items()
        if closed or code not in exempt
    ]


def write_votes(works: Sequence[Work]) -> None:
    """The vote on the resolution, with the base of QĐ 294-QĐ/TW clause 9.3."""
    Vote.objects.bulk_create(_vote(work) for work in works)


def _vote(work: Work) -> Vote:
    base = _base(work)
    excluded = {row.code: row.count for row in base.excluded}
    abstained = work.story.abstentions(base.may_vote)
    return Vote(
        meeting=work.meeting,
        subject=work.story.vote[0],
        decision=work.story.vote[1],
        convened=base.convened,
        introduced_elsewhere=excluded.get("away", 0),
        exempt_absent=excluded.get("exempt_absent", 0),
        suspended=excluded.get("suspended", 0),
        absent_throughout=excluded.get("absent_excused", 0),
        in_favour=base.may_vote - abstained,
        abstained=abstained,
    )


def _base(work: Work) -> VoteBase:
    day, states = work.story.sitting.held_on, work.states
    voters = [
        Voter(
            full=person.is_full(day),
            present=states[person.code] is AttendanceState.PRESENT,
            exempt=person.is_exempt(day),
            excused=states[person.code] is AttendanceState.EXCUSED,
        )
        for person in work.story.sitting.roll
    ]
    return vote_base(voters, day)


def close(works: Sequence[Work], trail: Trail) -> None:
    """The facts counted from the roll; from now on the meetings count."""
    for work in works:
        meeting, counts = work.meeting, count_attendance(work.states.values())
        meeting.state, meeting.closed_at = "closed", work.story.finished_at
        meeting.expected, meeting.present = counts.expected, counts.present
        meeting.excused, meeting.unexcused = counts.excused, counts.unexcused
        told = stamp_of(meeting.kind, counts.expected, meeting_rules(day_of(meeting)))
        meeting.judged_by, meeting.minimum_minutes = told
        facts = {"expected": counts.expected, "present": counts.present}
        trail.add(
            work.desk.secretary,
            "meeting.closed",
            work.story.finished_at,
            work.desk.unit.pk,
            f"meeting:{meeting.pk}",
            facts,
        )
    _save(works, _CLOSING)


def _save(works: Sequence[Work], columns: Sequence[str]) -> None:
    rows: list[dict[str, Any]] = []
    for work in works:
        meeting = work.meeting
        values = {column: getattr(meeting, column) for column in columns}
        rows.append({"id": meeting.pk, "version": meeting.version, **values})
        meeting.version += 1
    bulk.update_rows(Meeting, rows, columns)
