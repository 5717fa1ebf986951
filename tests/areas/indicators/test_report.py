"""`indicator_report`: each sentence of "How they count" as a story."""

from datetime import date, time
from decimal import Decimal

import pytest

from chibo.areas.indicators.actions import fold, verify
from chibo.areas.indicators.queries import indicator_report
from chibo.areas.meetings.actions import keep_habit
from chibo.areas.meetings.models import CellHabit
from chibo.areas.organisation.models import Unit
from chibo.core.errors import NotAllowed, NotThere
from chibo.core.periods import Month, months_between
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    a_province,
    a_score,
    a_unit,
    an_actor,
)
from tests.months import at

pytestmark = pytest.mark.django_db

YEAR = ("2025-01", "2025-12")
LATER = date(2026, 6, 15)


def report(unit: Unit, start="2025-01", end="2025-12", today=LATER, children=False, **more):
    return indicator_report(
        actor=more.pop("actor", None) or an_actor("superior", unit),
        unit_code=unit.code,
        start=Month.parse(start),
        end=Month.parse(end),
        children=children,
        structure=more.pop("structure", "then"),
        today=today,
    )


def figures(unit: Unit, *args, **more):
    return report(unit, *args, **more)["indicators"]


def meet_in(cell: Unit, start: str, end: str, *, day: int = 5, kind="regular", but=()):
    for month in months_between(Month.parse(start), Month.parse(end)):
        if str(month) not in but:
            a_held_meeting(cell, month.first.replace(day=day), kind=kind)


def test_nine_of_fourteen_cells_met_evenly():
    commune = a_commune()
    cells = [a_cell(commune, f"Chi bộ {n}") for n in range(14)]
    for cell in cells[:9]:
        meet_in(cell, *YEAR)
    for cell in cells[9:]:
        meet_in(cell, *YEAR, but=("2025-07",))
    found = figures(commune)
    assert found["meetings.even_rate"] == {
        "value": 64.3,
        "numerator": 9,
        "denominator": 14,
        "unit": "%",
    }
    assert found["meetings.cells_even"] == {"value": 9, "unit": "chi bộ"}
    assert found["meetings.cells_met"]["value"] == 14


def test_nine_of_fourteen_where_an_office_cuts_the_rest_off(monkeypatch):
    commune = a_commune()
    for number in range(14):
        cell = a_cell(commune, f"Chi bộ {number}")
        meet_in(cell, *YEAR, but=() if number < 9 else ("2025-07",))
        if number >= 9:  # twelve meetings in eleven months are not even
            meet_in(cell, "2025-08", "2025-08", day=20)
    monkeypatch.setenv("CHIBO_ROUNDING", "down")
    assert figures(commune)["meetings.even_rate"]["value"] == 64.2


def test_fourteen_cells_of_six_committees_were_all_visited_by_somebody_from_above():
    province = a_province()
    communes = [a_commune(province, f"Đảng ủy xã {n}") for n in range(6)]
    cells = [a_cell(communes[n % 6], f"Chi bộ thôn {n}") for n in range(14)]
    for number, cell in enumerate(cells):
        meet_in(cell, *YEAR)
        a_held_meeting(cell, date(2025, 1 + number % 12, 20), visitors="Phạm Thị Lan, đảng ủy")
    a_held_meeting(cells[0], date(2025, 3, 20), visitors="Phạm Thị Lan, đảng ủy")
    found = report(province, children=True)
    rate = found["indicators"]["meetings.cells_visited_rate"]
    assert rate == {"value": 100, "numerator": 14, "denominator": 14, "unit": "%"}
    visited = [child["indicators"]["meetings.cells_visited"] for child in found["children"]]
    assert [each["value"] for each in visited] == [3, 3, 2, 2, 2, 2]


def test_a_cell_nobody_visited_or_visited_before_is_not_counted():
    commune = a_commune()
    for cell in (a_cell(commune, "Chi bộ thôn Đông"), a_cell(commune, "Chi bộ thôn Tây")):
        meet_in(cell, *YEAR)
    a_held_meeting(cell, date(2024, 12, 20), visitors="Phạm Thị Lan, đảng ủy")
    found = figures(commune)
    assert found["meetings.cells_visited"]["value"] == 0
    assert found["meetings.cells_visited_rate"]["denominator"] == 2


def test_twelve_meetings_in_eleven_months_are_not_even():
    cell = a_cell()
    meet_in(cell, *YEAR, but=("2025-07",))
    a_held_meeting(cell, date(2025, 6, 25))
    found = figures(cell)
    assert found["meetings.regular"]["value"] == 12
    assert found["meetings.cells_even"]["value"] == 0


