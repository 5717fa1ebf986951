"""A plan from its first line to its undoing, with the bad days in between."""

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
from chibo.areas.organisation.errors import CannotTakeBack
from chibo.areas.organisation.models import Unit, UnitChange, UnitOrigin, UnitStanding
from chibo.areas.plans import actions, queries
from chibo.areas.plans.drafts import founding, moves
from chibo.areas.plans.errors import (
    PlanNotOpen,
)
from chibo.areas.plans.models import Plan, PlanLine, PlanState
from chibo.areas.tasks.models import Task
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent
from tests.factories import (
    a_cell,
    a_commune,
    a_member,
    a_unit,
    an_account,
)
from tests.factories.plans import a_line, a_plan, approved, submitted

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)
DAY, WHY = date(2026, 11, 1), "a test"


def in_force(drafter: Actor, approver: Actor, plan: Plan) -> Plan:
    return approved(approver, submitted(drafter, plan, NOW), NOW)


def everything() -> list[Any]:
    units = Unit.objects.unscoped(WHY).order_by("code")
    standings = UnitStanding.objects.unscoped(WHY)
    ordered = standings.order_by("unit__code", "starts_on")
    changes = UnitChange.objects.unscoped(WHY).order_by("unit__code", "on", "kind")
    codes = dict(units.values_list("id", "code"))
    facts = ("code", "name", "kind", "is_cell", "parent__code", "founded_on", "ended_before")
    return [
        list(units.values_list(*facts, "heir__code", "cell_type", "place")),
        [
            (codes[s.unit_id], s.starts_on, s.ends_before, codes.get(s.parent_id or 0), s.name,
             s.kind, s.is_cell, len(s.path))
            for s in ordered
        ],
        [
            (c.unit.code, c.kind, c.on, [codes[pk] for pk in c.receivers], c.decision_number,
             c.new_kind, c.new_name, c.has_consent, [codes[pk] for pk in c.made],
             c.caused_by and (c.caused_by.unit.code, c.caused_by.kind))
            for c in changes.select_related("unit", "caused_by__unit")
        ],
        sorted(
            (o.unit.code, codes.get(o.parent_id or 0), o.kind, o.name, o.founded_on)
            for o in UnitOrigin.objects.select_related("unit")
        ),
        list(Stay.objects.unscoped(WHY).order_by("member_id", "starts_on").values_list(
            "member_id", "cell__code", "starts_on", "ends_before", "how")),
        list(Member.objects.unscoped(WHY).order_by("id").values_list("id", "cell__code")),
        list(Task.objects.unscoped(WHY).order_by("id").values_list("id", "unit__code")),
        list(RoleGrant.objects.unscoped(WHY).order_by("id").values_list("id", "ends_before")),
    ]  # fmt: skip


def nothing_broken() -> None:
    assert list(broken_lines()) == []
    assert list(broken_stays()) == []


