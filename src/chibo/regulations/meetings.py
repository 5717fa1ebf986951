"""Rules on branch meetings: length, rhythm, attendance, grades, rubrics, agendas."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.vietnamese import show_points
from chibo.regulations.agendas import Agenda, AgendaTemplates, read_agendas
from chibo.regulations.inputs import InputGiver, read_input_givers
from chibo.regulations.kinds import MeetingKind, read_kind
from chibo.regulations.layers import MeetingLayer, SizedMinimum
from chibo.regulations.reading import OpenFile, Table
from chibo.regulations.rubric_reading import read_rubrics
from chibo.regulations.rubrics import GRADES, Rubric, with_second
from chibo.regulations.values import Source, Sourced


@dataclass(frozen=True)
class Grade:
    """A grade of a meeting: from `at_least` points up to the next higher grade."""

    code: str
    name: str
    at_least: Decimal
    source: Source

    @property
    def told(self) -> str:
        """Where the grade begins."""
        return _("từ %s điểm trở lên") % show_points(self.at_least)


@dataclass(frozen=True)
class MeetingRules:
    """What one guideline says about branch meetings."""

    pack_id: str
    minimum_minutes: Mapping[MeetingKind, Sourced[int]]
    other_minimum: Source
    """The clause by which a committee may set another minimum for a cell of few members."""
    regular_per_month: Sourced[int]
    thematic_per_quarter: Sourced[int]
    attendance_target: Sourced[Decimal]
    papers_lead_days: Sourced[int]
    task_soon_days: Sourced[int]
    task_long_overdue_days: Sourced[int]
    report_due_day: Sourced[int]
    grades: tuple[Grade, ...]
    rubrics: tuple[Rubric, ...]
    agendas: AgendaTemplates = field(repr=False)
    input_givers: tuple[InputGiver, ...] = ()
    minimum_by_size: tuple[SizedMinimum, ...] = ()
    """What committees have laid over the minimum of a kind, the nearest committee's first."""

    def minimum(self, kind: MeetingKind, members: int | None = None) -> Sourced[int] | None:
        """Minimum minutes of this kind in a cell of so many members; None where there is none."""
        sized = (each for each in self.minimum_by_size if each.fits(kind, members))
        nearest = next(sized, None)
        return nearest.minutes if nearest else self.minimum_minutes.get(kind)

    def report_due_on(self, month: Month) -> date:
        """The last day on which the report of `month` is in time."""
        return month.next().first + timedelta(days=self.report_due_day.value - 1)

    def grade_of(self, points: Decimal) -> Grade:
        """The grade that `points` reach; a grade begins at its lower end."""
        return next(grade for grade in self.grades if points >= grade.at_least)

    def grade(self, code: str) -> Grade:
        """The grade with this code; KeyError if there is none."""
        return {grade.code: grade for grade in self.grades}[code]

    def worse_grade(self, one: str, other: str) -> str:
        """The worse of two grades by code; an empty code is none."""
        codes = [code for code in (one, other) if code]
        return max(codes, key=GRADES.index, default="")

    def rubric_for(self, kind: MeetingKind, cell_type: str = "") -> Rubric:
        """The rubric for this kind of meeting in this kind of cell."""
        return next(rubric for rubric in self.rubrics if rubric.serves(kind, cell_type))

    def sheets_for(self, kind: MeetingKind, cell_type: str = "") -> Rubric:
        """The same with the second sheet of a combined meeting, where the rubric of thematic
        meetings scores the thematic part of a combined one too."""
        first = self.rubric_for(kind, cell_type)
        if kind != MeetingKind.COMBINED:
            return first
        second = self.rubric_for(MeetingKind.THEMATIC, cell_type)
        return with_second(first, second) if second.thematic_part else first

    def under(self, layers: Iterable[MeetingLayer]) -> "MeetingRules":
        """These rules with committees' own laid over them, from the farthest to the nearest."""
        nearest_first = [*layers][::-1]
        return replace(
            self,
            rubrics=tuple(r for layer in nearest_first for r in _narrow_first(layer.rubrics))
            + self.rubrics,
            minimum_by_size=tuple(m for layer in nearest_first for m in layer.minimums)
            + self.minimum_by_size,
        )

    def rubric(self, code: str) -> Rubric:
        """The rubric with this code; KeyError if there is none."""
        return {rubric.code: rubric for rubric in self.rubrics}[code]

    def givers_for(self, cell_type: str) -> tuple[InputGiver, ...]:
        """Who is asked before a meeting; everybody where the kind of cell is not recorded."""
        return tuple(each for each in self.input_givers if cell_type in ("", *each.cell_types))

    def agenda_for(self, cell_type: str | None, kind: MeetingKind) -> Agenda:
        """The agenda template; KeyError for an unknown kind of cell."""
        return self.agendas.agenda_for(cell_type, kind)


def _narrow_first(rubrics: tuple[Rubric, ...]) -> list[Rubric]:
    """Those for some kinds of cell before the one for all others."""
    return sorted(rubrics, key=lambda rubric: not rubric.cell_types)


def read_meeting_rules(pack_id: str, head: Table, open_file: OpenFile) -> MeetingRules:
    """The rules out of a pack's files."""
    return MeetingRules(
        pack_id=pack_id,
        minimum_minutes=_minimum_minutes(head),
        other_minimum=head.table("other_minimum").source(),
        regular_per_month=head.sourced_whole("regular_per_month"),
        thematic_per_quarter=head.sourced_whole("thematic_per_quarter"),
        attendance_target=head.sourced_decimal("attendance_target"),
        papers_lead_days=head.sourced_whole("papers_lead_days"),
        task_soon_days=head.sourced_whole("task_soon_days"),
        task_long_overdue_days=head.sourced_whole("task_long_overdue_days"),
        report_due_day=_report_due_day(head),
        grades=_grades(head),
        rubrics=tuple(_narrow_first(read_rubrics(open_file("rubric.toml")))),
        agendas=read_agendas(open_file("agendas.toml")),
        input_givers=read_input_givers(open_file("inputs.toml")),
    )


def _minimum_minutes(head: Table) -> dict[MeetingKind, Sourced[int]]:
    rows = head.tables("minimum_minutes")
    told = {read_kind(row, "kind"): Sourced(row.whole("value"), row.source()) for row in rows}
    if len(told) != len(rows):
        head.fault("two minimum lengths for one kind of meeting")
    return told


def _report_due_day(head: Table) -> Sourced[int]:
    due = head.sourced_whole("report_due_day")
    if not 1 <= due.value <= 28:
        head.fault("'report_due_day' must be a day that every month has")
    return due


def _grades(head: Table) -> tuple[Grade, ...]:
    grades = tuple(
        Grade(row.text("code"), row.text("name"), row.decimal("at_least"), row.source())
        for row in head.tables("grade")
    )
    ends = [grade.at_least for grade in grades]
    if ends != sorted(set(ends), reverse=True):
        head.fault("the grades must go down, each with its own lower end")
    if ends[-1] != 0:
        head.fault("the lowest grade must begin at 0, or some points have no grade")
    return grades
