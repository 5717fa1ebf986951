"""Figures under the structure of then and of now: where each stands, and that they add up."""

from collections.abc import Mapping
from datetime import date

import pytest

from chibo.areas.indicators import actions
from chibo.areas.indicators.definitions import Facts
from chibo.areas.indicators.measures import Span, measure, places, total
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.queries import indicator_report
from chibo.areas.indicators.queries.figures import Asked, one_line, other_structure
from chibo.areas.indicators.told import Told
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.organisation.paths import segment
from chibo.core.periods import Month
from tests.factories import (
    a_cell,
    a_change,
    a_commune,
    a_held_meeting,
    a_member,
    a_post,
    a_province,
    a_report,
    a_unit,
    an_actor,
)
from tests.seeds import seeds

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 15)
MERGED_ON = date(2025, 7, 1)
WHY = "a test looks at everything"


def report(unit: Unit, start: str, end: str, structure: str = "then") -> dict:
    return indicator_report(
        actor=an_actor("superior", Unit.objects.unscoped(WHY).get(parent=None)),
        unit_code=unit.code,
        start=Month.parse(start),
        end=Month.parse(end),
        children=True,
        structure=structure,
        today=TODAY,
    )


def values(found: dict, code: str) -> dict[str, int]:
    return {child["unit"]: child["indicators"][code]["value"] for child in found["children"]}


def own(found: dict, code: str) -> int:
    return found["indicators"][code]["value"] - sum(values(found, code).values())


@pytest.fixture
def province() -> Unit:
    """Two communes; B is merged into A on 1/7/2025 and its cell goes along. All meet each month."""
    province = a_province(code="T")
    a, b = (a_commune(province, code=code) for code in ("A", "B"))
    for commune, code, members in ((a, "A1", 3), (b, "B1", 2)):
        cell = a_cell(commune, code=code)
        for _ in range(members):
            a_member(cell)
        for month in range(1, 13):
            a_held_meeting(cell, date(2025, month, 5))
    a_change("merged", b, MERGED_ON, a)
    return province


class TestThen:
    def test_meetings_stay_where_they_were_held(self, province: Unit) -> None:
        found = report(province, "2025-01", "2025-12")
        assert values(found, "meetings.regular") == {"A": 18, "B": 6}
        assert found["indicators"]["meetings.regular"]["value"] == 24

    def test_counts_stand_where_the_unit_stood_on_the_last_day(self, province: Unit) -> None:
        june, july = (report(province, month, month) for month in ("2025-06", "2025-07"))
        assert values(june, "members.total") == {"A": 3, "B": 2}
        assert values(june, "units.cells") == {"A": 1, "B": 1}
        assert values(july, "members.total") == {"A": 5, "B": 0}
        assert values(july, "units.cells") == {"A": 2, "B": 0}

    def test_a_unit_merged_in_the_period_counts_once_where_it_stood_last(
        self, province: Unit
    ) -> None:
        found = report(province, "2025-07", "2025-07")
        assert values(found, "units.merged") == {"A": 0, "B": 1}
        assert found["indicators"]["units.dissolved"]["value"] == 0
        assert report(province, "2025-06", "2025-06")["indicators"]["units.merged"]["value"] == 0

    def test_an_ended_unit_is_listed_as_long_as_it_carries_a_figure(self, province: Unit) -> None:
        assert list(values(report(province, "2025-08", "2025-08"), "units.cells")) == ["A"]

    def test_an_ended_unit_still_answers_for_its_days(self, province: Unit) -> None:
        b = Unit.objects.unscoped(WHY).get(code="B")
        found = report(b, "2025-01", "2025-12")
        assert found["indicators"]["meetings.regular"]["value"] == 6
        assert found["indicators"]["meetings.cells_met"]["value"] == 0
        assert values(found, "meetings.regular") == {"B1": 6}

    def test_a_cell_moved_in_the_period_has_met_where_it_stood_last(self, province: Unit) -> None:
        found = report(province, "2025-01", "2025-12")
        assert values(found, "meetings.cells_met") == {"A": 2, "B": 0}
        assert values(found, "meetings.cells_even") == {"A": 2, "B": 0}

    def test_children_are_called_as_they_were_then(self, province: Unit) -> None:
        a = Unit.objects.unscoped(WHY).get(code="A")
        a_change("renamed", a, date(2026, 1, 1), new_name="Đảng bộ xã Mới")
        before = {c["unit"]: c["name"] for c in report(province, "2025-01", "2025-12")["children"]}
        now = report(province, "2025-01", "2025-12", "now")["children"]
        assert before["A"] == "Đảng ủy xã Hòa Bình"
        assert {c["unit"]: c["name"] for c in now} == {"A": "Đảng bộ xã Mới"}


