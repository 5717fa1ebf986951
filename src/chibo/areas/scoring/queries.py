"""Reading score sheets, and the facts a sheet is proposed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

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
from chibo.areas.meetings.steps import THEMATIC_PART, takes_notes
from chibo.areas.resolutions.queries import earlier_tasks
from chibo.areas.rulebook.judged import find_rubric
from chibo.areas.rulebook.queries import meeting_rules_for
from chibo.areas.scoring.around import Around
from chibo.areas.scoring.models import ScoreLine, ScoreSheet, ThematicSheet
from chibo.areas.scoring.rules import (
    MeetingFacts,
    ProposedLine,
    knocked_out,
    propose,
    rebased,
    total,
)
from chibo.areas.sittings.queries import lengths_of_parts
from chibo.areas.tasks.models import ReviewOutcome, TaskState
from chibo.areas.tasks.queries import ReviewedTask
from chibo.core.actor import Actor
from chibo.core.rows import get_row
from chibo.core.wall import lifted
from chibo.regulations import KnockOut, MeetingKind, MeetingRules, Rubric, meeting_rules
from chibo.regulations.rubrics import SUPERIOR, with_second

SHEET = (
    *(column.name for column in ScoreSheet._meta.concrete_fields),
    *(f"thematic__{column.name}" for column in ThematicSheet._meta.concrete_fields),
    *(f"vote__{name}" for name in ("subject", "in_favour", "against", "abstained")),
    *(f"meeting__{name}" for name in ("unit", "kind", "month", "state", "planned_on", "held_on")),
    *(f"meeting__{name}" for name in ("starts_at", "ends_at", "chair_name", "conclusion")),
    *(f"meeting__{name}" for name in ("expected", "present", "excused", "unexcused", "speakers")),
    *(f"meeting__unit__{name}" for name in ("name", "path", "cell_type", "parent")),
    "meeting__unit__parent__name",
)


def get_sheet(actor: Actor, meeting_id: int) -> ScoreSheet:
    """The meeting's sheet, if the actor may see it; NotThere otherwise. With what is read of its
    meeting and its cell beside it; any other column is fetched when it is asked for."""
    rows = ScoreSheet.objects.select_related("meeting__unit__parent", "vote", "thematic")
    return get_row(rows.only(*SHEET), actor, meeting_id=meeting_id)


def find_sheet(meeting: Meeting) -> ScoreSheet | None:
    """The sheet of a meeting the actor may see, if one was begun."""
    rows = ScoreSheet.objects.unscoped("the sheet of a meeting the actor may see")
    return rows.filter(meeting=meeting).select_related("vote", "thematic").first()


def lines_of(sheet: ScoreSheet) -> list[ScoreLine]:
    """The lines of a sheet the actor may see, in the rubric's order."""
    with lifted("lines of a sheet the actor may see"):
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
    record = record_of(meeting)
    if rubric.second is None:
        return proposed_lines(rubric, facts_of(meeting, record), held)
    both = [*propose(rubric, facts_of(meeting, record, ThePart.REGULAR))]
    both += propose(rubric.second, facts_of(meeting, record, ThePart.THEMATIC))
    return _lines(both, held)


def proposed_lines(
    rubric: Rubric, facts: MeetingFacts, held: Mapping[str, ScoreLine]
) -> list[ScoreLine]:
    """A line for each criterion with the fresh proposal, unsaved; held ones keep their points."""
    return _lines(propose(rubric, facts), held)


def _lines(both: Sequence[ProposedLine], held: Mapping[str, ScoreLine]) -> list[ScoreLine]:
    lines = []
    for position, proposed in enumerate(both, start=1):
        line = held.get(proposed.item.code) or ScoreLine(criterion=proposed.item.code)
        line.position, line.title = position, proposed.item.name
        line.maximum, line.proposed = proposed.item.max_points, proposed.points
        line.reason = proposed.sentence
        lines.append(line)
    return lines


def summed(rubric: Rubric, lines: Sequence[ScoreLine], column: str) -> Decimal:
    """The points of those lines that stand on this sheet, out of its total."""
    codes = {item.code for item in rubric.items}
    its = [line for line in lines if line.criterion in codes]
    points = total(getattr(line, column) for line in its).points
    return rebased(points, [line.maximum for line in its], rubric)


