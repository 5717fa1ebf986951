"""The tree of units."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from chibo.areas.organisation import queries
from chibo.areas.organisation.actions import UnitCorrection, correct_unit
from chibo.areas.organisation.errors import BadUnit
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.paths import path_under, segment
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_province, a_unit, an_actor

DAY = date(2026, 11, 5)
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)


def correction(unit: Unit, **more: Any) -> UnitCorrection:
    fields = UnitCorrection.__dataclass_fields__
    return UnitCorrection(**{**{name: getattr(unit, name) for name in fields}, **more})


@pytest.mark.parametrize(
    ("unit_id", "written"), [(1, "00001"), (35, "0000z"), (36, "00010"), (60466175, "zzzzz")]
)
def test_a_unit_s_place_is_five_characters_that_sort_like_its_id(
    unit_id: int, written: str
) -> None:
    assert segment(unit_id) == written
    assert path_under(None, unit_id) == written


def test_an_id_that_does_not_fit_is_a_fault_not_a_wrong_place() -> None:
    with pytest.raises(OverflowError):
        segment(36**5)


@pytest.mark.django_db
class TestTheTree:
    def test_under_takes_the_unit_and_all_below_and_no_namesake(self) -> None:
        province = a_province()
        commune, other = a_commune(province), a_commune(province)
        cell = a_cell(commune)
        rows = Unit.objects.unscoped("a test")
        assert set(rows.under(commune.path)) == {commune, cell}
        assert set(rows.above(cell.path)) == {province, commune}
        assert other not in rows.under(commune.path)
        assert queries.ancestors(cell) == [province, commune]
        assert (province.depth, cell.depth) == (0, 2)

    def test_a_unit_exists_from_its_founding_until_the_day_before_its_end(self) -> None:
        unit = a_cell(founded_on=date(2026, 1, 1), ended_before=date(2026, 7, 1))
        rows = Unit.objects.unscoped("a test")
        for day, exists in (
            (date(2025, 12, 31), False),
            (date(2026, 1, 1), True),
            (date(2026, 6, 30), True),
            (date(2026, 7, 1), False),
        ):
            assert unit.exists_on(day) is exists
            assert rows.existing_on(day).exists() is exists

    def test_branches_count_only_what_stands_that_day(self) -> None:
        province = a_province()
        commune = a_commune(province)
        a_cell(commune)
        a_cell(commune, ended_before=date(2026, 1, 1))
        a_cell(commune, founded_on=date(2027, 1, 1))
        superior = an_actor("superior", province)
        assert [(b.unit, b.children) for b in queries.branches(superior, province, DAY)] == [
            (commune, 1)
        ]
        assert len(queries.children(superior, commune, DAY)) == 1
        assert len(queries.ended_children(superior, commune, DAY)) == 1

    def test_top_units_are_where_a_person_s_parts_begin(self) -> None:
        province = a_province()
        commune = a_commune(province)
        cell = a_cell(commune)
        assert queries.top_units(an_actor("superior", commune)) == [commune]
        assert queries.top_units(an_actor("secretary", cell)) == [cell]
        assert queries.top_units(an_actor("superior")) == []

    def test_a_unit_is_found_by_words_of_its_name_or_its_code_accent_free(self) -> None:
        commune = a_commune(name="Đảng bộ xã Sa Loong")
        cell = a_cell(commune, name="Chi bộ thôn Đắk Vang", code="38.168.001")
        superior = an_actor("superior", commune)
        assert queries.find_units(superior, "dak vang") == [cell]
        assert queries.find_units(superior, "38.168") == [cell]
        assert queries.find_units(superior, "vang chi bo") == [cell]
        assert queries.find_units(an_actor("superior", a_commune()), "dak vang") == []

    def test_a_unit_of_elsewhere_is_not_there(self) -> None:
        foreign = a_cell(a_commune(), code="X1")
        superior = an_actor("superior", a_commune())
        with pytest.raises(NotThere):
            queries.get_unit(superior, foreign.pk)
        with pytest.raises(NotThere):
            queries.get_unit_by_code(superior, "X1")


@pytest.mark.django_db
class TestCorrecting:
    def test_the_clerk_corrects_and_the_trail_says_from_what_to_what(self) -> None:
        commune = a_commune()
        cell = a_cell(commune, name="Chi bộ thôn Dong")
        corrected = correct_unit(
            actor=an_actor("clerk", commune),
            unit_id=cell.pk,
            correction=correction(cell, name="Chi bộ thôn Đông"),
            version=1,
            now=NOW,
        )
        assert corrected.version == 2
        assert "chi bo thon dong" in corrected.search_key
        assert AuditEvent.objects.get().changes == {
            "name": ["Chi bộ thôn Dong", "Chi bộ thôn Đông"]
        }

    def test_nothing_changed_leaves_no_trace(self) -> None:
        cell = a_cell()
        correct_unit(
            actor=an_actor("administrator", cell),
            unit_id=cell.pk,
            correction=correction(cell),
            version=1,
            now=NOW,
        )
        assert not AuditEvent.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"name": "  "}, "phải có tên"),
            (
                {"founded_on": date(2026, 5, 1), "ended_before": date(2026, 4, 1)},
                "trước ngày thành lập",
            ),
        ],
    )
    def test_contradictions_are_refused(self, wrong: dict[str, Any], why: str) -> None:
        cell = a_cell()
        with pytest.raises(BadUnit, match=why):
            correct_unit(
                actor=an_actor("administrator", cell),
                unit_id=cell.pk,
                correction=correction(cell, **wrong),
                version=1,
                now=NOW,
            )

    def test_who_came_second_is_told(self) -> None:
        cell = a_cell()
        with pytest.raises(ChangedMeanwhile):
            correct_unit(
                actor=an_actor("administrator", cell),
                unit_id=cell.pk,
                correction=correction(cell),
                version=2,
                now=NOW,
            )

    def test_a_superior_reads_but_does_not_correct(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        with pytest.raises(NotAllowed):
            correct_unit(
                actor=an_actor("superior", commune),
                unit_id=cell.pk,
                correction=correction(cell, name="Khác"),
                version=1,
                now=NOW,
            )

    def test_the_database_itself_keeps_dates_and_codes_right(self) -> None:
        a_unit(code="A1")
        with pytest.raises(IntegrityError):
            a_unit(code="A1")
