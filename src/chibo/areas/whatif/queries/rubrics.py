"""A drafted rubric tried on meetings that were held: whose result would have been another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch

from chibo.areas.meetings.judging import Places
from chibo.areas.meetings.models import Meeting
from chibo.areas.rulebook.layering import layer_of
from chibo.areas.rulebook.models import LocalPack
from chibo.areas.rulebook.permissions import DRAFT
from chibo.areas.rulebook.queries import Rulebook
from chibo.areas.scoring.models import ScoreLine, ScoreSheet
from chibo.areas.scoring.past_facts import past_facts
from chibo.areas.scoring.rules import HeldLine, Tried, try_rubric
from chibo.core.actor import Actor
from chibo.regulations import MeetingKind, MeetingRules, Rubric

MOST_SHEETS = 2000
SHOWN = 100


@dataclass(frozen=True)
class TriedSheet:
    """A sheet whose grade, or at least its points, would have been others."""

    sheet: ScoreSheet
    tried: Tried
    before: str

    @property
    def grade_changes(self) -> bool:
        """Whether the grade could not have been kept."""
        return self.tried.rules_out(self.sheet.self_grade)


@dataclass(frozen=True)
class RubricTrial:
    """Sheets of some days under a draft's rubrics; `rows` are the first of those that differ."""

    first: date
    last: date
    looked_at: int
    totals_only: int
    other_grade: int
    other_points: int
    open: int
    rows: tuple[TriedSheet, ...]
    is_cut: bool

    @property
    def differing(self) -> int:
        """How many would have had another result for certain."""
        return self.other_grade + self.other_points


def try_rubrics(*, actor: Actor, pack: LocalPack, first: date, last: date) -> RubricTrial:
    """Each sheet of meetings held in the days judged anew by the draft's rubrics as if they had
    held all along. Writes nothing. The newest MOST_SHEETS at most; lists follow tree and days."""
    actor.require(DRAFT, pack.unit)
    rows = ScoreSheet.objects.visible_to(actor, inside=pack.unit.path).filter(
        meeting__held_on__range=(first, last), meeting__state="closed", self_total__isnull=False
    )
    counted = rows.annotate(n=Count("lines"))
    totals_only = counted.filter(n=0).count()
    with_lines = counted.filter(n__gt=0).select_related("meeting__unit")
    told = with_lines.prefetch_related(Prefetch("lines", ScoreLine.objects.all()))
    sheets = list(told.order_by("-meeting__held_on", "-pk")[: MOST_SHEETS + 1])
    is_cut = len(sheets) > MOST_SHEETS
    sheets = sorted(sheets[:MOST_SHEETS], key=lambda s: (s.meeting.unit.path, s.meeting.held_on))
    return _counted(first, last, list(_tried(sheets, pack, first)), totals_only, is_cut)


def _tried(sheets: list[ScoreSheet], pack: LocalPack, first: date) -> Iterator[TriedSheet]:
    meetings = [sheet.meeting for sheet in sheets]
    facts = past_facts(meetings)
    places = Places.of({meeting.unit_id for meeting in meetings})
    book = Rulebook().with_draft(pack.as_from(first))
    ours = layer_of(pack).rubrics
    for sheet in sheets:
        meeting = sheet.meeting
        assert meeting.held_on is not None
        path = places.path(meeting.unit_id, meeting.held_on) or meeting.unit.path
        rules = book.rules_for(path, meeting.held_on)
        rubric = _of_draft(rules, ours, meeting)
        if rules is not None and rubric is not None:
            tried = try_rubric(rubric, rules, facts[meeting.pk], _held(sheet.lines.all()))
            grade = rules.grade(sheet.self_grade).name if sheet.self_grade else ""
            yield TriedSheet(sheet, tried, grade)


def _of_draft(
    rules: MeetingRules | None, ours: tuple[Rubric, ...], meeting: Meeting
) -> Rubric | None:
    """The draft's rubric for the meeting; None where another's holds, nearer or national."""
    if rules is None:
        return None
    rubric = rules.rubric_for(MeetingKind(meeting.kind), meeting.unit.cell_type)
    return rubric if rubric in ours else None


def _held(lines: Iterable[ScoreLine]) -> dict[str, HeldLine]:
    return {
        line.criterion: HeldLine(line.title, line.maximum, line.points)
        for line in lines
        if line.points is not None and not line.is_second
    }


def _counted(
    first: date, last: date, tried: list[TriedSheet], totals_only: int, is_cut: bool
) -> RubricTrial:
    other_grade = [row for row in tried if row.grade_changes]
    other_points = [
        row
        for row in tried
        if not row.grade_changes
        and row.tried.is_certain
        and row.tried.least != row.sheet.self_total
    ]
    unsure = [row for row in tried if not row.grade_changes and not row.tried.is_certain]
    return RubricTrial(
        first=first,
        last=last,
        looked_at=len(tried),
        totals_only=totals_only,
        other_grade=len(other_grade),
        other_points=len(other_points),
        open=len(unsure),
        rows=tuple([*other_grade, *other_points][:SHOWN]),
        is_cut=is_cut,
    )