def own_lines(rubric: Rubric, lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    """The lines the cell itself gives points on: all but those left to the superior."""
    return [line for line in lines if rubric.item(line.criterion).given_by != SUPERIOR]


def rubric_for(meeting: Meeting, sheet: ScoreSheet | None) -> Rubric | None:
    """The rubric the sheet was begun under, else the one in force on the meeting's day; with the
    second one beside it where the parts of a combined meeting have a sheet each."""
    if sheet is not None and sheet.rubric:
        return rubric_of(sheet)
    if meeting.kind not in tuple(MeetingKind):  # an extraordinary one is not scored
        return None
    rules = meeting_rules_for(meeting.unit, day_of(meeting))
    return rules.sheets_for(MeetingKind(meeting.kind), meeting.unit.cell_type) if rules else None


def knock_outs_of(meeting: Meeting, rubric: Rubric) -> tuple[KnockOut, ...]:
    """The rubric's knock-out rules that hold by the meeting's record as it stands: of a rubric of
    two sheets for its regular part."""
    if not rubric.knock_outs:
        return ()
    part = ThePart.REGULAR if rubric.second else ThePart.WHOLE
    return knocked_out(rubric, facts_of(meeting, record_of(meeting), part))


def part_knock_outs_of(meeting: Meeting, second: Rubric) -> tuple[KnockOut, ...]:
    """The same of a second sheet, by the record of the thematic part."""
    if not second.knock_outs:
        return ()
    return knocked_out(second, facts_of(meeting, record_of(meeting), ThePart.THEMATIC))


def rules_for(meeting: Meeting) -> MeetingRules | None:
    """The national pack in force on the meeting's day, whose grades hold everywhere; None before
    the first."""
    return meeting_rules(day_of(meeting))


def rubric_of(sheet: ScoreSheet) -> Rubric | None:
    """The rubric the sheet was judged under, whatever is in force today; with its second one."""
    first = _named(sheet.rubric)
    second = _named(sheet.second.rubric) if first and sheet.second else None
    return with_second(first, second) if first and second else first


def _named(rubric: str) -> Rubric | None:
    pack_id, _, code = rubric.partition("/")
    return find_rubric(pack_id, code) if rubric else None


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


class ThePart(Enum):
    """What a sheet is about: a meeting, or one part of a combined one that has two sheets."""

    WHOLE = "whole"
    REGULAR = "regular"
    THEMATIC = "thematic"

    def has(self, point: AgendaPoint) -> bool:
        """Whether the point of the agenda belongs to it."""
        return self == ThePart.WHOLE or (point.code == THEMATIC_PART) == (self == ThePart.THEMATIC)


def facts_of(
    meeting: Meeting, record: MeetingRecord, part: ThePart = ThePart.WHOLE
) -> MeetingFacts:
    """What the record says about the things a rubric asks for; None where it is silent.

    The minimum of a combined meeting is set for the whole of it, so the sheet of its regular part
    is told the whole length; the thematic part has no minimum of its own, only its minutes.
    """
    held_on, around = day_of(meeting), record.around
    counts, tasks = record.counts, record.tasks
    points = [point for point in record.agenda if takes_notes(point) and part.has(point)]
    marked = counts.unmarked == 0
    return MeetingFacts(
        **_length_of(meeting, record, part),
        for_month=meeting.round,
        held_on=held_on,
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


def _length_of(meeting: Meeting, record: MeetingRecord, part: ThePart) -> dict[str, Any]:
    """The kind, the minutes and the minimum that hold for the sheet."""
    if part == ThePart.THEMATIC:
        lengths = lengths_of_parts(meeting)
        return {"kind": MeetingKind.THEMATIC, "minutes": lengths.thematic if lengths else None}
    verdict = judge(meeting, record.habit, record.rules, record.counts.expected)
    return {
        "kind": MeetingKind(meeting.kind),
        "minutes": verdict.minutes,
        "minimum": verdict.minimum,
    }


def _outcome(row: ReviewedTask) -> str:
    return row.review.outcome if row.review else ""


def _closed(row: ReviewedTask) -> bool:
    said = _outcome(row)
    return said == ReviewOutcome.DONE or (not said and row.task.state == TaskState.DONE)