class TestADistrictIsAbolished:
    @pytest.fixture
    def district(self, province: Unit) -> Unit:
        return a_unit("Đảng bộ huyện Yên Sơn", parent=province, kind="huyen_uy")

    def test_its_communes_go_under_the_province_and_its_own_cell_to_a_commune(
        self, province, district, drafter, approver
    ):
        communes = [
            a_commune(district, f"Đảng bộ xã {n}", founded_on=date(2010, 1, 1)) for n in "ABC"
        ]
        office = a_cell(communes[0], "Chi bộ văn phòng huyện ủy")
        member = a_member(office)
        an_account("secretary", office)
        task = Task.objects.create(unit=office, title="Bàn giao hồ sơ", given_on=DAY)
        new = NewUnit("XA-D", "Đảng bộ xã Yên Sơn", "dang_bo_co_so")
        heir = a_cell(communes[1], "Chi bộ văn phòng xã")
        plan = a_plan(
            drafter,
            district,
            founding(new, province.code, 40),
            *moves([communes[0].code, communes[1].code], province.code),
            a_line("merged", office, heir),
            a_line("moved", heir, "XA-D"),
            a_line("dissolved", district),
            on=DAY,
            now=NOW,
        )
        before = everything()
        outlook = queries.outlook_of(drafter, plan)
        assert outlook.problems == []
        assert [outlook.names[e.unit_id] for e in outlook.ending] == [
            district.name,
            office.name,
        ]
        assert outlook.held.tasks == 1
        assert outlook.held.roles == 1
        assert outlook.going_along == 1
        assert everything() == before, "looking writes nothing"
        in_force(drafter, approver, plan)
        for each in (*communes, office, heir, district):
            each.refresh_from_db()
        assert all(each.parent_id == province.pk for each in communes)
        carried = UnitChange.objects.unscoped(WHY).get(unit=communes[2])
        assert carried.caused_by is not None, "the third commune follows by itself"
        assert district.heir_id == province.pk
        assert heir.parent is not None
        assert heir.parent.code == "XA-D"
        member.refresh_from_db()
        task.refresh_from_db()
        assert member.cell_id == heir.pk
        assert task.unit_id == heir.pk
        assert RoleGrant.objects.unscoped(WHY).get().ends_before == DAY
        nothing_broken()

    def test_undone_as_a_whole_everything_is_as_before(self, province, district, drafter, approver):
        commune, other = a_commune(district, "Đảng bộ xã A"), a_commune(province, "Đảng bộ xã B")
        cells = [a_cell(commune, f"Chi bộ {n}") for n in range(4)]
        for cell in cells:
            a_member(cell)
            an_account("secretary", cell)
            Task.objects.create(unit=cell, title="Việc", given_on=DAY)
        before = everything()
        plan = a_plan(
            drafter,
            district,
            founding(NewUnit("C-MOI", "Chi bộ mới", "chi_bo_truc_thuoc"), other.code, 3),
            a_line("merged", cells[0], cells[1]),
            a_line("moved", cells[2], other),
            a_line("merged", cells[3], "C-MOI"),
            a_line("renamed", commune, new_name="Đảng bộ xã Mới"),
            a_line("dissolved", district),
            on=DAY,
            now=NOW,
        )
        plan = in_force(drafter, approver, plan)
        assert plan.state == PlanState.EXECUTED
        assert everything() != before
        nothing_broken()
        plan = actions.undo(actor=approver, plan_id=plan.pk, version=plan.version, now=NOW)
        assert plan.state == PlanState.UNDONE
        assert everything() == before
        nothing_broken()
        told = AuditEvent.objects.filter(target=f"plan:{plan.pk}").values_list("action", flat=True)
        assert set(told) >= {
            "plan.drafted",
            "plan.submitted",
            "plan.approved",
            "plan.executed",
            "plan.undone",
        }

    def test_it_is_not_undone_while_a_later_decision_builds_on_it(
        self, province, district, drafter, approver
    ):
        commune, other = a_commune(district), a_commune(province, "Đảng bộ xã B")
        cell = a_cell(commune)
        plan = in_force(
            drafter,
            approver,
            a_plan(drafter, district, a_line("moved", cell, other), on=DAY, now=NOW),
        )
        cell.refresh_from_db()
        decide(
            actor=drafter,
            unit_id=cell.pk,
            decision=Decision("renamed", DAY + timedelta(days=2), new_name="Chi bộ thôn Đông Mới"),
            version=cell.version,
            now=NOW,
        )
        with pytest.raises(CannotTakeBack, match="03/11/2026"):
            actions.undo(actor=approver, plan_id=plan.pk, version=plan.version, now=NOW)

    def test_a_single_change_of_it_is_not_taken_back_by_itself(
        self, province, district, drafter, approver
    ):
        other = a_commune(province, "Đảng bộ xã B")
        cell = a_cell(a_commune(district))
        in_force(
            drafter,
            approver,
            a_plan(drafter, district, a_line("moved", cell, other), on=DAY, now=NOW),
        )
        change = UnitChange.objects.unscoped(WHY).decided().get()
        with pytest.raises(CannotTakeBack, match="cả phương án"):
            take_back(actor=drafter, change_id=change.pk, version=1, now=NOW)


