"""The roll-ups beside a fresh count of all records."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from chibo.areas.indicators.models import SUMS, CellMonth, UnitMonth
from chibo.areas.indicators.recount.counting import MARKS, CellRecords
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.meetings.models import CellHabit, Meeting
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.scoring.models import ScoreSheet
from chibo.core.i18n import _
from chibo.core.periods import Month

WHY = "figures are compared for everybody"
CHUNK = 500
SUMMED = (*SUMS, "cells", "cells_met", "cells_even")

Row = dict[str, Any]
Sums = dict[tuple[int, date], Row]


def figures_that_differ(today: date, waiting: set[int]) -> list[str]:
    """One sentence for each row that differs; units in `waiting` and those above are left out."""
    units = {unit.pk: unit for unit in Unit.objects.unscoped(WHY).order_by("id")}
    months = window_on(today)
    sums: Sums = defaultdict(lambda: dict.fromkeys(SUMMED, 0))
    problems: list[str] = []
    cells = [unit for unit in units.values() if unit.is_cell]
    for start in range(0, len(cells), CHUNK):
        chunk = cells[start : start + CHUNK]
        counted = _count_cells(chunk, months, today)
        _add_upwards(sums, counted, units)
        kept = _kept_cells(chunk)
        for cell in chunk:
            if cell.pk not in waiting:
                problems += _differing(cell, counted[cell.pk], kept[cell.pk], (*MARKS, *SUMS))
    problems += _strangers(units)
    return problems + _differing_bodies(units, sums, _with_above(waiting, units))


def _count_cells(
    cells: Sequence[Unit], months: list[Month], today: date
) -> dict[int, dict[date, Row]]:
    records = {cell.pk: CellRecords(cell) for cell in cells}
    for habit in CellHabit.objects.filter(unit__in=cells):
        records[habit.unit_id].other_minimum = habit.minimum_minutes
    for member in Member.objects.unscoped(WHY).filter(cell__in=cells).defer("search_words"):
        records[member.cell_id].members.append(member)
    for report in MonthlyReport.objects.unscoped(WHY).filter(unit__in=cells):
        records[report.unit_id].reports[report.month] = report
    span = (months[0].first, months[-1].last)
    held = Meeting.objects.unscoped(WHY).held().filter(unit__in=cells, held_on__range=span)
    sheets = ScoreSheet.objects.unscoped(WHY).filter(meeting__in=held.values("pk"))
    scores = {sheet.meeting_id: sheet for sheet in sheets}
    for meeting in held:
        records[meeting.unit_id].meetings.append((meeting, scores.get(meeting.pk)))
    return {pk: each.count(months, today) for pk, each in records.items()}


def _add_upwards(sums: Sums, counted: dict[int, dict[date, Row]], units: dict[int, Unit]) -> None:
    """Add each cell to every unit on the chain of parents, not by path."""
    has_below = {unit.parent_id for unit in units.values()}
    for cell_id, rows in counted.items():
        chain = [unit_id for unit_id in _chain(cell_id, units) if unit_id in has_below]
        for month, row in rows.items():
            for unit_id in chain:
                above = sums[unit_id, month]
                for name in SUMS:
                    above[name] += row[name]
                above["cells"] += row["exists"]
                above["cells_met"] += row["met_on"] is not None
                above["cells_even"] += row["exists"] and row["met_on"] is not None


def _chain(unit_id: int, units: dict[int, Unit]) -> Iterator[int]:
    current: int | None = unit_id
    seen: set[int] = set()
    while current is not None and current not in seen:
        seen.add(current)
        yield current
        current = units[current].parent_id


def _with_above(waiting: set[int], units: dict[int, Unit]) -> set[int]:
    return {above for unit_id in waiting & units.keys() for above in _chain(unit_id, units)}


def _kept_cells(cells: Sequence[Unit]) -> dict[int, dict[date, Row]]:
    kept: dict[int, dict[date, Row]] = {cell.pk: {} for cell in cells}
    rows = CellMonth.objects.unscoped(WHY).filter(cell__in=[cell.pk for cell in cells])
    for row in rows.values("cell_id", "month", *MARKS, *SUMS):
        kept[row["cell_id"]][row["month"]] = row
    return kept


def _differing_bodies(units: dict[int, Unit], sums: Sums, skipped: set[int]) -> list[str]:
    kept: dict[int, dict[date, Row]] = defaultdict(dict)
    for row in UnitMonth.objects.unscoped(WHY).values("unit_id", "month", *SUMMED):
        kept[row["unit_id"]][row["month"]] = row
    counted: dict[int, dict[date, Row]] = defaultdict(dict)
    for (unit_id, month), row in sums.items():
        counted[unit_id][month] = row
    return [
        problem
        for unit in units.values()
        if unit.pk not in skipped
        for problem in _differing(unit, counted[unit.pk], kept[unit.pk], SUMMED)
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


def _strangers(units: dict[int, Unit]) -> list[str]:
    """Rows of what is no cell or no longer there."""
    cells = {unit.pk for unit in units.values() if unit.is_cell}
    of_cells = CellMonth.objects.unscoped(WHY).values_list("cell_id", flat=True).distinct()
    of_units = UnitMonth.objects.unscoped(WHY).values_list("unit_id", flat=True).distinct()
    return [
        _("Còn số tổng hợp của đơn vị không có trong hồ sơ (số %(id)d).") % {"id": unit_id}
        for unit_id in sorted((set(of_cells) - cells) | (set(of_units) - units.keys()))
    ]
