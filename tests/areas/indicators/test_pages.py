"""What the overview, the list of waiting cells and the records behind a figure show."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from chibo.areas.indicators.actions import fold
from chibo.areas.indicators.definitions import definition, definitions
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.queries import (
    BranchRow,
    CellRow,
    cells_without_meeting,
    overview,
    period_records,
)
from chibo.areas.indicators.queries.totals import TOTALS
from chibo.areas.meetings.models import CellHabit
from chibo.core.clock import ZONE
from chibo.core.errors import NotAllowed, NotThere
from chibo.core.periods import Month
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    a_planned_meeting,
    a_province,
    a_report,
    a_score,
    an_actor,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 20)
MARCH = Month(2026, 3)


def look(unit, until=MARCH, today=TODAY, actor=None):
    fold(today=today)
    actor = actor or an_actor("superior", unit)
    return overview(actor=actor, unit=unit, until=until, today=today)


def states(row) -> list[str]:
    return [mark.state if mark else "-" for mark in row.marks]


def test_cells_show_what_each_month_amounts_to():
    commune = a_commune()
    cell = a_cell(commune, code="C1", founded_on=date(2025, 6, 10))
    a_held_meeting(cell, date(2025, 6, 12))
    a_held_meeting(cell, date(2025, 7, 3), ends_at=time(19, 50))
    score = a_held_meeting(cell, date(2025, 8, 3))
    a_score(score, official_total=Decimal(93), official_grade="good")
    a_held_meeting(cell, date(2025, 9, 3))
    a_report(cell, date(2025, 9, 1), submitted_at=datetime(2025, 10, 9, tzinfo=ZONE))
    a_held_meeting(cell, date(2025, 10, 3), kind="thematic")
    found = look(commune)
    (row,) = found.rows
    assert isinstance(row, CellRow)
    assert found.months[0] == Month(2025, 4)
    assert states(row) == [
        "-", "-", "met", "short", "met", "late", "missed", "missed", "missed", "missed", "missed",
        "overdue",
    ]  # fmt: skip
    august = row.marks[4]
    assert august is not None
    assert (august.grade, august.self_grade, august.met_on) == ("good", "good", date(2025, 8, 3))
    assert august.report_overdue  # held here, never reported
    assert not row.marks[5].report_overdue


def test_a_running_month_waits_until_the_cells_own_day_has_passed():
    commune = a_commune()
    for code, rule in (("C1", "day:20"), ("C2", "day:19"), ("C3", "weekday:sat:-1")):
        CellHabit.objects.create(unit=a_cell(commune, code=code), fixed_day=rule)
    last = [row.marks[-1].state for row in look(commune).rows]
    assert last == ["waiting", "overdue", "waiting"]


def test_a_report_is_overdue_only_after_its_day():
    commune = a_commune()
    cell = a_cell(commune)
    a_held_meeting(cell, date(2026, 2, 5))
    on_the_day = look(commune, today=date(2026, 3, 5)).rows[0].marks[-2]
    after = look(commune, today=date(2026, 3, 6)).rows[0].marks[-2]
    assert (on_the_day.report_overdue, after.report_overdue) == (False, True)


def test_meetings_brought_in_by_a_workbook_owe_no_report():
    commune = a_commune()
    a_held_meeting(a_cell(commune), date(2026, 1, 5), origin="import:1")
    assert not look(commune).rows[0].marks[-3].report_overdue


def test_branches_show_shares_and_a_cell_among_them_shows_itself():
    province = a_province()
    commune = a_commune(province, code="X1")
    a_cell(province, kind="chi_bo_co_so", code="A1")
    met, _missed = a_cell(commune), a_cell(commune)
    a_held_meeting(met, date(2026, 2, 5), ends_at=time(19, 30))
    a_held_meeting(met, date(2026, 3, 5))
    found = look(province)
    cell_row, branch = found.rows
    assert isinstance(cell_row, CellRow)
    assert isinstance(branch, BranchRow)
    assert states(cell_row)[-2:] == ["missed", "overdue"]
    february, march = branch.marks[-2:]
    assert (february.cells, february.met, february.missed) == (2, 1, 1)
    assert (march.cells, march.met, march.missed) == (2, 1, 0)


def test_branches_show_late_reports_short_meetings_and_grades():
    province = a_province()
    commune = a_commune(province)
    february_day = date(2026, 2, 5)
    long = [a_held_meeting(a_cell(commune), february_day) for _ in range(3)]
    short = a_held_meeting(a_cell(commune), february_day, ends_at=time(19, 30))
    for meeting, grade in zip((*long, short), ("good", "good", "fair", "poor"), strict=True):
        a_score(meeting, official_total=Decimal(80), official_grade=grade)
    late = datetime(2026, 3, 9, tzinfo=ZONE)
    a_report(short.unit, date(2026, 2, 1), first_submitted_at=late)
    (branch,) = look(province).rows
    january, february = branch.marks[-3:-1]
    assert (february.late, february.short) == (1, 1)
    assert february.grades == (2, 1, 0, 1)
    assert (january.late, january.short, january.grades) == (0, 0, (0, 0, 0, 0))
    below = [row.marks[-2] for row in look(commune).rows]
    assert [mark.grade for mark in below] == ["good", "good", "fair", "poor"]
    assert [mark.state for mark in below].count("short") == february.short


def test_totals_stand_beside_those_of_the_month_before():
    commune = a_commune()
    cells = [a_cell(commune) for _ in range(3)]
    a_member(cells[0])
    a_member(cells[0], joined_on=date(2026, 3, 2), full_on=None)
    a_held_meeting(cells[0], date(2026, 2, 5), expected=10, present=8)
    for cell in cells[:2]:
        a_held_meeting(cell, date(2026, 3, 5), expected=10, present=9, kind="combined")
    found = look(commune)
    totals = {total.definition.code: total for total in found.totals}
    assert tuple(totals) == TOTALS
    even = totals["meetings.even_rate"]
    assert (even.value, even.numerator, even.denominator) == (Decimal("66.7"), 2, 3)
    assert (even.before, even.change) == (Decimal("33.3"), Decimal("33.4"))
    assert totals["meetings.attendance_rate"].change == Decimal("10.0")
    assert totals["members.total"].change == 1
    assert totals["meetings.thematic"].value == 2
    assert totals["scores.average"].value is None
    assert totals["scores.average"].change is None
    assert found.without_meeting == 1


def test_a_month_outside_what_is_kept_is_brought_inside():
    commune = a_commune()
    a_cell(commune)
    assert look(commune, until=Month(2020, 1)).until == Month(2024, 3)
    assert look(commune, until=Month(2030, 1)).until == MARCH


def test_a_cell_may_be_looked_at_alone():
    cell = a_cell(a_commune())
    a_held_meeting(cell, date(2026, 3, 5))
    found = look(cell)
    assert states(found.rows[0])[-2:] == ["missed", "met"]
    assert found.totals[0].value == 1


def test_only_the_own_part_of_the_tree_is_shown():
    province = a_province()
    mine, other = a_commune(province), a_commune(province)
    a_cell(mine)
    actor = an_actor("superior", mine)
    assert len(look(mine, actor=actor).rows) == 1
    for unit in (other, province):
        with pytest.raises(NotAllowed):
            overview(actor=actor, unit=unit, until=MARCH, today=TODAY)
    waiting = cells_without_meeting(actor=actor, unit=province, month=MARCH, today=TODAY)
    assert [row.unit.parent for row in waiting.rows] == [mine]


def test_waiting_cells_come_with_reasons_and_in_pages():
    commune = a_commune()
    cells = [a_cell(commune, founded_on=date(2026, 1, 1)) for _ in range(5)]
    for cell in cells[:2]:
        a_held_meeting(cell, date(2026, 1, 5))
        a_held_meeting(cell, date(2026, 2, 5))
    a_held_meeting(cells[4], date(2026, 3, 5))
    a_planned_meeting(cells[0], date(2026, 3, 25))
    fold(today=TODAY)
    actor = an_actor("superior", commune)
    asked = {"actor": actor, "unit": commune, "month": MARCH, "today": TODAY, "limit": 3}
    page = cells_without_meeting(**asked)
    assert [row.unit for row in page.rows] == cells[:3]
    first, second, third = page.rows
    assert (first.is_planned, first.expected_on) == (True, date(2026, 3, 25))
    assert [reason.code for reason in first.attention.reasons] == ["due_in", "days_left"]
    assert [reason.code for reason in second.attention.reasons] == ["day_passed", "days_left"]
    assert third.attention.missed_before == 2
    rest = cells_without_meeting(**asked, after=page.after)
    assert [row.unit for row in rest.rows] == [cells[3]]
    assert rest.after is None


def test_months_before_the_record_begins_are_held_against_nobody():
    commune = a_commune()
    a_cell(commune, founded_on=date(1990, 1, 1))
    fold(today=TODAY)
    actor = an_actor("superior", commune)
    page = cells_without_meeting(actor=actor, unit=commune, month=MARCH, today=TODAY)
    assert page.rows[0].attention.missed_before == 0


def test_every_figure_on_the_page_names_its_records():
    commune = a_commune()
    cell, other = a_cell(commune), a_cell(commune)
    short = a_held_meeting(cell, date(2026, 3, 5), ends_at=time(20, 0))
    thematic = a_held_meeting(cell, date(2026, 3, 6), kind="thematic")
    a_score(short, official_total=Decimal(93), official_grade="good")
    a_report(cell, date(2026, 3, 1), submitted_at=datetime(2026, 4, 9, tzinfo=ZONE))
    member = a_member(cell)
    new = a_member(other, joined_on=date(2026, 2, 1), full_on=None)
    found = look(commune)
    expected = {
        "units.cells": [cell.pk, other.pk],
        "meetings.cells_met": [cell.pk],
        "meetings.even_rate": [cell.pk, other.pk],
        "meetings.attendance_rate": [short.pk, thematic.pk],
        "meetings.short": [short.pk],
        "meetings.thematic": [thematic.pk],
        "members.total": [member.pk, new.pk],
        "members.probationary": [new.pk],
        "scores.average": [short.pk],
        "scores.good": [short.pk],
        "scores.fair": [],
        "scores.average_grade": [],
        "scores.poor": [],
        "reports.submitted_rate": [cell.pk],
        "reports.late": [cell.pk],
        "reports.accepted": [],
    }
    assert set(expected) == set(TOTALS)
    for total in found.totals:
        code = total.definition.code
        page = records(commune, code)
        assert [row.pk for row in page.rows] == expected[code], code
        if not total.definition.is_rate:
            assert len(page.rows) == total.value


def records(unit, figure, **more):
    actor = an_actor("superior", unit)
    asked = {"period": Period.of("month", MARCH), "figure": figure, "today": TODAY}
    return period_records(actor=actor, unit=unit, **asked, **more)


@pytest.mark.parametrize("figure", ["units.cells", "meetings.attendance_rate", "members.total"])
def test_records_come_in_pages(figure):
    commune = a_commune()
    for _ in range(5):
        cell = a_cell(commune)
        a_member(cell)
        a_held_meeting(cell, date(2026, 3, 5))
    fold(today=TODAY)
    seen, after = [], ""
    for _ in range(3):
        page = records(commune, figure, limit=2, after=after)
        seen += [row.pk for row in page.rows]
        after = page.after
    assert after is None
    assert len(set(seen)) == 5


def test_cells_visited_from_above_are_listed_once_each():
    commune = a_commune()
    visited, alone = a_cell(commune), a_cell(commune)
    a_held_meeting(visited, date(2026, 3, 5), visitors="Phạm Thị Lan, đảng ủy")
    a_held_meeting(visited, date(2026, 3, 9), kind="thematic", visitors="Phạm Thị Lan, đảng ủy")
    a_held_meeting(visited, date(2026, 2, 5), visitors="Phạm Thị Lan, đảng ủy")
    a_held_meeting(alone, date(2026, 3, 6))
    fold(today=TODAY)
    rate = "meetings.cells_visited_rate"
    assert [row.pk for row in records(commune, "meetings.cells_visited").rows] == [visited.pk]
    assert [row.pk for row in records(commune, rate, only_numerator=True).rows] == [visited.pk]
    assert {row.pk for row in records(commune, rate).rows} == {visited.pk, alone.pk}


def test_a_figure_without_a_list_is_refused():
    with pytest.raises(NotThere):
        records(a_commune(), "burden.fields")


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    commune = a_commune()
    a_held_meeting(a_cell(commune), date(2026, 2, 5))
    actor = an_actor("superior", commune)
    for _round in range(2):
        fold(today=TODAY)
        with django_assert_num_queries(1):
            overview(actor=actor, unit=commune, until=MARCH, today=TODAY)
        for _ in range(30):
            cell = a_cell(commune)
            a_held_meeting(cell, date(2026, 2, 5))
    a_held_meeting(cell, date(2026, 3, 6), ends_at=time(19, 30))
    fold(today=TODAY)
    with django_assert_num_queries(2):
        cells_without_meeting(actor=actor, unit=commune, month=MARCH, today=TODAY)
    # Whether the month is in doubt; for meetings where the unit stood, for short ones which are.
    more = {"cells": 1, "meetings": 2}
    for code in TOTALS:
        besides = more.get(definition(code).records.list, 0) + (code == "meetings.short")
        with django_assert_num_queries(1 + besides):
            asked = {"period": Period.of("month", MARCH), "figure": code, "today": TODAY}
            period_records(actor=actor, unit=commune, **asked)


def test_each_definition_says_what_it_counts_and_where_from():
    for each in definitions():
        assert each.name
        assert each.explanation
        assert each.source
        assert bool(each.numerator_name) == each.is_rate
        assert bool(each.denominator_name) == each.is_rate
