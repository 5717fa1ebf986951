"""What is wrong with a plan is said before anybody approves it."""

from datetime import date, datetime

import pytest

from chibo.areas.access.queries import operator_actor
from chibo.areas.organisation.actions import (
    NewUnit,
)
from chibo.areas.organisation.models import Unit
from chibo.areas.plans import actions, queries
from chibo.areas.plans.drafts import LineDraft, founding, moves
from chibo.areas.plans.errors import (
    BadPlan,
    PlanDoesNotFit,
)
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from tests.factories import (
    a_cell,
    a_commune,
    a_member,
    a_province,
    a_unit,
)
from tests.factories.plans import a_line, a_plan, submitted

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
DAY = date(2026, 11, 1)


class TestWhatIsWrongIsSaidBeforeAnybodyApproves:
    def look(self, drafter: Actor, body: Unit, *lines: LineDraft, on: date = DAY) -> list[str]:
        plan = a_plan(drafter, body, *lines, on=on, now=NOW)
        return [each.code for each in queries.outlook_of(drafter, plan).problems]

    def test_members_without_a_cell_keep_it_from_being_handed_in(self, province, drafter):
        commune = a_commune(province)
        cell = a_cell(commune)
        a_member(cell)
        plan = a_plan(drafter, province, a_line("dissolved", cell), on=DAY, now=NOW)
        (problem,) = queries.outlook_of(drafter, plan).problems
        assert problem.code == "no_cell"
        with pytest.raises(BadPlan, match="không còn chi bộ"):
            submitted(drafter, plan, NOW)

    def test_a_merger_of_the_cell_in_the_same_plan_gives_them_one(self, province, drafter):
        commune = a_commune(province)
        cell, other = a_cell(commune), a_cell(commune, "Chi bộ thôn Đoài")
        a_member(cell)
        assert self.look(drafter, province, a_line("merged", cell, other)) == []

    def test_an_unknown_code_a_taken_code_a_line_twice(self, province, drafter):
        commune = a_commune(province)
        cell = a_cell(commune)
        assert self.look(drafter, province, a_line("moved", cell, "XYZ")) == ["unknown_unit"]
        taken = founding(NewUnit(cell.code, "Chi bộ Nữa", "chi_bo_truc_thuoc"), commune.code, 3)
        assert self.look(drafter, province, taken) == ["code_taken"]
        line = a_line("renamed", cell, new_name="Chi bộ Tên Mới")
        assert self.look(drafter, province, line, line) == ["said_twice"]
        assert self.look(drafter, province) == []

    def test_units_may_not_stand_in_a_ring(self, province, drafter):
        one = a_commune(province)
        two = a_unit("Đảng bộ bộ phận", parent=one, kind="dang_bo_bo_phan")
        assert "ring" in self.look(drafter, province, a_line("moved", one, two))

    def test_the_regulation_of_the_day_is_held_against_each_line(self, province, drafter):
        commune = a_commune(province)
        new = NewUnit("C-9", "Chi bộ thôn Chín", "chi_bo_truc_thuoc")
        plan = a_plan(drafter, province, founding(new, commune.code, 2), on=DAY, now=NOW)
        (problem,) = queries.outlook_of(drafter, plan).problems
        assert problem.code == "too_few_to_found"
        assert problem.source is not None

    def test_a_unit_the_approving_body_does_not_answer_for(self, province, drafter):
        far = a_province("Đảng bộ tỉnh Khác")
        operator = operator_actor("chibo")
        cell = a_cell(a_commune(province))
        plan = a_plan(operator, province, a_line("moved", cell, far), on=DAY, now=NOW)
        codes = [each.code for each in queries.outlook_of(operator, plan).problems]
        assert "outside" in codes

    def test_sizes_before_and_after_stand_side_by_side(self, province, drafter):
        commune = a_commune(province)
        cell, other = a_cell(commune), a_cell(commune, "Chi bộ thôn Đoài")
        for _ in range(2):
            a_member(cell)
            a_member(other)
        plan = a_plan(drafter, province, a_line("merged", cell, other), on=DAY, now=NOW)
        sized = {s.unit_id: s for s in queries.outlook_of(drafter, plan).sized}
        assert [f.code for f in sized[other.pk].faults_before] == ["small_cell"]
        assert sized[other.pk].faults_after == ()
        assert sized[other.pk].after is not None
        assert sized[other.pk].after.members == 4

    def test_a_committee_that_loses_a_cell_falls_below_its_size(self, province, drafter):
        one, two = a_commune(province), a_commune(province, "Đảng bộ xã B")
        cell, stays = a_cell(one), a_cell(one, "Chi bộ ở lại")
        for _ in range(20):
            a_member(cell)
            a_member(stays)
        plan = a_plan(drafter, province, a_line("moved", cell, two), on=DAY, now=NOW)
        sized = {s.unit_id: s for s in queries.outlook_of(drafter, plan).sized}
        assert [f.code for f in sized[one.pk].faults_before] == []
        assert [f.code for f in sized[one.pk].faults_after] == ["small_committee"]
        assert (sized[one.pk].before.members, sized[one.pk].after.members) == (40, 20)
        assert (sized[two.pk].before.members, sized[two.pk].after.members) == (0, 20)

    def test_handed_in_as_it_was_looked_at_and_not_otherwise(self, province, drafter):
        commune = a_commune(province)
        plan = a_plan(
            drafter,
            province,
            a_line("renamed", commune, new_name="Đảng bộ xã Mới"),
            on=DAY,
            now=NOW,
        )
        with pytest.raises(PlanDoesNotFit):
            actions.submit(
                actor=drafter, plan_id=plan.pk, seen="khac", version=plan.version, now=NOW
            )

    def test_the_look_ups_do_not_grow_with_the_lines(
        self, province, drafter, django_assert_num_queries
    ):
        one, two = a_commune(province), a_commune(province, "Đảng bộ xã B")
        cells = [a_cell(one, f"Chi bộ {n}") for n in range(30)]
        for cell in cells[::3]:
            a_member(cell)
        few = a_plan(drafter, province, *moves([cells[0].code], two.code), on=DAY, now=NOW)
        many = a_plan(drafter, province, *moves([c.code for c in cells], two.code), on=DAY, now=NOW)
        for plan in (few, many):
            with django_assert_num_queries(19):
                queries.outlook_of(drafter, plan)