def test_a_cell_founded_on_the_28th_must_still_have_met_that_month():
    commune = a_commune()
    met = a_cell(commune, founded_on=date(2025, 10, 28))
    waited = a_cell(commune, founded_on=date(2025, 10, 28))
    a_held_meeting(met, date(2025, 10, 30))
    for cell in (met, waited):
        meet_in(cell, "2025-11", "2025-12")
    found = report(commune, children=True)
    even = {c["unit"]: c["indicators"]["meetings.cells_even"]["value"] for c in found["children"]}
    assert even == {met.code: 1, waited.code: 0}


def test_an_ended_cell_has_met_but_is_not_even_and_still_answers():
    commune = a_commune()
    ended = a_cell(commune, ended_before=date(2025, 12, 31))
    meet_in(ended, *YEAR)
    found = figures(ended)
    assert found["meetings.regular"]["value"] == 12
    assert found["meetings.cells_met"]["value"] == 1
    assert found["meetings.cells_even"]["value"] == 0
    assert found["units.cells"]["value"] == 0
    assert found["units.dissolved"]["value"] == 1
    assert found["meetings.even_rate"] == {
        "value": None,
        "numerator": 0,
        "denominator": 0,
        "unit": "%",
    }


def test_the_first_day_that_no_longer_counts():
    cell = a_cell(ended_before=date(2025, 12, 31))
    assert figures(cell, "2025-11", "2025-11")["units.cells"]["value"] == 1
    assert figures(cell, "2025-12", "2025-12")["units.cells"]["value"] == 0
    assert figures(cell, "2025-11", "2025-11")["units.dissolved"]["value"] == 0


def test_a_running_month_counts_for_evenness_only_where_the_cell_has_met():
    commune = a_commune()
    steady = a_cell(commune)
    waiting = a_cell(commune)
    missed = a_cell(commune)
    meet_in(steady, "2026-01", "2026-03")
    meet_in(waiting, "2026-01", "2026-02")
    meet_in(missed, "2026-02", "2026-03")
    today = date(2026, 3, 20)
    assert figures(commune, "2026-01", "2026-03", today)["meetings.cells_even"]["value"] == 2
    assert figures(commune, "2026-01", "2026-12", today)["meetings.cells_even"]["value"] == 2
    alone = figures(commune, "2026-03", "2026-03", today)
    assert alone["meetings.even_rate"]["value"] == 66.7


def test_the_last_day_of_a_month_ends_it():
    cell = a_cell()
    meet_in(cell, "2026-01", "2026-02")
    early = figures(cell, "2026-01", "2026-03", date(2026, 3, 30))
    ended = figures(cell, "2026-01", "2026-03", date(2026, 3, 31))
    assert early["meetings.cells_even"]["value"] == 1
    assert ended["meetings.cells_even"]["value"] == 0


def test_a_combined_meeting_counts_in_both_and_once_in_attendance():
    cell = a_cell()
    a_held_meeting(cell, date(2025, 3, 5), kind="combined", expected=20, present=15)
    a_held_meeting(cell, date(2025, 3, 20), kind="thematic", expected=10, present=10)
    found = figures(cell)
    assert found["meetings.regular"]["value"] == 1
    assert found["meetings.thematic"]["value"] == 2
    assert found["meetings.attendance_rate"] == {
        "value": 83.3,
        "numerator": 25,
        "denominator": 30,
        "unit": "%",
    }


@pytest.mark.parametrize(
    ("kind", "ends_at", "short"),
    [
        ("regular", time(20, 29), 1),
        ("regular", time(20, 30), 0),
        ("combined", time(20, 59), 1),
        ("combined", time(21, 0), 0),
        ("thematic", time(19, 10), 0),
        ("regular", None, 0),
    ],
)
def test_a_meeting_is_short_under_the_minimum_of_its_kind(kind, ends_at, short):
    cell = a_cell()
    a_held_meeting(cell, date(2025, 3, 5), kind=kind, starts_at=time(19, 0), ends_at=ends_at)
    assert figures(cell)["meetings.short"]["value"] == short


def test_minimum_lengths_hold_since_their_day():
    cell = a_cell()
    for day in (date(2018, 7, 5), date(2018, 7, 6)):
        a_held_meeting(cell, day, starts_at=time(19), ends_at=time(19, 30))
    assert figures(cell, "2018-07", "2018-07")["meetings.short"]["value"] == 1


def test_an_end_after_midnight_is_the_next_day():
    cell = a_cell()
    a_held_meeting(cell, date(2025, 3, 5), starts_at=time(23, 0), ends_at=time(0, 29))
    a_held_meeting(cell, date(2025, 4, 5), starts_at=time(23, 0), ends_at=time(0, 30))
    assert figures(cell)["meetings.short"]["value"] == 1


