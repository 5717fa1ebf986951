"""A year of each cell: how its meetings were officially graded, and the grade of the year."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chibo.areas.meetings.judging import Places
from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.models import Unit, UnitQuerySet
from chibo.areas.rulebook.queries import Rulebook
from chibo.areas.scoring.permissions import DECIDE
from chibo.areas.scoring.rules import YearGrade, year_grade
from chibo.core.actor import Actor
from chibo.regulations import MeetingKind, YearRule
from chibo.regulations.rubrics import GRADES


@dataclass(frozen=True)
class CellYear:
    """One cell's year: meetings by official grade (GRADES, in order), those without one yet."""

    cell: Unit
    counts: tuple[int, ...]
    ungraded: int
    result: YearGrade


def cells_of(actor: Actor, unit: Unit, year: int) -> UnitQuerySet:
    """The cells at or below the unit that stood at the end of the year, as the tree stands."""
    rows = Unit.objects.visible_to(actor, DECIDE, inside=unit.path)
    return rows.cells().existing_on(date(year, 12, 31)).order_by("path")


def years_of(actor: Actor, cells: Sequence[Unit], year: int) -> list[CellYear]:
    """The year of each of these cells, in the order given; queries do not grow with the cells.

    The rule is that of the rubric in force for the cell on the last day of the year.
    """
    held = Meeting.objects.visible_to(actor, DECIDE).held()
    months = (date(year, 1, 1), date(year, 12, 1))
    rows = held.filter(unit__in=cells, month__range=months).values_list(
        "unit_id", "score_sheet__official_grade"
    )
    grades: dict[int, list[str]] = defaultdict(list)
    for unit_id, grade in rows:
        grades[unit_id].append(grade or "")
    book, places = Rulebook(), Places.of(cell.pk for cell in cells)
    return [_year(cell, grades[cell.pk], _rules(cell, book, places, year)) for cell in cells]


def _rules(cell: Unit, book: Rulebook, places: Places, year: int) -> tuple[YearRule, ...]:
    last = date(year, 12, 31)
    rules = book.rules_for(places.path(cell.pk, last) or cell.path, last)
    return rules.rubric_for(MeetingKind.REGULAR, cell.cell_type).year if rules else ()


def _year(cell: Unit, found: list[str], rules: tuple[YearRule, ...]) -> CellYear:
    given = [grade for grade in found if grade]
    counted = Counter(given)
    ungraded = len(found) - len(given)
    counts = tuple(counted[grade] for grade in GRADES)
    return CellYear(cell, counts, ungraded, year_grade(rules, given, ungraded))
