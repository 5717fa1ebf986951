"""Two people answer for a plan: who drafted it does not approve it."""

from datetime import date, datetime

import pytest

from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.plans import actions, queries
from chibo.areas.plans.errors import (
    BadPlan,
    NotTheSamePerson,
    PlanNotOpen,
)
from chibo.areas.plans.models import Plan, PlanState
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from tests.factories import (
    a_cell,
    a_commune,
    a_province,
    an_actor,
)
from tests.factories.plans import a_line, a_plan, approved, submitted

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
DAY, WHY = date(2026, 11, 1), "a test"


class TestTwoPeopleAnswerForIt:
    @pytest.fixture
    def plan(self, province: Unit, drafter: Actor) -> Plan:
        commune, other = a_commune(province), a_commune(province, "Đảng bộ xã B")
        return a_plan(drafter, commune, a_line("moved", a_cell(commune), other), on=DAY, now=NOW)

    def test_who_drafted_it_does_not_approve_it_even_with_the_role(self, province, plan, drafter):
        both = an_actor("superior", province, account_id=11)
        with pytest.raises(NotTheSamePerson):
            approved(both, submitted(drafter, plan, NOW), NOW)

    def test_nor_does_one_who_only_wrote_a_line_of_it(self, province, plan, drafter):
        helper = an_actor("clerk", province, account_id=13)
        line = a_line("renamed", plan.body, new_name="Đảng bộ xã Tên Mới")
        plan = actions.add_lines(
            actor=helper, plan_id=plan.pk, lines=[line], version=plan.version, now=NOW
        )
        plan = submitted(drafter, plan, NOW)
        with pytest.raises(NotTheSamePerson):
            approved(an_actor("superior", province, account_id=13), plan, NOW)

    def test_the_body_itself_does_not_approve_its_own_plan(self, plan, drafter):
        own = an_actor("superior", plan.body, account_id=14)
        with pytest.raises(NotAllowed):
            approved(own, submitted(drafter, plan, NOW), NOW)

    def test_two_approvers_at_once_one_wins_and_the_other_is_told(self, plan, drafter, approver):
        plan = submitted(drafter, plan, NOW)
        seen = queries.outlook_of(approver, plan).digest
        told = {"plan_id": plan.pk, "seen": seen, "version": plan.version, "now": NOW}
        actions.approve(actor=approver, **told)
        other = an_actor("superior", plan.body.parent, account_id=15)
        with pytest.raises(ChangedMeanwhile):
            actions.approve(actor=other, **told)
        assert UnitChange.objects.unscoped(WHY).decided().count() == 1

    def test_sent_back_it_is_written_on_and_handed_in_again(self, plan, drafter, approver):
        plan = submitted(drafter, plan, NOW)
        told = {"actor": approver, "plan_id": plan.pk, "version": plan.version, "now": NOW}
        with pytest.raises(BadPlan):
            actions.send_back(said=" ", **told)
        plan = actions.send_back(said="Thiếu chi bộ thôn Đoài", **told)
        assert plan.state == PlanState.DRAFT
        assert approved(approver, submitted(drafter, plan, NOW), NOW).state == PlanState.EXECUTED
        acts = [step.act for step in queries.steps_of(approver, plan)]
        assert acts == ["drafted", "submitted", "returned", "submitted", "approved", "executed"]

    def test_a_withdrawn_plan_is_over(self, plan, drafter, approver):
        told = {"actor": drafter, "plan_id": plan.pk, "now": NOW}
        plan = actions.withdraw(version=plan.version, **told)
        with pytest.raises(PlanNotOpen):
            actions.add_lines(lines=[], version=plan.version, **told)

    def test_another_province_s_plan_is_not_there(self, plan):
        stranger = an_actor("superior", a_province("Đảng bộ tỉnh Khác"), account_id=16)
        with pytest.raises(NotThere):
            queries.get_plan(stranger, plan.pk)

    def test_units_outside_the_drafter_s_reach_are_not_taken_in(self, plan, province):
        clerk = an_actor("clerk", plan.body, account_id=17)
        neighbour = a_cell(a_commune(province, "Đảng bộ xã Bên"))
        with pytest.raises(NotAllowed):
            actions.add_lines(
                actor=clerk,
                plan_id=plan.pk,
                lines=[a_line("moved", neighbour, plan.body)],
                version=plan.version,
                now=NOW,
            )
