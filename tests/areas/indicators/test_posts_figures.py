"""Shares of village cells by who leads them: computed from persons and posts as of the day."""

from datetime import date
from typing import Any

import pytest

from chibo.areas.indicators.queries import indicator_report
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_member, a_post, a_province, a_unit, an_actor

pytestmark = pytest.mark.django_db

SECRETARY = "posts.secretary_is_village_head_rate"
DEPUTY = "posts.deputy_is_front_head_rate"
HEADS = "posts.village_head_member_rate"


def report(unit: Unit, month: str = "2026-06", **more: Any) -> dict[str, Any]:
    return indicator_report(
        actor=an_actor("superior", unit),
        unit_code=unit.code,
        start=Month.parse(month),
        end=Month.parse(month),
        children=more.pop("children", False),
        structure=more.pop("structure", "then"),
        today=date(2026, 11, 5),
    )


def rate(unit: Unit, code: str, month: str = "2026-06") -> tuple[Any, int, int]:
    figure = report(unit, month)["indicators"][code]
    assert figure["unit"] == "%"
    return figure["value"], figure["numerator"], figure["denominator"]


def led(cell: Unit, *titles: str, areas: tuple[str, ...] = (), **more: Any) -> None:
    """One person of the cell holds all these posts."""
    person = a_member(cell)
    for title in titles:
        a_post(person, title, areas=() if title in ("Bí thư", "Phó bí thư") else areas, **more)


def test_two_of_three_village_cells_have_a_secretary_who_is_village_head() -> None:
    commune = a_commune(a_province())
    one, two, three = (a_cell(commune, areas=[f"Thôn {n}"]) for n in (1, 2, 3))
    led(one, "Bí thư", "Trưởng thôn", areas=("Thôn 1",))
    led(two, "Bí thư", "Trưởng ấp", areas=("thôn  2",))
    led(three, "Bí thư")
    led(three, "Trưởng thôn", areas=("Thôn 3",))
    a_cell(commune, cell_type="agency")
    assert rate(commune, SECRETARY) == (66.7, 2, 3)
    assert rate(commune, HEADS) == (100, 3, 3)
    assert rate(commune, DEPUTY) == (0, 0, 3)


def test_a_deputy_who_heads_the_front_committee_of_the_same_place() -> None:
    cell = a_cell(a_commune(), areas=["Ấp Đông", "Ấp Tây"])
    led(cell, "Phó bí thư", "Trưởng ban công tác Mặt trận", areas=("Ấp Tây",))
    assert rate(cell, DEPUTY) == (100, 1, 1)
    assert rate(cell, SECRETARY) == (0, 0, 1)


def test_the_head_of_another_village_does_not_count() -> None:
    commune = a_commune()
    one, _two = a_cell(commune, areas=["Thôn 1"]), a_cell(commune, areas=["Thôn 2"])
    led(one, "Bí thư", "Trưởng thôn", areas=("Thôn 2",))
    assert rate(commune, SECRETARY) == (0, 0, 2)
    assert rate(commune, HEADS) == (50, 1, 2)


def test_places_are_compared_inside_one_commune() -> None:
    province = a_province()
    here, there = a_commune(province), a_commune(province)
    cell, namesake = a_cell(here, areas=["Thôn Một"]), a_cell(there, areas=["Thôn Một"])
    secretary = a_member(cell)
    a_post(secretary, "Bí thư")
    a_post(secretary, "Trưởng thôn", namesake, areas=("Thôn Một",))
    assert rate(province, SECRETARY) == (0, 0, 2)
    assert rate(province, HEADS) == (50, 1, 2)


def test_a_post_kept_at_the_commune_leads_the_place_it_names() -> None:
    commune = a_commune(a_province())
    section = a_unit("Đảng bộ bộ phận Bắc", parent=commune, kind="dang_bo_bo_phan")
    cell = a_cell(section, areas=["Khóm Hoà Bình"])
    secretary = a_member(cell)
    a_post(secretary, "Bí thư")
    a_post(secretary, "Trưởng khóm", commune, areas=("khóm Hòa Bình",))
    assert rate(commune, SECRETARY) == (100, 1, 1)
    assert rate(cell, SECRETARY) == (100, 1, 1)
    assert rate(cell, HEADS) == (100, 1, 1)


def test_where_no_place_is_written_the_unit_of_the_post_says_it() -> None:
    cell = a_cell(a_commune())
    led(cell, "Bí thư", "Trưởng thôn")
    assert rate(cell, SECRETARY) == (100, 1, 1)
    assert rate(cell, HEADS) == (None, 0, 0)


def test_accents_tell_villages_apart() -> None:
    commune = a_commune()
    cell = a_cell(commune, areas=["Thôn Hạ"])
    led(cell, "Bí thư", "Trưởng thôn", areas=("Thôn Hà",))
    assert rate(commune, SECRETARY) == (0, 0, 1)


def test_figures_stand_as_of_the_last_day_of_the_period() -> None:
    cell = a_cell(a_commune(), areas=["Thôn 1"])
    person = a_member(cell)
    a_post(person, "Bí thư", starts_on=date(2024, 1, 1))
    a_post(person, "Trưởng thôn", starts_on=date(2025, 6, 30), ends_before=date(2026, 2, 28))
    assert rate(cell, SECRETARY, "2025-05") == (0, 0, 1)
    assert rate(cell, SECRETARY, "2025-06") == (100, 1, 1)
    assert rate(cell, SECRETARY, "2026-01") == (100, 1, 1)
    assert rate(cell, SECRETARY, "2026-02") == (0, 0, 1)


def test_who_is_not_a_member_that_day_holds_no_post_that_counts() -> None:
    cell = a_cell(a_commune(), areas=["Thôn 1"])
    later = a_member(cell, joined_on=date(2026, 5, 19), full_on=None)
    a_post(later, "Trưởng thôn", areas=("Thôn 1",))
    assert rate(cell, HEADS, "2026-04") == (0, 0, 1)
    assert rate(cell, HEADS, "2026-05") == (100, 1, 1)
    later.state, later.state_on = "deceased", date(2026, 8, 1)
    later.save()
    assert rate(cell, HEADS, "2026-08") == (0, 0, 1)


def test_an_ended_cell_is_no_village_cell_any_more() -> None:
    commune = a_commune()
    ended = a_cell(commune, areas=["Thôn 1"], ended_before=date(2026, 6, 30))
    led(ended, "Bí thư", "Trưởng thôn")
    assert rate(commune, SECRETARY, "2026-05") == (100, 1, 1)
    assert rate(commune, SECRETARY, "2026-06") == (None, 0, 0)


def test_a_place_that_two_cells_share_counts_once_and_children_add_up() -> None:
    province = a_province()
    communes = [a_commune(province) for _ in range(3)]
    for commune in communes:
        first = a_cell(commune, areas=["Thôn 1", "Thôn 2"])
        a_cell(commune, areas=["Thôn 2"])
        led(first, "Bí thư", "Trưởng thôn", areas=("Thôn 2",))
    for unit in (province, communes[0]):
        whole = report(unit, children=True)
        for code in (SECRETARY, DEPUTY, HEADS):
            for part in ("numerator", "denominator"):
                summed = sum(child["indicators"][code][part] for child in whole["children"])
                assert summed == whole["indicators"][code][part]
    assert rate(province, HEADS) == (50, 3, 6)
    assert rate(province, SECRETARY) == (50, 3, 6)
    second = Unit.objects.unscoped("test").get(parent=communes[0], areas=["Thôn 2"])
    assert rate(second, HEADS) == (None, 0, 0)
