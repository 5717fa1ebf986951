"""The roll-ups beside a fresh count of all records."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from chibo.areas.indicators.models import SUMS, CellMonth, UnitMonth
from chibo.areas.indicators.recount.chains import Lines, path_of
from chibo.areas.indicators.recount.counting import MARKS, CellRecords, CountedMonth, Row
from chibo.areas.indicators.rollup.bodies import differing_bodies
from chibo.areas.indicators.rollup.doubts import Compared, Doubt
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.meetings.models import CellHabit, Meeting, MeetingKind
from chibo.areas.members.models import Stay
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.organisation.paths import segment
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.rulebook.queries import Rulebook
from chibo.areas.scoring.models import ScoreSheet
from chibo.core.i18n import _
from chibo.core.periods import Month

WHY = "figures are compared for everybody"
CHUNK, PLACES = 500, 20_000
SUMMED = (*SUMS, "cells", "cells_met", "cells_even")

Place = tuple[int, date, str]
"""A unit in a month, under the path of its superior."""


def figures_that_differ(today: date, waiting: set[int]) -> Compared:
    """Each row that differs, with a sentence; units in `waiting` and those above are left out."""
    units = {unit.pk: unit for unit in Unit.objects.unscoped(WHY).order_by("id")}
    lines = _lines()
    sums = Sums(lines.superiors())
    cells = sorted(lines.cells())
    found = Compared(cells=[pk for pk in cells if pk not in waiting])
    for chunk in _chunks(cells):
        counted = _count_cells(chunk, lines, window_on(today), today)
        sums.add(counted)
        _compare_cells(units, counted, waiting, found)
    found.told += _strangers(units, set(cells))
    skipped = waiting.union(*(lines.ever_above(unit_id) for unit_id in waiting))
    found.bodies = [pk for pk in units if pk not in skipped]
    _compare_bodies(units, sums.rows(), skipped, found)
    return found


def cells_that_differ(today: date, cells: Sequence[int], waiting: set[int]) -> Compared:
    """The same of some cells alone, without what stands above them."""
    units = _units(cells)
    lines = _lines()
    found = Compared(cells=[pk for pk in cells if pk not in waiting])
    for chunk in _chunks(cells):
        counted = _count_cells(chunk, lines, window_on(today), today)
        _compare_cells(units, counted, waiting, found)
    return found


def sums_that_differ(bodies: Sequence[int], waiting: set[int]) -> Compared:
    """Of some bodies the months that are not the sum of what is kept directly below them.

    Where that was compared with the records, the sum is what the records give.
    """
    units = _units([pk for pk in bodies if pk not in waiting])
    found = Compared(bodies=list(units))
    places = _places_of(units)
    told = _("%(unit)s, tháng %(month)s: số tổng hợp không bằng tổng các đơn vị bên dưới.")
    for start in range(0, len(places), PLACES):
        for unit_id, month, above in differing_bodies(places[start : start + PLACES]):
            found.doubts.append(Doubt(True, unit_id, month, above))
            place = {"unit": units[unit_id].code, "month": Month.of(month).label}
            found.told.append(told % place)
    return found


def _places_of(units: dict[int, Unit]) -> list[tuple[str, date]]:
    """Where the bodies have sums, and where something stands below them that has months."""
    kept = UnitMonth.objects.unscoped(WHY).filter(unit__in=units)
    found = {
        (above + segment(pk), month)
        for pk, month, above in kept.values_list("unit_id", "month", "above")
    }
    paths = [unit.path for unit in units.values()]
    for rows in (CellMonth.objects.unscoped(WHY), UnitMonth.objects.unscoped(WHY)):
        found |= set(rows.filter(above__in=paths).values_list("above", "month").distinct())
    return sorted(found)


def _lines() -> Lines:
    return Lines(UnitStanding.objects.unscoped(WHY))


def _units(ids: Sequence[int]) -> dict[int, Unit]:
    return Unit.objects.unscoped(WHY).in_bulk(list(ids))


def _chunks(cells: Sequence[int]) -> Iterator[Sequence[int]]:
    return (cells[start : start + CHUNK] for start in range(0, len(cells), CHUNK))


def _count_cells(
    cells: Sequence[int], lines: Lines, months: list[Month], today: date
) -> dict[int, dict[date, CountedMonth]]:
    book = Rulebook()
    records = {cell_id: CellRecords(cell_id, lines, book) for cell_id in cells}
    for habit in CellHabit.objects.filter(unit__in=cells):
        records[habit.unit_id].habit = habit
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


def _compare_cells(
    units: dict[int, Unit],
    counted: dict[int, dict[date, CountedMonth]],
    waiting: set[int],
    found: Compared,
) -> None:
    kept = _kept_cells(list(counted))
    for cell_id, months in counted.items():
        if cell_id not in waiting:
            rows = {month: each.row for month, each in months.items()}
            for month, told in _differing(units[cell_id], rows, kept[cell_id], (*MARKS, *SUMS)):
                row = rows.get(month) or kept[cell_id][month]
                found.doubts.append(Doubt(False, cell_id, month, row["above"]))
                found.told += told


def _compare_bodies(
    units: dict[int, Unit], sums: dict[Place, Row], skipped: set[int], found: Compared
) -> None:
    kept: dict[tuple[int, str], dict[date, Row]] = defaultdict(dict)
    for row in UnitMonth.objects.unscoped(WHY).values("unit_id", "month", "above", *SUMMED):
        kept[row["unit_id"], row["above"]][row["month"]] = row
    counted: dict[tuple[int, str], dict[date, Row]] = defaultdict(dict)
    for (unit_id, month, above), row in sums.items():
        counted[unit_id, above][month] = row
    for unit_id, above in sorted(counted.keys() | kept.keys()):
        if unit_id in units and unit_id not in skipped:
            place = unit_id, above
            for month, told in _differing(units[unit_id], counted[place], kept[place], SUMMED):
                found.doubts.append(Doubt(True, unit_id, month, above))
                found.told += told


def _differing(
    unit: Unit, counted: dict[date, Row], kept: dict[date, Row], names: Sequence[str]
) -> Iterator[tuple[date, list[str]]]:
    """The months that differ, with a sentence for each number that does."""
    for month in sorted(counted.keys() | kept.keys()):
        place = {"unit": unit.code, "month": Month.of(month).label}
        ours, theirs = counted.get(month), kept.get(month)
        if ours is None or theirs is None:
            told = (
                _("%(unit)s, tháng %(month)s: thừa dòng số tổng hợp.")
                if ours is None
                else _("%(unit)s, tháng %(month)s: thiếu dòng số tổng hợp.")
            )
            yield month, [told % place]
            continue
        told = _("%(unit)s, tháng %(month)s: %(name)s là %(kept)s, đếm lại được %(counted)s.")
        problems = [
            told % {**place, "name": name, "kept": theirs[name], "counted": ours[name]}
            for name in names
            if theirs[name] != ours[name]
        ]
        if problems:
            yield month, problems


def _strangers(units: dict[int, Unit], cells: set[int]) -> list[str]:
    """Rows of what is no cell or no longer there."""
    of_cells = CellMonth.objects.unscoped(WHY).values_list("cell_id", flat=True).distinct()
    of_units = UnitMonth.objects.unscoped(WHY).values_list("unit_id", flat=True).distinct()
    return [
        _("Còn số tổng hợp của đơn vị không có trong hồ sơ (số %(id)d).") % {"id": unit_id}
        for unit_id in sorted((set(of_cells) - cells) | (set(of_units) - units.keys()))
    ]