class TestNow:
    def test_everything_is_carried_to_who_took_over(self, province: Unit) -> None:
        found = report(province, "2025-01", "2025-06", "now")
        assert values(found, "meetings.regular") == {"A": 12}
        assert values(found, "members.total") == {"A": 5}
        assert values(found, "units.cells") == {"A": 2}
        assert values(found, "units.grassroots_committees") == {"A": 2}
        assert found["indicators"]["meetings.even_rate"]["value"] == 100

    def test_a_village_cell_that_only_moved_counts_where_it_stands_today(self) -> None:
        """No unit ever ended: what is counted still lies outside the commune's part of then."""
        province = a_province(code="T")
        before, after = (a_commune(province, code=code) for code in ("A", "B"))
        cell = a_cell(before, code="A1", areas=["Thôn 1"])
        a_post(a_member(cell), "Trưởng thôn", areas=["Thôn 1"])
        a_change("moved", cell, MERGED_ON, after)
        for code in ("posts.village_head_member_rate", "posts.secretary_is_village_head_rate"):
            found = report(province, "2025-01", "2025-06", "now")["children"]
            told = {child["unit"]: child["indicators"][code]["denominator"] for child in found}
            assert told == {"A": 0, "B": 1}
            here = report(after, "2025-01", "2025-06", "now")
            assert here["indicators"][code]["denominator"] == 1

    def test_a_split_gives_meetings_to_the_first_and_members_to_their_own(self) -> None:
        province = a_province(code="T")
        commune = a_commune(province, code="A")
        whole, first, second = (a_cell(commune, code=code) for code in ("C", "C1", "C2"))
        people = [a_member(whole) for _ in range(5)]
        a_held_meeting(whole, date(2025, 3, 5))
        a_change("split", whole, MERGED_ON, first, second)
        for member in people[:3]:
            stay = member.stays.unscoped(WHY).get(how="followed")
            stay.cell = second
            stay.save()
        found = report(commune, "2025-01", "2025-06", "now")
        assert values(found, "meetings.regular") == {"C1": 1, "C2": 0}
        assert values(found, "members.total") == {"C1": 2, "C2": 3}
        assert values(report(commune, "2025-01", "2025-06"), "members.total")["C"] == 5

    def test_a_transfer_between_cells_is_no_change_of_units(self) -> None:
        from chibo.areas.members.homes import move_home

        commune = a_commune(code="A")
        left, joined = (a_cell(commune, code=code) for code in ("C1", "C2"))
        member = a_member(left)
        move_home(member, joined, date(2025, 9, 1))
        member.save()
        for structure in ("then", "now"):
            found = report(commune, "2025-01", "2025-06", structure)
            assert values(found, "members.total") == {"C1": 1, "C2": 0}

    def test_whoever_left_a_cell_before_it_ended_counts_with_its_heir(self) -> None:
        from chibo.areas.members.homes import move_home

        commune = a_commune(code="A")
        gone, heir, other = (a_cell(commune, code=code) for code in ("C1", "C2", "C3"))
        member = a_member(gone)
        move_home(member, other, date(2025, 3, 1))
        member.save()
        a_change("merged", gone, MERGED_ON, heir)
        found = report(commune, "2025-02", "2025-02", "now")
        assert values(found, "members.total") == {"C2": 1, "C3": 0}

    def test_a_dissolved_unit_counts_as_its_superiors_own(self) -> None:
        province = a_province(code="T")
        district = a_unit("Đảng bộ huyện", parent=province, kind="huyen_uy", code="H")
        commune = a_commune(district, code="A")
        cell = a_cell(commune, code="C")
        a_member(cell)
        agency = a_cell(district, code="V", kind="chi_bo_co_so")
        a_held_meeting(agency, date(2025, 3, 5))
        a_change("dissolved", agency, date(2025, 6, 1))
        a_change("dissolved", district, MERGED_ON)
        found = report(province, "2025-01", "2025-05", "now")
        assert values(found, "members.total") == {"A": 1}
        assert own(found, "meetings.regular") == 1
        assert own(found, "units.cells") == 1
        then = report(province, "2025-01", "2025-05")
        assert values(then, "meetings.regular") == {"H": 1}

    def test_a_cell_that_ended_below_a_unit_merged_later_goes_to_the_heir(self) -> None:
        province = a_province(code="T")
        a, b = (a_commune(province, code=code) for code in ("A", "B"))
        old = a_cell(b, code="B0", ended_before=date(2025, 3, 1))
        a_held_meeting(old, date(2025, 2, 5))
        a_change("merged", b, MERGED_ON, a)
        found = report(province, "2025-01", "2025-12", "now")
        assert values(found, "meetings.regular") == {"A": 1}
        assert values(report(a, "2025-01", "2025-12", "now"), "meetings.regular") == {"B0": 1}


