"""What is kept of units through time follows every writer."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chibo.areas.indicators.recount.lines import broken_lines, broken_stays
from chibo.areas.organisation import bulk, queries
from chibo.areas.organisation.actions import UnitCorrection, correct_unit
from chibo.areas.organisation.errors import BadUnit
from chibo.areas.organisation.models import Unit, UnitChange, UnitOrigin, UnitStanding
from chibo.areas.organisation.standings import redraw
from chibo.core.clock import ZONE
from chibo.core.periods import DAWN, FOREVER
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor

JULY = date(2025, 7, 1)
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
WHY = "a test"


def standings(unit: Unit) -> list[tuple[date, date, str]]:
    rows = UnitStanding.objects.unscoped(WHY).filter(unit=unit).order_by("starts_on")
    return list(rows.values_list("starts_on", "ends_before", "path"))


def decide(kind: str, unit: Unit, *receivers: Unit, on: date = JULY, **more: Any) -> UnitChange:
    """A decision as it is recorded, and all that follows."""
    change = UnitChange.objects.create(
        kind=kind,
        unit=unit,
        receivers=[each.pk for each in receivers],
        on=on,
        recorded_at=NOW,
        **more,
    )
    redraw([unit.pk, *(each.pk for each in receivers)])
    for each in (unit, *receivers):
        each.refresh_from_db()
    return change


@pytest.mark.django_db
def test_units_of_these_stories_stand_as_if_drawn() -> None:
    """The factory writes the standing of a unit without a past itself; drawing changes nothing."""
    province = a_province()
    cell = a_cell(a_commune(province))
    rows = UnitStanding.objects.unscoped(WHY).order_by("pk")
    made = list(rows.values())
    assert len(made) == 3
    redraw([province.pk, cell.pk])
    assert list(rows.values()) == made


def take_away(change: UnitChange) -> None:
    ids = [change.unit_id, *change.receivers]
    ids += change.caused.unscoped(WHY).values_list("unit_id", flat=True)  # type: ignore[attr-defined]
    UnitChange.objects.unscoped(WHY).filter(pk=change.pk).delete()
    redraw(ids)


@pytest.fixture
def province(db: None) -> Unit:
    return a_province()


class TestKeeping:
    def test_a_unit_stands_from_its_founding_to_its_end(self, province: Unit) -> None:
        assert standings(province) == [(DAWN, FOREVER, province.path)]
        cell = a_cell(province, founded_on=date(2020, 1, 1), ended_before=JULY)
        assert standings(cell) == [(date(2020, 1, 1), JULY, cell.path)]

    def test_the_database_allows_one_standing_a_day(self, province: Unit) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitStanding.objects.create(
                unit=province, path="x", kind="x", is_cell=False, name="x", starts_on=JULY
            )

    def test_a_unit_moved_by_a_workbook_was_always_there(self, province: Unit) -> None:
        commune, other = a_commune(province), a_commune(province)
        cell = a_cell(commune)
        row = {column: getattr(commune, column) for column in bulk.COLUMNS}
        bulk.change_units([{**row, "id": commune.pk, "version": 1, "parent_id": other.pk}])
        cell.refresh_from_db()
        assert cell.path.startswith(other.path)
        assert standings(cell) == [(DAWN, FOREVER, cell.path)]
        assert broken_lines() == []

    def test_a_move_by_decision_leaves_the_days_before_it_alone(self, province: Unit) -> None:
        commune, other = a_commune(province), a_commune(province)
        cell = a_cell(commune)
        before = cell.path
        decide("moved", cell, other)
        assert standings(cell) == [(DAWN, JULY, before), (JULY, FOREVER, cell.path)]
        assert cell.parent == other
        assert cell.version == 2
        assert queries.standing(cell, date(2025, 6, 30)).parent == commune  # type: ignore[union-attr]
        assert UnitOrigin.objects.get(unit=cell).parent == commune
        assert broken_lines() == []

    def test_a_merger_takes_the_cells_along_and_taking_it_back_leaves_no_trace(
        self, province: Unit
    ) -> None:
        commune, other = a_commune(province), a_commune(province)
        cell = a_cell(commune)
        before = {unit.pk: (unit.path, standings(unit)) for unit in (commune, other, cell)}
        merger = decide("merged", commune, other, decision_number="12-QĐ/TU")
        cell.refresh_from_db()
        assert (commune.heir, commune.ended_before) == (other, JULY)
        assert cell.parent == other
        (carried,) = UnitChange.objects.unscoped(WHY).filter(caused_by=merger)
        assert (carried.unit, carried.kind, carried.decision_number) == (cell, "moved", "12-QĐ/TU")
        assert broken_lines() == []
        take_away(merger)
        for unit in (commune, other, cell):
            unit.refresh_from_db()
            assert before[unit.pk] == (unit.path, standings(unit))
            assert unit.heir is None
            assert unit.ended_before is None
        assert not UnitOrigin.objects.exists()
        assert broken_lines() == []

    def test_the_tree_of_a_day_is_read_with_names_and_kinds_of_that_day(
        self, province: Unit
    ) -> None:
        cell = a_cell(province, kind="chi_bo_co_so", name="Chi bộ Bệnh viện")
        decide("upgraded", cell, new_kind="dang_bo_co_so", new_name="Đảng bộ Bệnh viện")
        superior = an_actor("superior", province)
        (then,) = queries.children_on(superior, province, date(2025, 6, 30))
        (now,) = queries.children_on(superior, province, JULY)
        assert (then.name, then.is_cell) == ("Chi bộ Bệnh viện", True)
        assert (now.name, now.is_cell) == ("Đảng bộ Bệnh viện", False)
        assert [s.unit for s in queries.ancestors_on(cell, JULY)] == [province]
        assert queries.units_on(superior, JULY, under=province.path).count() == 2
        assert queries.units_on(an_actor("superior", a_province()), JULY).count() == 1


class TestCorrecting:
    def correct(self, unit: Unit, **more: Any) -> Unit:
        fields = UnitCorrection.__dataclass_fields__
        wanted = {name: getattr(unit, name) for name in fields} | more
        return correct_unit(
            actor=an_actor("administrator", unit),
            unit_id=unit.pk,
            correction=UnitCorrection(**wanted),
            version=unit.version,
            now=NOW,
        )

    def test_a_correction_changes_all_days_of_a_unit_without_decisions(
        self, province: Unit
    ) -> None:
        self.correct(province, name="Đảng bộ tỉnh Bình Yên", founded_on=date(1930, 2, 3))
        (row,) = UnitStanding.objects.unscoped(WHY).filter(unit=province)
        assert (row.name, row.starts_on) == ("Đảng bộ tỉnh Bình Yên", date(1930, 2, 3))

    def test_a_name_is_corrected_where_it_was_given(self, province: Unit) -> None:
        cell = a_cell(province, name="Chi bộ Cũ")
        decide("renamed", cell, new_name="Chi bộ Mơi")
        self.correct(cell, name="Chi bộ Mới")
        rows = UnitStanding.objects.unscoped(WHY).filter(unit=cell).order_by("starts_on")
        assert [row.name for row in rows] == ["Chi bộ Cũ", "Chi bộ Mới"]
        assert broken_lines() == []

    def test_an_end_by_decision_is_not_corrected_as_a_date(self, province: Unit) -> None:
        cell, other = a_cell(province), a_cell(province)
        decide("merged", cell, other)
        with pytest.raises(BadUnit, match="theo quyết định"):
            self.correct(cell, ended_before=date(2025, 8, 1))

    def test_a_decision_stays_within_the_unit_s_life(self, province: Unit) -> None:
        cell = a_cell(province)
        decide("renamed", cell, new_name="Chi bộ Mới")
        with pytest.raises(BadUnit, match="01/07/2025"):
            self.correct(cell, founded_on=date(2025, 8, 1))
        with pytest.raises(BadUnit, match="01/07/2025"):
            self.correct(cell, ended_before=JULY)


class TestVerifying:
    def test_what_was_meddled_with_is_named(self, province: Unit) -> None:
        cell = a_cell(province, code="CB1")
        member = a_member(cell, code="DV1")
        assert [*broken_lines(), *broken_stays()] == []
        UnitStanding.objects.unscoped(WHY).filter(unit=cell).update(starts_on=JULY)
        Unit.objects.unscoped(WHY).filter(pk=province.pk).update(heir=cell)
        member.stays.unscoped(WHY).update(cell=a_cell(province))  # type: ignore[attr-defined]
        told = "\n".join([*broken_lines(), *broken_stays()])
        assert "Đơn vị CB1: quá trình" in told
        assert f"Đơn vị {province.code}: hiện trạng" in told
        assert "Đảng viên DV1" in told