class TestADayToCome:
    def test_the_job_carries_it_out_on_its_day_and_once(self, province, drafter, approver):
        commune, other = a_commune(province), a_commune(province, "Đảng bộ xã B")
        cell = a_cell(commune)
        day = date(2026, 12, 31)
        plan = in_force(
            drafter, approver,
            a_plan(drafter, commune, a_line("moved", cell, other), on=day, now=NOW),
        )  # fmt: skip
        assert plan.state == PlanState.APPROVED
        job, on_the_day = operator_actor("chibo"), datetime(2026, 12, 31, 0, 1, tzinfo=ZONE)
        assert actions.execute_due(actor=job, now=on_the_day - timedelta(hours=1)) == []
        with pytest.raises(PlanNotOpen):
            actions.execute(actor=drafter, plan_id=plan.pk, version=plan.version, now=NOW)
        assert actions.execute_due(actor=job, now=on_the_day) == [plan]
        assert actions.execute_due(actor=job, now=on_the_day) == []
        cell.refresh_from_db()
        assert cell.parent_id == other.pk
        assert UnitChange.objects.unscoped(WHY).decided().count() == 1

    def test_a_cell_merged_yesterday_stops_it_and_it_says_what_changed(
        self, province, drafter, approver
    ):
        commune, other = a_commune(province), a_commune(province, "Đảng bộ xã B")
        cell, next_door = a_cell(commune), a_cell(commune, "Chi bộ thôn Đoài")
        day = date(2026, 12, 1)
        plan = in_force(
            drafter, approver,
            a_plan(drafter, commune, a_line("moved", cell, other), on=day, now=NOW),
        )  # fmt: skip
        yesterday = datetime(2026, 11, 30, 10, tzinfo=ZONE)
        decide(
            actor=drafter,
            unit_id=cell.pk,
            decision=Decision("merged", yesterday.date(), (next_door.pk,)),
            version=cell.version,
            now=yesterday,
        )
        job, on_the_day = operator_actor("chibo"), datetime(2026, 12, 1, 0, 1, tzinfo=ZONE)
        assert actions.execute_due(actor=job, now=on_the_day) == []
        assert actions.execute_due(actor=job, now=on_the_day + timedelta(hours=1)) == []
        plan.refresh_from_db()
        assert plan.state == PlanState.APPROVED
        assert "không hoạt động ngày này" in plan.trouble
        acts = [step.act for step in queries.steps_of(drafter, plan)]
        assert acts.count("did_not_fit") == 1, "told once, not every hour"
        told = {"actor": drafter, "plan_id": plan.pk, "now": on_the_day}
        plan = actions.send_back(said="Chi bộ đã sáp nhập", version=plan.version, **told)
        line = PlanLine.objects.get(plan=plan)
        plan = actions.change_line(
            line_id=line.pk,
            line=a_line("moved", next_door, other),
            version=plan.version,
            **told,
        )
        plan = approved(approver, submitted(drafter, plan, on_the_day), on_the_day)
        assert plan.state == PlanState.EXECUTED

    def test_the_hourly_job_looks_after_single_changes_and_plans(self, province, drafter):
        from chibo.jobs.tasks import apply_due_changes

        apply_due_changes(0)
        assert apply_due(actor=drafter, now=NOW) == []


def test_carried_out_as_a_plan_or_line_by_line_the_records_are_the_same(
    province, drafter, approver
):
    """The same decisions, once as one plan and once each by itself, in their order."""
    district = a_unit("Đảng bộ huyện", parent=province, kind="huyen_uy", code="H")
    one, two = a_commune(district, code="X1"), a_commune(province, "Đảng bộ xã B", code="X2")
    cells = [a_cell(one, f"Chi bộ {n}", code=f"C{n}") for n in range(6)]
    for cell in cells:
        a_member(cell)
        Task.objects.create(unit=cell, title="Việc", given_on=DAY)
    new = NewUnit("N0", "Chi bộ mới", "chi_bo_truc_thuoc")
    halves = tuple(NewUnit(f"N{n}", f"Chi bộ nửa {n}", "chi_bo_truc_thuoc") for n in (1, 2))
    before = everything()
    plan = in_force(
        drafter, approver,
        a_plan(
            drafter, province,
            founding(new, "X2", 3),
            a_line("moved", "C5", "X2"),
            a_line("split", "C0", "N1", "N2", new_units=halves),
            a_line("merged", "C1", "C2"),
            a_line("merged", "C2", "C3"),
            a_line("renamed", "C3", new_name="Chi bộ liên thôn"),
            a_line("dissolved", "C4", "C5"),
            a_line("merged", "X1", "X2"),
            a_line("dissolved", "H"),
            on=DAY, now=NOW, number="1-QĐ/TU",
        ),
    )  # fmt: skip
    as_plan = everything()
    nothing_broken()
    actions.undo(actor=approver, plan_id=plan.pk, version=plan.version, now=NOW)
    assert everything() == before

    def one_by_one(kind: str, code: str, *receivers: str, **more: Any) -> None:
        unit = Unit.objects.unscoped(WHY).get(code=code)
        ids = tuple(Unit.objects.unscoped(WHY).get(code=each).pk for each in receivers)
        decision = Decision(kind, DAY, ids, decision_number="1-QĐ/TU", **more)
        decide(actor=drafter, unit_id=unit.pk, decision=decision, version=unit.version, now=NOW)

    number = {"on": DAY, "decision_number": "1-QĐ/TU", "full_members": 3}
    found(actor=drafter, superior_id=two.pk, new=new, now=NOW, **number)
    one_by_one("moved", "C5", "X2")
    one_by_one("split", "C0", new_units=halves)
    one_by_one("merged", "C1", "C2")
    one_by_one("merged", "C2", "C3")
    one_by_one("renamed", "C3", new_name="Chi bộ liên thôn")
    one_by_one("dissolved", "C4", "C5")
    one_by_one("merged", "X1", "X2")
    one_by_one("dissolved", "H")
    for mine, other in zip(as_plan, everything(), strict=True):
        assert mine == other