class TestLifeOfUnits:
    def test_founded_and_dissolved_follow_dates_and_changes_and_never_count_twice(self) -> None:
        province = a_province(code="T")
        a_cell(province, code="C1", founded_on=date(2025, 2, 1))
        other = a_cell(province, code="C2")
        a_change("founded", other, date(2025, 3, 1), province)
        a_cell(province, code="C3", ended_before=date(2025, 4, 1))
        last = a_cell(province, code="C4")
        a_change("dissolved", last, date(2025, 5, 1))
        found = report(province, "2025-01", "2025-12")["indicators"]
        assert found["units.founded"]["value"] == 2
        assert found["units.dissolved"]["value"] == 2
        assert found["units.cells"]["value"] == 2

    def test_an_upgraded_unit_keeps_its_members_and_is_a_cell_no_more(self) -> None:
        province = a_province(code="T")
        cell = a_cell(province, code="C", kind="chi_bo_co_so")
        a_member(cell)
        a_held_meeting(cell, date(2025, 3, 5))
        a_change("upgraded", cell, date(2025, 5, 19), new_kind="dang_bo_co_so")
        before = report(province, "2025-04", "2025-04")["indicators"]
        after = report(province, "2025-01", "2025-05")["indicators"]
        kinds = ("units.grassroots_cells", "units.grassroots_committees", "units.upgraded")
        assert [before[code]["value"] for code in kinds] == [1, 0, 0]
        assert [after[code]["value"] for code in kinds] == [0, 1, 1]
        assert after["members.total"]["value"] == 1
        assert (after["meetings.cells_met"]["value"], after["units.cells"]["value"]) == (1, 0)


def test_structures_are_equal_while_no_unit_has_changed() -> None:
    province = a_province(code="T")
    for commune in (a_commune(province), a_commune(province, founded_on=date(2025, 2, 3))):
        for founded_on in (None, date(2025, 4, 5)):
            cell = a_cell(commune, founded_on=founded_on)
            a_member(cell)
            a_held_meeting(cell, date(2025, 5, 5))
    a_cell(commune, ended_before=date(2025, 6, 1))
    then, now = (report(province, "2025-01", "2025-12", s) for s in ("then", "now"))
    assert then["indicators"] == now["indicators"]
    assert then["children"] == now["children"]


@pytest.mark.parametrize("seed", seeds(0, 1))
def test_children_and_own_make_the_parent_in_every_month_and_both_structures(seed: int) -> None:
    from tests.areas.indicators.office import TODAY as OFFICE_DAY
    from tests.areas.indicators.office import Office

    office = Office(seed + 100)
    for _ in range(120):
        office.act()
    months = [Month(2026, 3), Month(2025, 11), Month(2025, 4), Month(2024, 8)]
    spans = [Span(month, month, OFFICE_DAY) for month in months]
    spans.append(Span(Month(2024, 3), Month(2025, 10), OFFICE_DAY))
    for span in spans:
        whole = {s: _whole(office.province, s, span) for s in ("then", "now")}
        assert whole["then"] == whole["now"]
        for structure in ("then", "now"):
            for unit in Unit.objects.unscoped(WHY).filter(is_cell=False):
                _adds_up(unit, structure, span)


def _whole(unit: Unit, structure: str, span: Span) -> Facts:
    found = total(measure(places(unit, structure), span).values())
    return {name: number for name, number in found.items() if number}


def _adds_up(unit: Unit, structure: str, span: Span) -> None:
    """Every child's own answer is what its superior says of it, unless it stood elsewhere too."""
    slots: Mapping[str, Facts] = measure(places(unit, structure), span)
    for child in Unit.objects.unscoped(WHY).filter(pk__in=[int(s, 36) for s in slots if s]):
        said = {name: number for name, number in slots[segment(child.pk)].items() if number}
        line = UnitStanding.objects.unscoped(WHY).filter(unit=child)
        stayed = not line.exclude(parent=unit).exists()
        if structure == "now" or stayed:
            assert _whole(child, structure, span) == said, (child.code, structure, span)


def test_a_report_goes_with_its_cell_and_the_work_of_reports_stays_where_it_was_asked() -> None:
    province = a_province(code="T")
    ours, theirs = (a_commune(province, code=code) for code in ("A", "B"))
    moves, merges, heir = a_cell(ours), a_cell(ours), a_cell(theirs)
    for cell in (moves, merges, heir):
        a_report(cell, date(2026, 2, 1), state="accepted")
    a_change("moved", moves, date(2026, 4, 1), theirs)
    a_change("merged", merges, date(2026, 5, 1), heir)
    actions.fold(today=TODAY)
    actor = an_actor("superior", province)

    def told(unit: Unit, structure: str, code: str = "reports.accepted") -> Told:
        unit = Unit.objects.unscoped(WHY).get(pk=unit.pk)
        asked = Asked(actor, unit, Period.parse("2026-02"), TODAY, structure)
        return one_line(asked, code, None)[0].told

    for structure, accepted in (("then", [3, 2, 1, 1]), ("now", [3, 0, 3, 2])):
        units = (province, ours, theirs, heir)
        assert [told(unit, structure).value for unit in units] == accepted, structure
    asked = Asked(actor, province, Period.parse("2026-02"), TODAY, "now")
    below = one_line(asked, "reports.submitted_rate", None)[1]
    assert {row.code: row.told.denominator for row in below} == {"A": 0, "B": 3}
    here = Asked(actor, ours, Period.parse("2026-02"), TODAY)
    for code, words in (("reports.accepted", "0"), ("burden.minutes", "không áp dụng")):
        other = other_structure(here, code)
        assert other is not None
        assert other.words == words
