"""Figures of every month are kept: whatever is written, they are what a recount gives."""

from dataclasses import replace
from datetime import date

import pytest

from chibo.areas.indicators import actions
from chibo.areas.indicators.kept.comparing import Slice
from chibo.areas.indicators.kept.measured import measures
from chibo.areas.indicators.kept.reading import open_store
from chibo.areas.indicators.measures import Places, Span, places, registering
from chibo.areas.indicators.measures.registering import measuring
from chibo.areas.indicators.models import DirtyMark, KeptDoubt, KeptFact, KeptFigures
from chibo.areas.indicators.queries import indicator_report, kept_members, target_year
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month
from tests.areas.indicators.registers import Registers, agrees_with_records
from tests.factories import (
    a_cell,
    a_change,
    a_class,
    a_commune,
    a_held_meeting,
    a_member,
    a_province,
    a_target,
    an_actor,
    an_enrolment,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 20)
MARCH, YEAR = Month(2026, 3), (Month(2026, 1), Month(2026, 12))


def kept(unit: Unit, first: Month, last: Month, fact: str, structure: str = "then") -> int:
    store = open_store()
    span = store.kept(Span(first, last, store.folded_on))
    return store.slots(places(unit, structure), span, structure, children=False)[""].get(fact, 0)


@pytest.mark.parametrize(
    ("seed", "operations", "burst", "single"),
    [pytest.param(1, 19_100, 1_500, 50, marks=pytest.mark.once), (7, 900, 300, 10)],
)
def test_whatever_is_written_stored_is_rebuilt_is_counted(
    seed: int, operations: int, burst: int, single: int
) -> None:
    """Twenty thousand operations here; as many as wanted in bench/any_figures.py."""
    registers = Registers(seed, 2024, burst, single)
    assert registers.write(operations) >= operations
    registers.check(units=5, spans=3)


