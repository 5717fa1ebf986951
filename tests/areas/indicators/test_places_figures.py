"""Villages with a cell / villages, as of the last day of a period."""

from datetime import date
from typing import Any

import pytest

from chibo.areas.indicators.queries import indicator_report
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_place, a_province, an_actor

pytestmark = pytest.mark.django_db


def figures(unit: Unit, month: str = "2026-06") -> dict[str, Any]:
    return indicator_report(
        actor=an_actor("superior", unit),
        unit_code=unit.code,
        start=Month.parse(month),
        end=Month.parse(month),
        children=True,
        structure="then",
        today=date(2026, 11, 5),
    )


def shares(report: dict[str, Any]) -> tuple[Any, ...]:
    found = report["indicators"]
    rate = found["places.covered_rate"]
    assert (rate["numerator"], rate["denominator"]) == (
        found["places.covered"]["value"],
        found["places.total"]["value"],
    )
    return rate["value"], rate["numerator"], rate["denominator"]


def test_places_add_up_from_the_communes_to_the_province() -> None:
    province = a_province()
    first, second = a_commune(province, code="X1"), a_commune(province, code="X2")
    for number in range(3):
        a_place(first, f"Thôn {number}")
    a_place(second, "Thôn 0")
    a_cell(first, areas=["Thôn 0", "Thôn 1"])
    report = figures(province)
    assert shares(report) == (50.0, 2, 4)
    assert {c["unit"]: shares(c) for c in report["children"]} == {
        "X1": (66.7, 2, 3),
        "X2": (0.0, 0, 1),
    }
    assert shares(figures(first)) == (66.7, 2, 3)


def test_a_place_counts_from_its_day_and_its_cell_from_the_founding() -> None:
    commune = a_commune()
    a_place(commune, "Thôn Đông", starts_on=date(2026, 2, 1))
    a_cell(commune, areas=["Thôn Đông"], founded_on=date(2026, 3, 31))
    assert shares(figures(commune, "2026-01")) == (None, 0, 0)
    assert shares(figures(commune, "2026-02")) == (0.0, 0, 1)
    assert shares(figures(commune, "2026-03")) == (100.0, 1, 1)


def test_a_cell_alone_keeps_no_places() -> None:
    cell = a_cell(a_commune(), areas=["Thôn Đông"])
    a_place(cell.parent, "Thôn Đông")
    assert shares(figures(cell)) == (None, 0, 0)
