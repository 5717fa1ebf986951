"""Targets and classes as figures: seeds, two structures, records behind them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chibo.areas.indicators.queries import indicator_report
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month
from tests.factories import (
    a_cell,
    a_change,
    a_class,
    a_commune,
    a_province,
    a_target,
    an_actor,
    an_enrolment,
)
from tests.factories.bulk import enrol, members_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)
WHY = "a test looks at everything"


def report(unit: Unit, start: str, end: str, structure: Any = "then") -> dict[str, Any]:
    return indicator_report(
        actor=an_actor("superior", Unit.objects.unscoped(WHY).get(parent=None)),
        unit_code=unit.code,
        start=Month.parse(start),
        end=Month.parse(end),
        children=True,
        structure=structure,
        today=TODAY,
    )


def figure(found: dict[str, Any], code: str) -> Any:
    return found["indicators"][code]["value"]


def below(found: dict[str, Any], code: str) -> dict[str, Any]:
    return {child["unit"]: child["indicators"][code]["value"] for child in found["children"]}


class TestAdmittedRate:
    def test_248_of_250_and_the_units_own_targets_of_the_years_touched(self) -> None:
        province = a_province(code="0")
        commune = a_commune(province, code="1")
        cell = a_cell(commune, code="1.1")
        members_of(cell, [date(2025, 1 + n % 12, 3) for n in range(248)])
        a_target(commune, 250)
        found = report(commune, "2025-01", "2025-12")
        assert found["indicators"]["members.admitted_rate"] == {
            "value": 99.2,
            "numerator": 248,
            "denominator": 250,
            "unit": "%",
        }
        # The cell has no target of its own, and neither has the province: no data, not 0.
        assert below(found, "members.admitted_rate") == {"1.1": None}
        above = report(province, "2025-01", "2025-12")
        assert above["indicators"]["members.admitted_rate"] == {
            "value": None,
            "numerator": 248,
            "denominator": None,
            "unit": "%",
        }
        assert below(above, "members.admitted_rate") == {"1": 99.2}

        # Two calendar years touched need two targets.
        assert figure(report(commune, "2025-12", "2026-02"), "members.admitted_rate") is None
        a_target(commune, 150, year=2026)
        both = report(commune, "2025-12", "2026-02")["indicators"]["members.admitted_rate"]
        assert (both["numerator"], both["denominator"], both["value"]) == (20, 400, 5.0)
        # A period that runs past today ends today: 2027 is not touched.
        assert figure(report(commune, "2026-01", "2027-12"), "members.admitted_rate") == 0.0

    def test_a_target_of_none_gives_no_rate_and_is_told_from_no_target(self) -> None:
        commune = a_commune(a_province())
        a_target(commune, 0)
        a_target(commune, 95, indicator="meetings.even_rate")
        found = report(commune, "2025-01", "2025-06")["indicators"]["members.admitted_rate"]
        assert found == {"value": None, "numerator": 0, "denominator": 0, "unit": "%"}
        a_target(commune, Decimal("12.5"), year=2024)
        found = report(commune, "2024-01", "2024-06")["indicators"]["members.admitted_rate"]
        assert found == {"value": 0.0, "numerator": 0, "denominator": 12.5, "unit": "%"}


class TestTraining:
    def test_13_classes_and_more_than_1000_trainees_since_2017(self) -> None:
        """Lớp, học viên and lượt are three numbers; only the kind asked for is counted in it."""
        province = a_province()
        centre = a_commune(province, code="TT")
        for number in range(13):
            opened = a_class(centre, date(2017 + number % 9, 9, 4), course="theory_intermediate")
            enrol(opened, people=78, attended=60)
        a_class(centre, date(2016, 12, 31), course="theory_intermediate")
        candidates = a_class(centre, date(2025, 4, 7))
        an_enrolment(candidates, attended=10)
        an_enrolment(candidates, attended=0)
        an_enrolment(candidates)
        found = report(province, "2017-01", "2026-12")
        assert figure(found, "training.classes") == 14
        assert figure(found, "training.trainees") == 1017
        assert figure(found, "training.trainees.theory_intermediate") == 1014
        assert figure(found, "training.trainees.candidates") == 3
        assert figure(found, "training.trainees.new_members") == 0
        assert figure(found, "training.attendances") == 13 * 78 * 60 + 10
        assert below(found, "training.trainees") == {"TT": 1017}
        assert figure(report(province, "2016-01", "2016-11"), "training.classes") == 0

    def test_a_class_stands_where_its_unit_stood_and_is_carried_to_who_took_over(self) -> None:
        province = a_province(code="T")
        a, b = (a_commune(province, code=code) for code in ("A", "B"))
        for unit, people in ((a, 2), (b, 3)):
            enrol(a_class(unit, date(2025, 3, 3)), people=people, attended=5)
        enrol(a_class(province, date(2025, 4, 1)), people=4, attended=1)
        a_change("merged", b, date(2025, 7, 1), a)
        then, now = (report(province, "2025-01", "2025-12", each) for each in ("then", "now"))
        assert below(then, "training.trainees") == {"A": 2, "B": 3}
        assert below(now, "training.trainees") == {"A": 5}
        for found in (then, now):
            assert figure(found, "training.classes") == 3
            assert figure(found, "training.attendances") == 4 + 5 * 5
            parts = sum(below(found, "training.trainees").values())
            assert figure(found, "training.trainees") - parts == 4  # the province's own
        assert figure(report(b, "2025-01", "2025-12"), "training.trainees") == 3
