"""Plays meetings through the areas' actions, as the people of the cell would do it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chibo.areas.meetings import actions as meetings
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import agenda_of, roll_of, voting_base
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.actions import close_meeting
from chibo.areas.resolutions import actions as resolutions
from chibo.areas.resolutions.actions import ResolutionText
from chibo.areas.scoring import actions as scoring
from chibo.areas.scoring.queries import shown_lines
from chibo.areas.tasks import actions as tasks
from chibo.areas.tasks.actions import Duty, Review
from chibo.areas.tasks.models import Task
from chibo.core.actor import Actor
from chibo.sample.cells import Cell
from chibo.sample.noting import Notes
from chibo.sample.points import points_for
from chibo.sample.stories import Fate, MeetingStory, Stage, TaskStory

MEASURE = "Có số liệu và kết quả báo cáo ở buổi họp tháng sau."


@dataclass
class OpenTask:
    """A task on record with its story, and how many meetings have looked at it."""

    story: TaskStory
    task: Task
    reviews: int = 0

    def next_fate(self) -> Fate:
        """What the next meeting says of it."""
        self.reviews += 1
        return self.story.fates[min(self.reviews, len(self.story.fates)) - 1]


@dataclass
class Player:
    """Acts for one cell; remembers which of its tasks are open."""

    cell: Cell
    unit: Unit
    secretary: Actor
    members: dict[str, Member]
    seed: int
    notes: Notes | None = None
    """What is written down beside the record, where somebody does."""
    open_tasks: list[OpenTask] = field(default_factory=list)

    def play(self, story: MeetingStory) -> Meeting:
        """Everything written about a meeting, as far as it has come."""
        meeting = self._prepare(story)
        self._report_tasks(story)
        if story.stage is Stage.PLANNED:
            return meeting
        now = story.finished_at
        meeting = self._sit(meeting, story, now)
        if story.stage is Stage.BEGUN:
            return meeting
        if self.notes:
            self.notes.during(meeting, story, now)
        self._vote(meeting, story, now)
        if story.stage is Stage.CLOSED:
            self._review_tasks(meeting, story, now)
        self._score(meeting, now)
        if story.stage is Stage.CLOSED:
            self._resolve(meeting, story, now)
            return close_meeting(actor=self.secretary, meeting_id=meeting.pk, now=now)
        return meeting

    def _prepare(self, story: MeetingStory) -> Meeting:
        actor, sitting, said = self.secretary, story.sitting, story.preparation
        now = said.prepared_at
        meeting = meetings.prepare(
            actor=actor,
            unit_id=self.unit.pk,
            month=story.month,
            kind=sitting.kind.value,
            now=now,
        )
        plan = meetings.Plan(
            planned_on=sitting.planned_on,
            planned_at=self.cell.usual.at,
            place=said.place,
            topic=sitting.topic,
            chair_name=said.chair,
            minutes_by=said.minutes_by,
            drafter_name=said.drafter,
            committee_met_on=said.committee_met_on,
            visitors="",
        )
        meeting = meetings.set_plan(
            actor=actor, meeting_id=meeting.pk, plan=plan, version=meeting.version, now=now
        )
        for title in said.papers:
            meetings.add_paper(actor=actor, meeting_id=meeting.pk, title=title, file=None, now=now)
        for what, day in (("notice", said.notice_sent_on), ("papers", said.papers_sent_on)):
            if day:
                meeting = meetings.mark_sent(
                    actor=actor, meeting_id=meeting.pk, what=what, on=day, now=said.sent_at(day)
                )
        if self.notes:
            self.notes.before(meeting, story)
            meeting.refresh_from_db()
        return meeting

    def _sit(self, meeting: Meeting, story: MeetingStory, now: datetime) -> Meeting:
        sitting, said, actor = story.sitting, story.preparation, self.secretary
        begun_only = story.stage is Stage.BEGUN
        form = meetings.Sitting(
            held_on=sitting.held_on,
            starts_at=sitting.starts_at,
            ends_at=None if begun_only else sitting.ends_at,
            chair_name=said.chair,
            minutes_by=said.minutes_by,
            visitors=sitting.visitors,
            speakers=None if begun_only else sitting.speakers,
            conclusion="" if begun_only else story.conclusion,
        )
        meeting = meetings.record_sitting(
            actor=actor, meeting_id=meeting.pk, sitting=form, version=meeting.version, now=now
        )
        for absence in sitting.absences:
            meetings.mark_attendance(
                actor=actor,
                meeting_id=meeting.pk,
                member_id=self.members[absence.person.code].pk,
                state=absence.state,
                was="",
                reason=absence.reason,
                now=now,
            )
        if not begun_only:
            meetings.mark_rest_present(actor=actor, meeting_id=meeting.pk, now=now)
        self._write_notes(meeting, story, now)
        return meeting

    def _write_notes(self, meeting: Meeting, story: MeetingStory, now: datetime) -> None:
        points = agenda_of(meeting)
        if story.stage is Stage.BEGUN:
            points = points[: len(points) // 2]
        notes = [
            meetings.WrittenNote(point.pk, story.notes[point.code], point.version)
            for point in points
            if point.code in story.notes
        ]
        meetings.write_notes(actor=self.secretary, meeting_id=meeting.pk, notes=notes, now=now)

    def _vote(self, meeting: Meeting, story: MeetingStory, now: datetime) -> None:
        base = voting_base(roll_of(meeting), story.sitting.held_on)
        abstained = story.abstentions(base.may_vote)
        ballot = meetings.Ballot(
            subject=story.vote[0],
            decision=story.vote[1],
            in_favour=base.may_vote - abstained,
            against=0,
            abstained=abstained,
            is_secret=False,
        )
        meetings.take_vote(actor=self.secretary, meeting_id=meeting.pk, ballot=ballot, now=now)

    def _report_tasks(self, story: MeetingStory) -> None:
        """Owners say before the meeting what came of their tasks, or how they are going."""
        moment = story.preparation.prepared_at + timedelta(hours=2)
        for each in self.open_tasks:
            if each.reviews or not story.sitting.kind.is_regular:
                continue
            by = Actor(None, each.story.owner.full_name, self.members[each.story.owner.code].pk, ())
            if each.story.progress:
                tasks.note_progress(
                    actor=by, task_id=each.task.pk, text=each.story.progress, now=moment
                )
            if each.story.reported:
                tasks.finish(actor=by, task_id=each.task.pk, result=each.story.reported, now=moment)

    def _review_tasks(self, meeting: Meeting, story: MeetingStory, now: datetime) -> None:
        if not story.sitting.kind.is_regular:
            return
        still_open = []
        for each in self.open_tasks:
            fate = each.next_fate()
            seen = Review(outcome=fate.outcome, note=fate.note, due_on=fate.due_on)
            tasks.review(
                actor=self.secretary,
                task_id=each.task.pk,
                at_ref=f"meeting:{meeting.pk}",
                on=story.sitting.held_on,
                seen=seen,
                now=now,
            )
            if fate.outcome == "carried":
                still_open.append(each)
        self.open_tasks = still_open

    def _score(self, meeting: Meeting, now: datetime) -> None:
        actor = self.secretary
        given = points_for(self.cell, meeting, shown_lines(meeting, None), self.seed)
        scoring.give_points(actor=actor, meeting_id=meeting.pk, given=given, version=0, now=now)

    def _resolve(self, meeting: Meeting, story: MeetingStory, now: datetime) -> None:
        actor = self.secretary
        resolution = resolutions.begin_resolution(actor=actor, meeting_id=meeting.pk, now=now)
        text = ResolutionText(
            ideology=resolution.ideology,
            results=resolution.results,
            praise=resolution.praise,
            shortcomings=story.shortcomings,
            direction=resolution.direction,
        )
        resolutions.write_resolution(
            actor=actor, meeting_id=meeting.pk, text=text, version=resolution.version, now=now
        )
        for told in story.tasks:
            duty = Duty(told.title, self.members[told.owner.code].pk, told.due_on, MEASURE)
            task = resolutions.assign_task(actor=actor, meeting_id=meeting.pk, duty=duty, now=now)
            self.open_tasks.append(OpenTask(told, task))
