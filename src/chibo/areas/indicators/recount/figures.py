"""The roll-ups beside a fresh count of all records."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from chibo.areas.indicators.models import SUMS, CellMonth, UnitMonth
from chibo.areas.indicators.recount.chains import Lines, path_of
from chibo.areas.indicators.recount.counting import MARKS, CellRecords, CountedMonth, Row
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.meetings.models import CellHabit, Meeting, MeetingKind
from chibo.areas.members.models import Stay
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.rulebook.queries import Rulebook
from chibo.areas.scoring.models import ScoreSheet
from chibo.core.i18n import _
from chibo.core.periods import Month

WHY = "figures are compared for everybody"
CHUNK = 500
SUMMED = (*SUMS, "cells", "cells_met", "cells_even")

Place = tuple[int, date, str]
"""A unit in a month, under the path of its superior."""


def figures_that_differ(today: date, waiting: set[int]) -> list[str]:
    """One sentence for each row that differs; units in `waiting` and those above are left out."""
    units = {unit.pk: unit for unit in Unit.objects.unscoped(WHY).order_by("id")}
    lines = Lines(UnitStanding.objects.unscoped(WHY))
    sums = Sums(lines.superiors())
    problems: list[str] = []
    cells = sorted(lines.cells())
    for start in range(0, len(cells), CHUNK):
        chunk = cells[start : start + CHUNK]
        counted = _count_cells(chunk, lines, window_on(today), today)
        sums.add(counted)
        kept = _kept_cells(chunk)
        for cell_id in chunk:
            if cell_id not in waiting:
                rows = {month: each.row for month, each in counted[cell_id].items()}
                problems += _differing(units[cell_id], rows, kept[cell_id], (*MARKS, *SUMS))
    problems += _strangers(units, set(cells))
    skipped = waiting.union(*(lines.ever_above(unit_id) for unit_id in waiting))
    return problems + _differing_bodies(units, sums.rows(), skipped)


def _count_cells(
    cells: Sequence[int], lines: Lines, months: list[Month], today: date
) -> dict[int, dict[date, CountedMonth]]:
    book = Rulebook()
    records = {cell_id: CellRecords(cell_id, lines, book) for cell_id in cells}
    for habit in CellHabit.objects.filter(unit__in=cells):
        records[habit.unit_id].other_minimum = habit.minimum_minutes
    stays = Stay.objects.unscoped(WHY).filter(cell__in=cells).select_related("member")
    for stay in stays.defer("member__search_words"):
        records[stay.cell_id].stays.append(stay)
    for report in MonthlyReport.objects.unscoped(WHY).filter(unit__in=cells):
        records[report.unit_id].reports[report.month] = report
    span = (months[0].first, months[-1].last)
    held = Meeting.objects.unscoped(WHY).held().filter(unit__in=cells, held_on__range=span)
    held = held.exclude(kind=MeetingKind.EXTRAORDINARY)
    sheets = ScoreSheet.objects.unscoped(WHY).filter(meeting__in=held.values("pk"))
    scores = {sheet.meeting_id: sheet for sheet in sheets}
    for meeting in held:
        records[meeting.unit_id].meetings.append((meeting, scores.get(meeting.pk)))
    return {pk: each.count(months, today) for pk, each in records.items()}


class Sums:
    """What cells did, added to everybody who stood above them that day."""

    def __init__(self, superiors: set[int]) -> None:
        self._superiors = superiors
        self._rows: dict[Place, Row] = defaultdict(lambda: dict.fromkeys(SUMMED, 0))
        self._own: list[tuple[Place, Row]] = []

    def add(self, counted: dict[int, dict[date, CountedMonth]]) -> None:
        """Add some cells."""
        for cell_id, months in counted.items():
            for month, each in months.items():
                for chain, part in each.parts.items():
                    whole = {**part, **_of_the_last_day(each.row, chain == each.above)}
                    for depth, unit_id in enumerate(chain):
                        self._increase((unit_id, month, path_of(chain[:depth])), whole)
                    if cell_id in self._superiors:
                        self._own.append(((cell_id, month, path_of(chain)), whole))

    def rows(self) -> dict[Place, Row]:
        """The sums; a cell with units below it then counts among them."""
        for place, whole in self._own:
            if place in self._rows:
                self._increase(place, whole)
        self._own = []
        return self._rows

    def _increase(self, place: Place, part: Row) -> None:
        row = self._rows[place]
        for name in SUMMED:
            row[name] += part[name]


def _of_the_last_day(row: Row, counts: bool) -> Row:
    """A cell counts once, under whom it stands on the last day."""
    met = row["met_on"] is not None
    found = {"cells": row["exists"], "cells_met": met, "cells_even": row["exists"] and met}
    return {name: int(counts and number) for name, number in found.items()}


def _kept_cells(cells: Sequence[int]) -> dict[int, dict[date, Row]]:
    kept: dict[int, dict[date, Row]] = {cell_id: {} for cell_id in cells}
    rows = CellMonth.objects.unscoped(WHY).filter(cell__in=cells)
    for row in rows.values("cell_id", "month", *MARKS, *SUMS):
        kept[row["cell_id"]][row["month"]] = row
    return kept


def _differing_bodies(
    units: dict[int, Unit], sums: dict[Place, Row], skipped: set[int]
) -> list[str]:
    kept: dict[tuple[int, str], dict[date, Row]] = defaultdict(dict)
    for row in UnitMonth.objects.unscoped(WHY).values("unit_id", "month", "above", *SUMMED):
        kept[row["unit_id"], row["above"]][row["month"]] = row
    counted: dict[tuple[int, str], dict[date, Row]] = defaultdict(dict)
    for (unit_id, month, above), row in sums.items():
        counted[unit_id, above][month] = row
    return [
        problem
        for place in sorted(counted.keys() | kept.keys())
        if place[0] in units and place[0] not in skipped
        for problem in _differing(units[place[0]], counted[place], kept[place], SUMMED)
    ]


def _differing(
    unit: Unit, counted: dict[date, Row], kept: dict[date, Row], names: Sequence[str]
) -> list[str]:
    problems = []
    for month in sorted(counted.keys() | kept.keys()):
        place = {"unit": unit.code, "month": Month.of(month).label}
        ours, theirs = counted.get(month), kept.get(month)
        if ours is None or theirs is None:
            told = (
                _("%(unit)s, tháng %(month)s: thừa dòng số tổng hợp.")
                if ours is None
                else _("%(unit)s, tháng %(month)s: thiếu dòng số tổng hợp.")
            )
            problems.append(told % place)
            continue
        told = _("%(unit)s, tháng %(month)s: %(name)s là %(kept)s, đếm lại được %(counted)s.")
        problems += [
            told % {**place, "name": name, "kept": theirs[name], "counted": ours[name]}
            for name in names
            if theirs[name] != ours[name]
        ]
    return problems


def _strangers(units: dict[int, Unit], cells: set[int]) -> list[str]:
    """Rows of what is no cell or no longer there."""
    of_cells = CellMonth.objects.unscoped(WHY).values_list("cell_id", flat=True).distinct()
    of_units = UnitMonth.objects.unscoped(WHY).values_list("unit_id", flat=True).distinct()
    return [
        _("Còn số tổng hợp của đơn vị không có trong hồ sơ (số %(id)d).") % {"id": unit_id}
        for unit_id in sorted((set(of_cells) - cells) | (set(of_units) - units.keys()))
    ]