def test_a_small_cell_may_have_a_minimum_of_its_own():
    cell = a_cell()
    CellHabit.objects.create(unit=cell, minimum_minutes=60, minimum_source="CV 12-CV/ĐU")
    a_held_meeting(cell, date(2025, 3, 5), starts_at=time(19), ends_at=time(20))
    a_held_meeting(cell, date(2025, 4, 5), starts_at=time(19), ends_at=time(19, 59))
    assert figures(cell)["meetings.short"]["value"] == 1


def test_a_minimum_of_its_own_is_for_meetings_from_the_day_it_was_changed_on():
    cell = a_cell()
    secretary = an_actor("secretary", cell)
    for month in (1, 3, 5, 7):
        a_held_meeting(cell, date(2025, month, 5), starts_at=time(19), ends_at=time(20))

    def short_in(*months: int) -> list[int]:
        asked = [f"2025-{month:02}" for month in months]
        return [figures(cell, each, each)["meetings.short"]["value"] for each in asked]

    def allows(minutes: int | None, day: date) -> None:
        habit = CellHabit(unit=cell, minimum_minutes=minutes, minimum_source="CV 12-CV/ĐU")
        keep_habit(actor=secretary, habit=habit, now=at(day))

    assert short_in(1, 3, 5, 7) == [1, 1, 1, 1]
    allows(60, date(2025, 3, 5))
    assert short_in(1, 3, 5, 7) == [1, 0, 0, 0], "the day itself is one of them"
    allows(70, date(2025, 6, 1))
    allows(80, date(2025, 6, 1))
    assert short_in(1, 3, 5, 7) == [1, 0, 0, 1]
    allows(None, date(2025, 7, 6))
    fold(today=LATER)
    assert short_in(1, 3, 5, 7) == [1, 0, 0, 1]
    assert verify(today=LATER) == [], "counted anew in Python it is the same"
    assert [was["minutes"] for was in CellHabit.objects.get().minimums_before] == [None, 60, 80]


def test_thematic_quarters_are_those_that_end_in_the_period():
    commune = a_commune()
    every = a_cell(commune)
    once = a_cell(commune)
    founded = a_cell(commune, founded_on=date(2025, 5, 1))
    for cell, months in ((every, (1, 5, 9, 11)), (once, (2,)), (founded, (6, 7, 10))):
        for month in months:
            a_held_meeting(cell, date(2025, month, 9), kind="thematic")
    rate = figures(commune)["meetings.cells_thematic_rate"]
    assert (rate["numerator"], rate["denominator"]) == (2, 3)
    # January's meeting belongs to the quarter that ends in March, also for a period from February.
    half = figures(commune, "2025-02", "2025-05")["meetings.cells_thematic_rate"]
    assert (half["numerator"], half["denominator"]) == (3, 3)


def test_units_are_counted_by_kind_on_the_last_day():
    province = a_province()
    commune = a_commune(province)
    a_cell(commune)
    a_cell(commune, founded_on=date(2025, 12, 31))
    a_cell(commune, founded_on=date(2026, 1, 1))
    a_cell(province, kind="chi_bo_co_so")
    a_cell(commune, kind="chi_bo")
    a_unit(kind="dang_bo_bo_phan", parent=commune)
    found = figures(province)
    counted = {code: found[f"units.{code}"]["value"] for code in (
        "grassroots", "grassroots_committees", "grassroots_cells", "cells", "subordinate_cells",
        "founded", "dissolved",
    )}  # fmt: skip
    assert counted == {
        "grassroots": 2,
        "grassroots_committees": 1,
        "grassroots_cells": 1,
        "cells": 4,
        "subordinate_cells": 2,
        "founded": 1,
        "dissolved": 0,
    }


def test_members_are_counted_by_dates_not_by_todays_state():
    cell = a_cell()
    a_member(cell, joined_on=date(2025, 12, 31), full_on=None)
    a_member(cell, joined_on=date(2026, 1, 1), full_on=None)
    a_member(cell, joined_on=date(2024, 12, 1), full_on=date(2025, 12, 31), gender="female")
    a_member(cell, joined_on=date(2025, 1, 1), full_on=date(2026, 1, 1))
    a_member(cell, state="left", state_on=date(2025, 12, 31))
    a_member(cell, state="transferred", state_on=date(2026, 1, 1))
    a_member(cell, state="exempt", state_on=date(2025, 12, 31))
    a_member(cell, state="exempt", state_on=date(2026, 1, 1))
    found = figures(cell)
    counted = {code: found[f"members.{code}"]["value"] for code in (
        "total", "full", "probationary", "exempt", "women", "admitted",
    )}  # fmt: skip
    assert counted == {
        "total": 6,
        "full": 4,
        "probationary": 2,
        "exempt": 1,
        "women": 1,
        "admitted": 2,
    }


