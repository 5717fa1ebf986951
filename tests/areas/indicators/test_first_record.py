"""Before the first record nothing is known: no data, which is not nought."""

from datetime import date

import pytest

from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.queries.figures import Asked, line_over_time, one_line
from chibo.areas.indicators.told import State
from tests.factories import a_cell, a_class, a_commune, a_held_meeting, a_province, an_actor

pytestmark = pytest.mark.django_db


def test_a_rate_of_quarters_before_the_first_meeting_is_no_data_and_after_it_nought() -> None:
    province = a_province()
    commune = a_commune(province)
    cell, other = a_cell(commune), a_cell(a_commune(province))
    a_held_meeting(cell, date(2025, 5, 8))
    a_class(commune, date(2025, 8, 4))
    today = date(2026, 2, 10)
    quarters = [Period.parse(f"2025-Q{n}") for n in (1, 2, 3)] + [Period.parse("2026-Q1")]
    codes = ("meetings.even_rate", "meetings.regular", "training.classes", "members.admitted")

    def states(unit, code):
        asked = Asked(an_actor("superior", unit), unit, quarters[0], today)
        found = [told[code] for told in line_over_time(asked, quarters)]
        return [int(each.value) if each.state is State.VALUE else None for each in found]

    assert {code: states(commune, code) for code in codes} == {
        "meetings.even_rate": [None, None, 0, 0],
        "meetings.regular": [None, 1, 0, 0],
        "training.classes": [None, None, 1, 0],
        "members.admitted": [0, 0, 0, 0],
    }
    assert states(other, "meetings.regular") == [None, None, None, 0], "nobody else's records"
    assert states(province, "meetings.regular") == [None, 1, 0, 0]


def test_a_period_the_record_begins_in_is_judged_only_where_somebody_met_all_through_it() -> None:
    commune = a_commune(a_province())
    a_held_meeting(a_cell(commune), date(2025, 5, 8))
    today = date(2026, 2, 10)

    def told(period: str, code: str) -> int | None:
        asked = Asked(an_actor("superior", commune), commune, Period.parse(period), today)
        found = line_over_time(asked, [asked.period])[0][code]
        return int(found.value) if found.state is State.VALUE else None

    codes = ("meetings.even_rate", "meetings.cells_thematic_rate", "meetings.cells_met")
    asked = {
        period: [told(period, code) for code in codes] for period in ("2025", "2025-05", "2025-H2")
    }
    assert asked == {"2025": [None, None, 1], "2025-05": [100, None, 1], "2025-H2": [0, 0, 0]}


def test_a_running_period_of_several_months_the_record_begins_in_is_not_judged_either() -> None:
    province = a_province()
    commune, older = a_commune(province), a_commune(province)
    a_held_meeting(a_cell(commune), date(2025, 5, 8))
    a_held_meeting(a_cell(older), date(2024, 12, 8))
    today = date(2025, 10, 10)

    def told(unit, period: str) -> list[int | None]:
        asked = Asked(an_actor("superior", unit), unit, Period.parse(period), today)
        found = line_over_time(asked, [asked.period])[0]
        return [
            int(found[code].value) if found[code].state is State.VALUE else None
            for code in ("meetings.even_rate", "meetings.cells_thematic_rate", "meetings.regular")
        ]

    periods = ("2021-01..2025-12", "2025", "2025-H2")
    assert {period: told(commune, period) for period in periods} == {
        "2021-01..2025-12": [None, None, 1],
        "2025": [None, None, 1],
        "2025-H2": [0, 0, 0],
    }
    assert told(older, "2025") == [0, 0, 0], "on record from before: nobody met all through it"


def test_the_units_below_say_no_data_and_not_applicable_as_their_own_pages_do() -> None:
    province = a_province()
    communes = [a_commune(province) for _each in range(3)]
    cells = [a_cell(commune) for commune in communes]
    for day in (date(2025, 1, 8), date(2025, 2, 6), date(2025, 3, 7)):
        a_held_meeting(cells[0], day)
    a_held_meeting(cells[1], date(2025, 6, 8))
    today = date(2025, 11, 10)

    def states(period: str, code: str) -> list[tuple[str, int | None]]:
        asked = Asked(an_actor("superior", province), province, Period.parse(period), today)
        line, below = one_line(asked, code, None)
        whole = [each.told for each in below] + [line.told]
        return [(told.state.value, told.value and int(told.value)) for told in whole]

    none, absent = ("no_data", None), ("not_applicable", None)
    assert states("2025-Q1", "meetings.even_rate") == [("value", 100), none, none, ("value", 33)]
    assert states("2025-Q2", "meetings.even_rate") == [("value", 0), none, none, ("value", 0)]
    assert states("2025", "meetings.even_rate") == [("value", 0), none, none, ("value", 0)]
    rate = "meetings.cells_thematic_rate"
    assert states("2025-02", rate) == [absent] * 4, "no quarter ends in February"
    assert states("2025-Q4", rate) == [absent] * 4, "nor has the last one ended by today"
    assert states("2025-Q3", rate) == [("value", 0), ("value", 0), none, ("value", 0)]
