"""Decisions about units, from founding to dissolution, and taking them back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chibo.areas.access.models import RoleGrant
from chibo.areas.access.queries import operator_actor
from chibo.areas.indicators.recount.lines import broken_lines, broken_stays
from chibo.areas.members.models import Member, Stay
from chibo.areas.organisation.actions import (
    Decision,
    NewUnit,
    apply_due,
    decide,
    found,
    take_back,
)
from chibo.areas.organisation.errors import CannotChangeUnit, CannotTakeBack
from chibo.areas.organisation.models import Unit, UnitChange, UnitStanding
from chibo.areas.tasks.models import Task
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.core.periods import FOREVER
from tests.factories import a_cell, a_commune, a_member, a_province, a_unit, an_account, an_actor

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
DAY, WHY = date(2026, 10, 1), "a test"


@pytest.fixture
def province(db: None) -> Unit:
    return a_province()


@pytest.fixture
def clerk(province: Unit) -> Actor:
    return an_actor("clerk", province)


def carried_out(actor: Actor, unit: Unit, kind: str, *receivers: Unit, **more: Any) -> UnitChange:
    unit.refresh_from_db()
    wanted = {"on": DAY, "decision_number": "15-QĐ/TU", **more}
    decision = Decision(kind=kind, receivers=tuple(each.pk for each in receivers), **wanted)
    change = decide(actor=actor, unit_id=unit.pk, decision=decision, version=unit.version, now=NOW)
    for each in (unit, *receivers):
        each.refresh_from_db()
    return change


def everything() -> list[Any]:
    units = Unit.objects.unscoped(WHY).order_by("id")
    standings = UnitStanding.objects.unscoped(WHY).order_by("unit_id", "starts_on")
    return [
        list(units.values("code", "name", "kind", "path", "parent", "ended_before", "heir")),
        list(standings.values("unit", "starts_on", "ends_before", "path", "name", "kind")),
        list(Stay.objects.unscoped(WHY).order_by("member_id", "starts_on").values_list(
            "member", "cell", "starts_on", "ends_before", "how")),
        list(Member.objects.unscoped(WHY).order_by("id").values_list("cell", "unit_path")),
        list(Task.objects.unscoped(WHY).order_by("id").values_list("unit", "state")),
        list(RoleGrant.objects.unscoped(WHY).order_by("id").values_list("unit", "ends_before")),
        UnitChange.objects.unscoped(WHY).count(),
    ]  # fmt: skip


def holds() -> None:
    assert [*broken_lines(), *broken_stays()] == []


class TestDeciding:
    def test_the_highest_body_merged_into_a_part_of_it_leaves_its_place_to_that_part(
        self, province: Unit
    ) -> None:
        one, other = (a_commune(province, name) for name in ("Đảng ủy xã Đông", "Đảng ủy xã Tây"))
        a_member(a_cell(other))
        clerk, before = operator_actor("kiểm thử"), everything()
        done = carried_out(clerk, province, "merged", one)
        other.refresh_from_db()
        assert (one.parent_id, other.parent_id) == (None, one.pk)
        assert other.path.startswith(one.path)
        holds()
        with pytest.raises(CannotChangeUnit):
            carried_out(clerk, one, "merged", a_cell(other))
        take_back(actor=clerk, change_id=done.pk, version=1, now=NOW)
        assert Unit.objects.unscoped(WHY).filter(kind="chi_bo_truc_thuoc").count() == 2
        assert everything()[0][:3] == before[0][:3]
        holds()

    def test_a_merged_cell_s_people_work_and_roles_go_along_and_come_back(
        self, province: Unit, clerk: Actor
    ) -> None:
        commune = a_commune(province)
        cell, other = a_cell(commune), a_cell(commune, "Chi bộ thôn Đoài")
        member = a_member(cell)
        gone = a_member(cell, state="deceased", state_on=date(2025, 1, 1))
        task = Task.objects.create(unit=cell, title="Sửa đường", given_on=date(2026, 9, 1))
        account = an_account("secretary", cell)
        before = everything()
        change = carried_out(clerk, cell, "merged", other)
        assert (cell.heir, cell.ended_before) == (other, DAY)
        member.refresh_from_db()
        assert (member.cell, member.unit_path) == (other, other.path)
        gone.refresh_from_db()
        assert gone.cell == cell
        task.refresh_from_db()
        assert task.unit == other
        assert account.grants.unscoped(WHY).get().ends_before == DAY  # type: ignore[attr-defined]
        ended, trail = AuditEvent.objects.order_by("pk")
        assert (trail.action, trail.changes["decision"]) == ("unit.changed", "15-QĐ/TU")
        assert (ended.action, ended.target) == ("role.ended", f"account:{account.pk}")
        assert ended.changes["ends_before"] == [None, str(DAY)]
        assert ended.account_id == clerk.account_id
        holds()
        back = take_back(actor=clerk, change_id=change.pk, version=change.version, now=NOW)
        assert back == cell
        assert AuditEvent.objects.filter(action="role.given_back").exists()
        assert everything() == before
        holds()

    def test_a_commune_is_dissolved_and_its_cells_stand_below_the_superior(
        self, province: Unit, clerk: Actor
    ) -> None:
        commune = a_commune(province)
        cell = a_cell(commune)
        member = a_member(cell)
        carried_out(clerk, commune, "dissolved")
        cell.refresh_from_db()
        member.refresh_from_db()
        assert cell.parent == province
        assert member.unit_path == cell.path == province.path + cell.path[-5:]
        holds()

    def test_thirty_members_make_a_committee_the_unit_and_its_people_stay(
        self, province: Unit, clerk: Actor
    ) -> None:
        cell = a_cell(province, "Chi bộ Bệnh viện", kind="chi_bo_co_so")
        for _ in range(29):
            a_member(cell)
        with pytest.raises(CannotChangeUnit, match=r"Có 29 đảng viên.*từ 30.*QĐ 208-QĐ/TW"):
            carried_out(clerk, cell, "upgraded", new_name="Đảng bộ Bệnh viện")
        a_member(cell)
        carried_out(clerk, cell, "upgraded", new_name="Đảng bộ Bệnh viện")
        assert (cell.kind, cell.name) == ("dang_bo_co_so", "Đảng bộ Bệnh viện")
        assert Member.objects.unscoped(WHY).filter(cell=cell).count() == 30
        holds()

    def test_fewer_with_the_superior_s_written_consent(self, province: Unit, clerk: Actor) -> None:
        cell = a_cell(province, kind="chi_bo_co_so")
        change = carried_out(clerk, cell, "upgraded", has_consent=True)
        assert change.has_consent
        assert cell.kind == "dang_bo_co_so"

    def test_a_split_makes_the_new_units_and_the_first_takes_over(
        self, province: Unit, clerk: Actor
    ) -> None:
        commune = a_commune(province)
        cell = a_cell(commune, founded_on=date(2010, 1, 1))
        member = a_member(cell)
        before = everything()
        made = tuple(NewUnit(f"M{n}", f"Chi bộ thôn {n}", "chi_bo_truc_thuoc") for n in (1, 2))
        change = carried_out(clerk, cell, "split", new_units=made)
        first, second = (Unit.objects.unscoped(WHY).get(code=code) for code in ("M1", "M2"))
        member.refresh_from_db()
        assert member.cell == first == cell.heir
        assert second.founded_on == DAY
        assert change.made == [first.pk, second.pk]
        holds()
        a_member(second, joined_on=date(2026, 10, 20), full_on=None)
        with pytest.raises(CannotTakeBack, match="Đơn vị mới lập đã có"):
            take_back(actor=clerk, change_id=change.pk, version=1, now=NOW)
        Stay.objects.unscoped(WHY).filter(cell=second).delete()
        Member.objects.unscoped(WHY).filter(cell=second).delete()
        take_back(actor=clerk, change_id=change.pk, version=1, now=NOW)
        assert everything() == before

    def test_a_cell_is_founded_with_three_full_members(self, province: Unit, clerk: Actor) -> None:
        commune = a_commune(province)
        new = NewUnit("CB9", "Chi bộ thôn Mới", "chi_bo_truc_thuoc", "village", ("Thôn Mới",))
        told = {"superior_id": commune.pk, "new": new, "on": DAY, "decision_number": "1-QĐ/ĐU"}
        with pytest.raises(CannotChangeUnit, match=r"Có 2 đảng viên chính thức.*ít nhất 3"):
            found(actor=clerk, **told, full_members=2, now=NOW)
        unit = found(actor=clerk, **told, full_members=3, now=NOW)
        assert (unit.parent, unit.founded_on, unit.is_cell) == (commune, DAY, True)
        change = UnitChange.objects.unscoped(WHY).get()
        assert take_back(actor=clerk, change_id=change.pk, version=1, now=NOW) == commune
        assert not Unit.objects.unscoped(WHY).filter(code="CB9").exists()
        holds()

    def test_a_kind_stands_only_where_the_regulation_of_the_day_lets_it(
        self, province: Unit, clerk: Actor
    ) -> None:
        commune, other = a_commune(province), a_commune(province)
        with pytest.raises(CannotChangeUnit, match="không đứng dưới"):
            carried_out(clerk, commune, "moved", other)

    def test_a_decision_entered_late_takes_its_place(self, province: Unit, clerk: Actor) -> None:
        one, two, three = (a_commune(province) for _ in range(3))
        cell = a_cell(one)
        carried_out(clerk, cell, "moved", two, on=date(2026, 9, 1))
        carried_out(clerk, cell, "moved", three, on=date(2026, 3, 1))
        rows = UnitStanding.objects.unscoped(WHY).filter(unit=cell).order_by("starts_on")
        assert [row.parent for row in rows] == [one, three, two]
        assert cell.parent == two

    def test_a_split_entered_late_makes_units_where_the_unit_stood_then(
        self, province: Unit, clerk: Actor
    ) -> None:
        """Not below the superior of today, which was not there yet."""
        old = a_commune(province)
        cell = a_cell(old)
        founded = NewUnit("XA", "Đảng ủy xã mới", old.kind)
        carried_out(clerk, old, "amalgamated", new_units=(founded,))
        parts = tuple(NewUnit(f"CB{n}", f"Chi bộ {n}", cell.kind) for n in "12")
        carried_out(clerk, cell, "split", on=date(2026, 5, 1), new_units=parts)
        rows = UnitStanding.objects.unscoped(WHY).filter(unit__code="CB1").order_by("starts_on")
        new = Unit.objects.unscoped(WHY).get(code="XA")
        assert [(row.starts_on, row.parent_id) for row in rows] == [
            (date(2026, 5, 1), old.pk),
            (DAY, new.pk),
        ]
        holds()

    def test_who_was_taken_along_before_standing_there_follows_what_comes_late(
        self, province: Unit, clerk: Actor
    ) -> None:
        """Made below a unit whose end before that day was entered later, its move later still."""
        old, above = a_commune(province), a_unit(parent=province, kind="cap_tren_truc_tiep")
        cell = a_cell(old)
        parts = tuple(NewUnit(f"CB{n}", f"Chi bộ {n}", cell.kind) for n in "12")
        carried_out(clerk, cell, "split", new_units=parts)
        carried_out(clerk, old, "dissolved", on=date(2026, 9, 1))
        carried_out(clerk, old, "moved", above, on=date(2026, 8, 1))
        assert Unit.objects.unscoped(WHY).get(code="CB1").parent == above
        holds()


class TestRefusing:
    def test_members_are_not_left_without_a_cell(self, province: Unit, clerk: Actor) -> None:
        cell = a_cell(a_commune(province))
        a_member(cell)
        with pytest.raises(CannotChangeUnit, match="còn 1 đảng viên"):
            carried_out(clerk, cell, "dissolved")

    @pytest.mark.parametrize("kind", ["merged", "amalgamated", "split", "moved"])
    def test_what_needs_a_receiver(self, province: Unit, clerk: Actor, kind: str) -> None:
        with pytest.raises(CannotChangeUnit, match="phải có đơn vị nhận"):
            carried_out(clerk, a_cell(a_commune(province)), kind)

    def test_a_receiver_that_was_not_there_and_a_ring(self, province: Unit, clerk: Actor) -> None:
        commune = a_commune(province)
        cell, late = a_cell(commune), a_cell(commune, founded_on=date(2026, 11, 1))
        before = everything()
        with pytest.raises(CannotChangeUnit, match="không hợp với quá trình"):
            carried_out(clerk, cell, "merged", late)
        assert everything() == before

    def test_only_body_level_roles_and_only_where_they_reach(
        self, province: Unit, clerk: Actor
    ) -> None:
        commune, other = a_commune(province), a_commune(province)
        cell = a_cell(commune)
        with pytest.raises(NotAllowed):
            carried_out(an_actor("superior", province), cell, "moved", other)
        with pytest.raises(NotThere):
            carried_out(an_actor("clerk", commune), cell, "moved", other)

    def test_two_at_once_one_wins(self, province: Unit, clerk: Actor) -> None:
        cell = a_cell(a_commune(province))
        carried_out(clerk, cell, "renamed", new_name="Chi bộ Một")
        decision = Decision(kind="renamed", on=DAY + timedelta(days=1), new_name="Chi bộ Hai")
        with pytest.raises(ChangedMeanwhile):
            decide(actor=clerk, unit_id=cell.pk, decision=decision, version=1, now=NOW)

    def test_what_something_depends_on_is_not_taken_back(
        self, province: Unit, clerk: Actor
    ) -> None:
        commune = a_commune(province)
        cell, other, third = (a_cell(commune) for _ in range(3))
        first = carried_out(clerk, cell, "merged", other)
        carried_out(clerk, other, "merged", third, on=date(2026, 11, 1))
        with pytest.raises(CannotTakeBack, match="01/11/2026"):
            take_back(actor=clerk, change_id=first.pk, version=1, now=NOW)
        carried = a_commune(province)
        inner = a_cell(carried)
        dissolved = carried_out(clerk, carried, "dissolved")
        caused = UnitChange.objects.unscoped(WHY).get(unit=inner)
        assert caused.caused_by == dissolved
        with pytest.raises(CannotTakeBack, match="đi theo biến động"):
            take_back(actor=clerk, change_id=caused.pk, version=1, now=NOW)


class TestWaiting:
    def test_a_change_of_a_day_to_come_waits_and_then_comes_about_once(
        self, province: Unit, clerk: Actor
    ) -> None:
        commune = a_commune(province)
        cell, other = a_cell(commune), a_cell(commune)
        member = a_member(cell)
        coming = date(2026, 12, 1)
        change = carried_out(clerk, cell, "merged", other, on=coming)
        assert change.state == "planned"
        assert cell.ended_before is None
        operator = operator_actor("chibo")
        assert apply_due(actor=operator, now=NOW) == []
        later = datetime(2026, 12, 1, 0, 5, tzinfo=ZONE)
        assert apply_due(actor=operator, now=later) == [change]
        assert apply_due(actor=operator, now=later) == []
        cell.refresh_from_db()
        assert cell.heir == other
        last = Stay.objects.unscoped(WHY).get(member=member, ends_before=FOREVER)
        assert (last.cell, last.starts_on, last.how) == (other, coming, "followed")
        holds()

    def test_one_that_no_longer_fits_stays_waiting_and_the_trail_says_so(
        self, province: Unit, clerk: Actor
    ) -> None:
        commune = a_commune(province)
        cell, other = a_cell(commune), a_cell(commune)
        carried_out(clerk, cell, "merged", other, on=date(2026, 12, 1))
        carried_out(clerk, cell, "merged", other, on=date(2026, 11, 1))
        later = datetime(2026, 12, 1, 0, 5, tzinfo=ZONE)
        assert apply_due(actor=operator_actor("chibo"), now=later) == []
        assert AuditEvent.objects.filter(action="unit.change_did_not_fit").exists()
        assert UnitChange.objects.unscoped(WHY).filter(state="planned").count() == 1
        holds()
