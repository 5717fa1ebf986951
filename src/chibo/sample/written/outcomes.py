"""Score sheets and resolutions of many meetings."""

from collections.abc import Sequence

from chibo.areas.meetings.models import CellHabit
from chibo.areas.meetings.rules import count_attendance
from chibo.areas.resolutions.models import Resolution
from chibo.areas.resolutions.queries import drafted
from chibo.areas.scoring.models import ScoreLine, ScoreSheet
from chibo.areas.scoring.queries import (
    MeetingRecord,
    facts_of,
    proposed_lines,
    rubric_for,
    rules_for,
)
from chibo.areas.scoring.rules import grade_of, total
from chibo.areas.tasks.queries import ReviewedTask
from chibo.core import bulk
from chibo.regulations import meeting_rules
from chibo.sample.points import points_for
from chibo.sample.written.numbers import NumberBook
from chibo.sample.written.work import Trail, Work


def write_scores(works: Sequence[Work], seed: int, trail: Trail) -> None:
    """The record's proposals, the cell's points, total and grade."""
    sheets = [_sheet(work, seed) for work in works]
    ScoreSheet.objects.bulk_create(sheets)
    ScoreLine.objects.bulk_create(line for work in works for line in work.lines)
    for work, sheet in zip(works, sheets, strict=True):
        trail.add(
            work.desk.secretary,
            "score.given",
            work.story.finished_at,
            work.desk.unit.pk,
            f"meeting:{work.meeting.pk}",
            {"total": str(sheet.self_total)},
        )


def _sheet(work: Work, seed: int) -> ScoreSheet:
    meeting = work.meeting
    rules, rubric = rules_for(meeting), rubric_for(meeting, None)
    assert rules is not None
    assert rubric is not None
    facts = facts_of(meeting, _record(work))
    work.lines = proposed_lines(rubric, facts, {})
    given = points_for(work.desk.cell, meeting, work.lines, seed)
    points = total(said.points for said in given.values()).points
    sheet = ScoreSheet(
        meeting=meeting,
        rubric=f"{rubric.source.pack_id}/{rubric.code}",
        confirmed_at=work.story.finished_at,
        confirmed_by=work.desk.secretary.name,
        self_total=points,
        self_grade=grade_of(points, rules).code,
    )
    for line in work.lines:
        said = given[line.criterion]
        line.sheet, line.points, line.override_reason = sheet, said.points, said.sentence
    return sheet


def _record(work: Work) -> MeetingRecord:
    habit = work.desk.cell.usual
    day = work.story.sitting.held_on
    tasks = work.looked_at or [
        ReviewedTask(each.task, each.reviews, None)
        for each in work.desk.open_tasks
        if each.task.given_on < day
    ]
    return MeetingRecord(
        counts=count_attendance(work.states.values()),
        habit=CellHabit(minimum_minutes=habit.own_minimum),
        rules=meeting_rules(day),
        agenda=work.points,
        tasks=tasks,
        votes=1,
    )


def write_resolutions(works: Sequence[Work], numbers: NumberBook, trail: Trail) -> None:
    """Resolutions drafted from the notes, adopted with their number on the meeting's day."""
    ids = bulk.reserve_ids(Resolution, len(works))
    for work, resolution_id in zip(works, ids, strict=True):
        parts = drafted(work.meeting, work.points)
        parts["shortcomings"] = work.story.shortcomings
        work.resolution = Resolution(
            id=resolution_id,
            meeting=work.meeting,
            adopted_on=work.story.sitting.held_on,
            version=2,
            **parts,
        )
        _number(work, numbers, trail)
    Resolution.objects.bulk_create(work.resolution for work in works if work.resolution)


def _number(work: Work, numbers: NumberBook, trail: Trail) -> None:
    resolution, day = work.resolution, work.story.sitting.held_on
    assert resolution is not None
    title = f"Nghị quyết sinh hoạt chi bộ tháng {work.story.month.label}"
    now = work.story.finished_at
    resolution.number = numbers.give(work.desk.unit, "NQ", resolution.ref, day, title, now)
    actor, unit_id = work.desk.secretary, work.desk.unit.pk
    trail.add(actor, "resolution.adopted", now, unit_id, resolution.ref)