def test_nobody_is_a_member_before_the_cell_was_founded():
    cell = a_cell(founded_on=date(2025, 6, 1))
    a_member(cell, joined_on=date(2025, 3, 2))
    a_member(cell, joined_on=date(2025, 6, 1), full_on=None)
    before = figures(cell, "2025-01", "2025-05")
    after = figures(cell, "2025-01", "2025-06")
    assert (before["members.total"]["value"], before["members.admitted"]["value"]) == (0, 0)
    assert (after["members.total"]["value"], after["members.admitted"]["value"]) == (2, 1)


def test_ages_are_completed_years():
    cell = a_cell()
    a_member(cell, born_on=date(1990, 12, 31))
    a_member(cell, born_on=date(1991, 1, 1))
    assert figures(cell)["members.average_age"] == {
        "value": 34.5,
        "numerator": 69,
        "denominator": 2,
        "unit": "tuổi",
    }
    assert figures(a_cell())["members.average_age"]["value"] is None


def test_only_official_scores_count():
    cell = a_cell()
    for day, total, grade in (
        (5, Decimal("92.5"), "good"),
        (6, Decimal("80"), "fair"),
        (7, Decimal("79.6"), "average"),
    ):
        meeting = a_held_meeting(cell, date(2025, 3, day))
        a_score(meeting, official_total=total, official_grade=grade)
    a_score(a_held_meeting(cell, date(2025, 4, 5)), self_total=Decimal("99"))
    found = figures(cell)
    assert found["scores.average"] == {
        "value": 84.0,
        "numerator": 252.1,
        "denominator": 3,
        "unit": "điểm",
    }
    graded = [found[f"scores.{g}"]["value"] for g in ("good", "fair", "average_grade", "poor")]
    assert graded == [1, 1, 1, 0]
    assert figures(a_cell())["scores.average"]["value"] is None


def test_both_months_are_included_and_the_period_ends_today():
    cell = a_cell()
    for day in (date(2025, 2, 28), date(2025, 3, 1), date(2025, 4, 30), date(2025, 5, 1)):
        a_held_meeting(cell, day)
    assert figures(cell, "2025-03", "2025-04")["meetings.regular"]["value"] == 2
    early = figures(cell, "2025-03", "2025-12", date(2025, 4, 29))
    assert early["meetings.regular"]["value"] == 1


def test_children_and_own_make_the_parent():
    province = a_province()
    communes = [a_commune(province, code=f"X{n}") for n in range(3)]
    own = a_cell(province, kind="chi_bo_co_so", code="A1")
    for number, commune in enumerate(communes):
        for _ in range(number + 1):
            cell = a_cell(commune)
            a_member(cell)
            meet_in(cell, "2025-01", "2025-03")
    a_held_meeting(own, date(2025, 2, 2), expected=7, present=3)
    found = report(province, children=True, structure="now")
    assert [child["unit"] for child in found["children"]] == ["A1", "X0", "X1", "X2"]
    for code, figure in found["indicators"].items():
        below = [child["indicators"][code] for child in found["children"]]
        if "denominator" in figure:
            # A target is the unit's own: there is none here, and none to add up.
            parts = ("numerator", "denominator")[: 1 if code == "members.admitted_rate" else 2]
            for part in parts:
                assert figure[part] == sum(each[part] for each in below)
        elif code not in ("units.grassroots", "units.grassroots_committees", "units.founded"):
            assert figure["value"] == sum(each["value"] for each in below), code
    assert found["indicators"]["meetings.regular"]["value"] == 19


def test_children_that_ended_before_the_period_are_not_listed():
    commune = a_commune()
    a_cell(commune, code="C1", ended_before=date(2024, 12, 31))
    a_cell(commune, code="C2", ended_before=date(2025, 1, 1))
    a_cell(commune, code="C3", founded_on=date(2026, 1, 1))
    # Ending on 1/1/2025 is itself a figure of the period.
    found = report(commune, children=True)
    assert [child["unit"] for child in found["children"]] == ["C2"]


def test_the_number_of_statements_is_fixed(django_assert_num_queries):
    commune = a_commune()
    actor = an_actor("superior", commune)
    a_cell(commune)
    with django_assert_num_queries(21):
        report(commune, children=True, actor=actor)
    for _ in range(29):
        meet_in(a_cell(commune), "2025-01", "2025-02")
    with django_assert_num_queries(21):
        counted = report(commune, children=True, actor=actor)
    fold(today=LATER)
    with django_assert_num_queries(10):
        assert report(commune, children=True, actor=actor) == counted


def test_unknown_units_and_those_of_others_are_refused():
    mine, other = a_commune(), a_commune()
    with pytest.raises(NotThere):
        report(other, actor=an_actor("superior", mine))
    cell = a_cell(mine)
    with pytest.raises(NotAllowed):
        report(cell, actor=an_actor("administrator", mine))