class TestFolding:
    @pytest.fixture
    def commune(self) -> Unit:
        commune = a_commune(a_province())
        for day in (5, 25):
            a_held_meeting(a_cell(commune), date(2026, 3, day))
        actions.fold(today=TODAY)
        return commune

    def test_a_meeting_ahead_counts_when_its_day_has_come(self, commune: Unit) -> None:
        assert kept(commune, MARCH, MARCH, "regular") == 1
        actions.fold(today=date(2026, 3, 26))
        assert kept(commune, MARCH, MARCH, "regular") == 2
        assert kept(commune, *YEAR, "cells_met") == 2
        actions.fold(today=TODAY)  # a day before the last one
        assert kept(commune, MARCH, MARCH, "regular") == 1
        actions.fold(today=date(2026, 5, 2))
        store = open_store()
        april = Span(Month(2026, 4), Month(2026, 4), store.folded_on)
        assert store.slots(places(commune, "then"), april, "then", children=False)[""]["cells"] == 2
        assert actions.verify(today=date(2026, 5, 2)) == []

    def test_what_comes_in_of_earlier_years_is_kept_from_then_on(self, commune: Unit) -> None:
        before = open_store().since
        cell = a_cell(commune)
        a_held_meeting(cell, date(2018, 6, 5))
        a_held_meeting(cell, date(1999, 6, 5))  # more than ten years back: from the records
        actions.fold(today=TODAY)
        assert (before, open_store().since) == (Month(2025, 1), Month(2018, 1))
        assert kept(commune, Month(2018, 1), Month(2018, 12), "cells_met") == 1
        assert actions.verify(today=TODAY) == []

    def test_a_merged_cell_stays_where_it_was_and_goes_where_it_went(self, commune: Unit) -> None:
        other = a_commune(commune.parent)
        gone, heir = a_cell(commune), a_cell(other)
        members = [a_member(gone), a_member(heir)]
        a_held_meeting(gone, date(2026, 1, 9))
        a_change("merged", gone, date(2026, 2, 1), heir)
        actions.fold(today=TODAY)
        for unit, then, now in ((commune, 1, 0), (other, 0, 1)):
            assert kept(unit, Month(2026, 1), Month(2026, 1), "regular") == then
            assert kept(unit, Month(2026, 1), Month(2026, 1), "regular", "now") == now
        assert kept(other, Month(2026, 1), Month(2026, 1), "members", "now") == 2
        Member.objects.unscoped("test").filter(pk=members[0].pk).update(gender="female")
        actions.fold(today=TODAY)
        assert kept(other, Month(2026, 1), Month(2026, 1), "women", "now") == 1
        assert actions.verify(today=TODAY) == []

    def test_a_new_measure_is_counted_for_all_months_without_counting_the_others(
        self, commune: Unit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An indicator more is a definition and a measuring function."""

        def count_rooms(places: Places, spans: list[Span]) -> dict:
            assert len(spans) > 12
            return {(number, commune.path): {"rooms": 7} for number in range(len(spans))}

        others = {each.name: replace(each, count=None) for each in measures()}  # none is asked
        monkeypatch.setattr(registering, "_known", others)
        measuring("rooms", at_end=("rooms",))(count_rooms)
        before = {fact.name: fact.position for fact in KeptFact.objects.all()}
        counted = kept(commune, MARCH, MARCH, "regular")
        monkeypatch.setattr("chibo.areas.indicators.kept.own.Counting._apart", lambda *_: {})
        actions.fold(today=TODAY)
        after = {fact.name: fact.position for fact in KeptFact.objects.all()}
        assert after == {**before, "rooms": len(before)}
        for month in (Month(2025, 1), MARCH):
            assert kept(commune, month, month, "rooms") == 7
            assert kept(commune.parent, month, month, "rooms") == 7
        assert kept(commune, MARCH, MARCH, "regular") == counted == 1

    def test_classes_leave_marks_and_what_counts_nowhere_does_not(self, commune: Unit) -> None:
        opened = a_class(commune, date(2026, 1, 5))
        an_enrolment(opened, attended=3)
        months = {row.month for row in DirtyMark.objects.all()}
        assert months == {date(2026, 1, 1)}
        actions.fold(today=TODAY)
        assert kept(commune, *YEAR, "attendances") == 3
        type(opened).objects.unscoped("test").update(name="Khóa I")
        Unit.objects.unscoped("test").update(search_key="x")
        assert not DirtyMark.objects.exists()


class TestDoubt:
    def test_a_broken_figure_is_found_and_not_shown_until_all_is_rebuilt(self) -> None:
        province = a_province(code="T")
        commune, other = a_commune(province, code="A"), a_commune(province, code="B")
        for unit in (commune, other):
            a_held_meeting(a_cell(unit), date(2026, 3, 5))
            a_target(unit, 5, indicator="meetings.regular", year=2026)
        actions.fold(today=TODAY)
        row = KeptFigures.objects.get(path=commune.path, months=1, first=MARCH.first)
        KeptFigures.objects.filter(pk=row.pk).update(below=[n + 1 for n in row.below])
        assert actions.verify(today=TODAY) == [
            "T: số tổng hợp các tháng đếm lại không khớp.",
            "A: số tổng hợp các tháng đếm lại không khớp.",
        ]
        doubted = {commune.pk, province.pk}
        assert set(KeptDoubt.objects.values_list("unit_id", flat=True)) == doubted
        actor = an_actor("superior", province)
        for unit, reached in ((commune, None), (other, 1)):
            found = target_year(actor=actor, unit=unit, below=[], year=2026, on=TODAY)
            assert (found.is_sound, found.lines[0].reached) == (reached is not None, reached)
        assert kept_members(actor=actor, unit=commune, today=TODAY) is None
        told = indicator_report(
            actor=actor,
            unit_code="A",
            start=MARCH,
            end=MARCH,
            children=False,
            structure="then",
            today=TODAY,
        )
        assert told["indicators"]["meetings.regular"]["value"] == 1  # from the records
        actions.rebuild(today=TODAY)
        assert actions.verify(today=TODAY, part=Slice(bodies=2)) == []
        assert not KeptDoubt.objects.exists()

    def test_a_week_of_nights_looks_at_everything(self) -> None:
        cell = a_cell(a_commune(a_province()))
        actions.fold(today=TODAY)
        KeptFigures.objects.filter(unit_id=cell.pk, first=date(2025, 5, 1)).update(own=[9, 9])
        nights = [actions.verify_kept(today=TODAY, part=Slice(n, 2)) for n in range(2)]
        assert sorted(map(bool, nights)) == [False, True]
        actions.rebuild(today=TODAY)
        assert actions.verify_tonight(today=TODAY) == []


def test_a_day_that_is_over_is_read_where_its_month_is_over_too() -> None:
    commune = a_commune(a_province())
    a_held_meeting(a_cell(commune), date(2026, 2, 5))
    actions.fold(today=TODAY)
    store = open_store()
    assert store.kept(Span(*YEAR, date(2026, 2, 28))).last == Month(2026, 2)
    assert store.kept(Span(*YEAR, date(2026, 2, 27))) is None
    assert store.kept(Span(Month(2024, 12), MARCH, TODAY)) is None
    agrees_with_records(commune, [Span(*YEAR, date(2026, 2, 28))])
