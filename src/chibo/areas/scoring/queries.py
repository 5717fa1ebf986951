"""Reading score sheets, and the facts a sheet is proposed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chibo.areas.meetings.judging import day_of, judge, rules_of
from chibo.areas.meetings.models import AgendaPoint, CellHabit, Meeting
from chibo.areas.meetings.queries import (
    agenda_of,
    counts_of,
    habit_of,
    roll_of,
    votes_of,
)
from chibo.areas.meetings.rules import AttendanceCounts
from chibo.areas.meetings.steps import takes_notes
from chibo.areas.resolutions.queries import earlier_tasks
from chibo.areas.rulebook.judged import find_rubric
from chibo.areas.rulebook.queries import meeting_rules_for
from chibo.areas.scoring.around import Around
from chibo.areas.scoring.models import ScoreLine, ScoreSheet
from chibo.areas.scoring.rules import MeetingFacts, knocked_out, propose
from chibo.areas.tasks.models import ReviewOutcome, TaskState
from chibo.areas.tasks.queries import ReviewedTask
from chibo.core.actor import Actor
from chibo.core.rows import get_row
from chibo.regulations import KnockOut, MeetingKind, MeetingRules, Rubric, meeting_rules
from chibo.regulations.rubrics import SUPERIOR


def get_sheet(actor: Actor, meeting_id: int) -> ScoreSheet:
    """The meeting's sheet, if the actor may see it; NotThere otherwise."""
    return get_row(
        ScoreSheet.objects.select_related("meeting__unit__parent", "vote"),
        actor,
        meeting_id=meeting_id,
    )


def find_sheet(meeting: Meeting) -> ScoreSheet | None:
    """The sheet of a meeting the actor may see, if one was begun."""
    rows = ScoreSheet.objects.unscoped("the sheet of a meeting the actor may see")
    return rows.filter(meeting=meeting).select_related("vote").first()


def lines_of(sheet: ScoreSheet) -> list[ScoreLine]:
    """The lines in the rubric's order."""
    return list(ScoreLine.objects.filter(sheet=sheet))


def shown_lines(meeting: Meeting, sheet: ScoreSheet | None) -> list[ScoreLine]:
    """The lines with what the record proposes now (unsaved while the meeting may be written).

    Points the cell has given stay beside the fresh proposal. Empty where no rubric was in force.
    """
    if not meeting.is_editable:
        return lines_of(sheet) if sheet else []
    rubric = rubric_for(meeting, sheet)
    if rubric is None:
        return []
    held = {line.criterion: line for line in lines_of(sheet)} if sheet else {}
    return proposed_lines(rubric, facts_of(meeting, record_of(meeting)), held)


def proposed_lines(
    rubric: Rubric, facts: MeetingFacts, held: Mapping[str, ScoreLine]
) -> list[ScoreLine]:
    """A line for each criterion with the fresh proposal, unsaved; held ones keep their points."""
    lines = []
    for position, proposed in enumerate(propose(rubric, facts), start=1):
        line = held.get(proposed.item.code) or ScoreLine(criterion=proposed.item.code)
        line.position, line.title = position, proposed.item.name
        line.maximum, line.proposed = proposed.item.max_points, proposed.points
        line.reason = proposed.sentence
        lines.append(line)
    return lines


def own_lines(rubric: Rubric, lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    """The lines the cell itself gives points on: all but those left to the superior."""
    return [line for line in lines if rubric.item(line.criterion).given_by != SUPERIOR]


def rubric_for(meeting: Meeting, sheet: ScoreSheet | None) -> Rubric | None:
    """The rubric the sheet was begun under, else the one in force on the meeting's day."""
    if sheet is not None and sheet.rubric:
        return rubric_of(sheet)
    if meeting.kind not in tuple(MeetingKind):  # an extraordinary one is not scored
        return None
    rules = meeting_rules_for(meeting.unit, day_of(meeting))
    return rules.rubric_for(MeetingKind(meeting.kind), meeting.unit.cell_type) if rules else None


def knock_outs_of(meeting: Meeting, rubric: Rubric) -> tuple[KnockOut, ...]:
    """The rubric's knock-out rules that hold by the meeting's record as it stands."""
    if not rubric.knock_outs:
        return ()
    return knocked_out(rubric, facts_of(meeting, record_of(meeting)))


def rules_for(meeting: Meeting) -> MeetingRules | None:
    """The national pack in force on the meeting's day, whose grades hold everywhere; None before
    the first."""
    return meeting_rules(day_of(meeting))


def rubric_of(sheet: ScoreSheet) -> Rubric | None:
    """The rubric the sheet was judged under, whatever is in force today."""
    if not sheet.rubric:
        return None
    pack_id, _, code = sheet.rubric.partition("/")
    return find_rubric(pack_id, code)


@dataclass(frozen=True)
class MeetingRecord:
    """All that is recorded of a meeting besides its own row."""

    counts: AttendanceCounts
    habit: CellHabit
    rules: MeetingRules | None
    agenda: list[AgendaPoint]
    tasks: list[ReviewedTask]
    votes: int
    around: Around | None = None
    """None where nobody asks about the cell beside the meeting."""


def record_of(meeting: Meeting) -> MeetingRecord:
    """What is recorded of a meeting the actor may see."""
    return MeetingRecord(
        counts=counts_of(roll_of(meeting)),
        habit=habit_of(meeting.unit),
        rules=rules_of(meeting),
        agenda=agenda_of(meeting),
        tasks=earlier_tasks(meeting),
        votes=len(votes_of(meeting)),
        around=Around.of([meeting]),
    )


def facts_of(meeting: Meeting, record: MeetingRecord) -> MeetingFacts:
    """What the record says about the things a rubric asks for; None where it is silent."""
    held_on, around = day_of(meeting), record.around
    counts, tasks = record.counts, record.tasks
    verdict = judge(meeting, record.habit, record.rules, counts.expected)
    points = [point for point in record.agenda if takes_notes(point)]
    marked = counts.unmarked == 0
    return MeetingFacts(
        kind=MeetingKind(meeting.kind),
        for_month=meeting.round,
        held_on=held_on,
        minutes=verdict.minutes,
        minimum=verdict.minimum,
        expected=counts.expected if marked else None,
        present=counts.present if marked else None,
        excused=counts.excused if marked else None,
        unexcused=counts.unexcused if marked else None,
        excused_in_a_row=around.excused_in_a_row(meeting) if marked and around else None,
        papers_lead_days=(held_on - sent).days if (sent := meeting.papers_sent_on) else None,
        notice_lead_days=(held_on - told).days if (told := meeting.notice_sent_on) else None,
        committee_met=True if meeting.committee_met_on else None,
        leaders=around.leaders(meeting) if around else None,
        speakers=meeting.speakers,
        steps_total=len(points),
        steps_done=sum(1 for point in points if point.notes.strip()),
        tasks_total=len(tasks),
        tasks_closed=sum(1 for row in tasks if _closed(row)),
        tasks_carried=sum(1 for row in tasks if _outcome(row) == ReviewOutcome.CARRIED),
        votes=record.votes,
        has_minutes=any(point.notes.strip() for point in points),
        has_conclusion=bool(meeting.conclusion.strip()),
    )


def _outcome(row: ReviewedTask) -> str:
    return row.review.outcome if row.review else ""


def _closed(row: ReviewedTask) -> bool:
    said = _outcome(row)
    return said == ReviewOutcome.DONE or (not said and row.task.state == TaskState.DONE)
