"""A plan equals its lines carried out one by one, whatever they are; undone, nothing is left of it.

Small trees with everything that goes along: members, posts, roles, open work, places, meetings. The
profile is chosen by the environment: HYPOTHESIS_PROFILE=thorough draws 200, at random each time.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from chibo.areas.access.models import RoleEnd, RoleGrant
from chibo.areas.access.queries import operator_actor
from chibo.areas.indicators.measures import Structure
from chibo.areas.indicators.queries import indicator_report
from chibo.areas.indicators.recount.lines import broken_lines, broken_stays
from chibo.areas.members.models import Member, Stay
from chibo.areas.organisation.actions import Decision, NewUnit, decide, found
from chibo.areas.organisation.models import (
    SEGMENT,
    Unit,
    UnitChange,
    UnitOrigin,
    UnitStanding,
)
from chibo.areas.places.models import Place
from chibo.areas.plans import actions, queries
from chibo.areas.plans.drafts import LineDraft
from chibo.areas.plans.models import Plan
from chibo.areas.posts.models import Post
from chibo.areas.tasks.models import Task, TaskHandover
from chibo.core.clock import ZONE
from chibo.core.errors import Refused
from chibo.core.periods import Month
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    a_place,
    a_post,
    a_province,
    a_unit,
    an_account,
)
from tests.factories.plans import a_plan, approved, submitted

NOW, WHY = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE), "a test"
DAY = date(2026, 11, 1)
DRAFTER, APPROVER = operator_actor("soạn"), operator_actor("duyệt")
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
EXAMPLES = 200 if THOROUGH else 7
KINDS = ("moved", "merged", "merged", "amalgamated", "split", "dissolved", "upgraded", "founded")
LINES = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 30), st.integers(0, 30), st.booleans()),
    min_size=1,
    max_size=6,
)


class Undone(Exception):
    """The world of one example goes."""


def a_world() -> Unit:
    """A province with a district, four communes and cells, and what hangs on them."""
    province = a_province(code="T")
    district = a_unit("Đảng bộ huyện", parent=province, kind="huyen_uy", code="H")
    communes = [a_commune(district if n < 2 else province, code=f"X{n}") for n in range(4)]
    for n, commune in enumerate(communes):
        a_place(commune, "Thôn 1")
        a_place(commune, f"Thôn Riêng {n}")
    for n in range(7):
        cell = a_cell(communes[n % 4], code=f"C{n}", kind="chi_bo_truc_thuoc")
        people = [a_member(cell, code=f"{n}{m}") for m in range(1 + n % 3)]
        a_post(people[0], "Bí thư")
        a_post(people[-1], "Trưởng thôn", ends_before=date(2027, 1, 1) if n % 2 else None)
        if n > 3:
            a_post(people[0], "Bí thư", communes[n % 4], starts_on=date(2020 + n, 1, 1))
            a_post(people[0], "Cấp ủy viên", communes[(n + 1) % 4])
        an_account("secretary", cell, member=people[0])
        a_task(cell, "Làm theo công văn", source="Công văn 12", origin="call:1")
        a_task(cell, f"Việc riêng {n}")
        a_held_meeting(cell, date(2026, 9, 3))
    return province


def a_task(unit: Unit, title: str, **more: Any) -> None:
    Task.objects.create(unit=unit, title=title, given_on=date(2026, 8, 1), **more)


def drafts(drawn: Sequence[tuple[str, int, int, bool]]) -> list[LineDraft]:
    """Lines about units that are there by then; new ones may be named by later lines."""
    units = {unit.code: unit.is_cell for unit in Unit.objects.unscoped(WHY).order_by("code")}
    found: list[LineDraft] = []
    for number, (kind, one, other, flag) in enumerate(drawn):
        codes = [code for code in sorted(units) if code != "T"]
        code = codes[one % len(codes)]
        alike = [each for each in codes if units[each] == units[code] and each != code] or codes
        bodies = [each for each in sorted(units) if not units[each]]
        receivers = {
            "moved": [bodies[other % len(bodies)]],
            "founded": [bodies[other % len(bodies)]],
            "merged": [alike[other % len(alike)]],
            "dissolved": [alike[other % len(alike)]] if flag else [],
            "split": [alike[other % len(alike)]] if flag else [],
        }.get(kind, [])
        news: list[NewUnit] = []
        if kind in {"amalgamated", "split", "founded"}:
            code_of_new = "chi_bo_truc_thuoc" if units[code] else "dang_bo_co_so"
            news.append(NewUnit(f"M{number}", f"Đơn vị mới {number}", code_of_new))
        line_code = news[0].code if kind == "founded" else code
        named = receivers if kind == "founded" else [*receivers, *(new.code for new in news)]
        found.append(
            LineDraft(
                kind=kind,
                unit_code=line_code,
                receiver_codes=tuple(named),
                new_units=tuple(news),
                has_consent=True,
                full_members=3,
            )
        )
        units |= {new.code: new.kind == "chi_bo_truc_thuoc" for new in news}
    return found


def one_by_one(lines: Sequence[LineDraft]) -> list[LineDraft]:
    """Decide each line on what those before it left; what is refused is left out."""
    kept = []
    for line in lines:
        with suppress(Refused, LookupError), transaction.atomic():
            _decide(line)
            kept.append(line)
    return kept


def _decide(line: LineDraft) -> None:
    units = {unit.code: unit for unit in Unit.objects.unscoped(WHY)}
    receivers = [units[code] for code in line.receiver_codes if code in units]
    if line.kind == "founded":
        found(
            actor=APPROVER, superior_id=receivers[0].pk, new=line.new_units[0], on=DAY,
            decision_number="1-QĐ", full_members=3, now=NOW,
        )  # fmt: skip
        return
    unit = units[line.unit_code]
    decision = Decision(
        kind=line.kind,
        on=DAY,
        receivers=tuple(each.pk for each in receivers),
        new_units=line.new_units,
        decision_number="1-QĐ",
        has_consent=True,
    )
    decide(actor=APPROVER, unit_id=unit.pk, decision=decision, version=unit.version, now=NOW)


def as_plan(lines: Sequence[LineDraft]) -> Plan | None:
    """The same lines as a plan carried out; None where its outlook has a fault."""
    province = Unit.objects.unscoped(WHY).get(parent=None)
    plan = a_plan(DRAFTER, province, *lines, on=DAY, now=NOW, number="1-QĐ")
    outlook = queries.outlook_of(DRAFTER, plan)
    if outlook.problems:
        for problem in outlook.problems:
            event(f"refused as a plan: {problem.code}")
        return None
    return approved(APPROVER, submitted(DRAFTER, plan, NOW), NOW)


def state() -> dict[str, list[Any]]:
    """Everything that a decision about units may touch, by codes and titles."""
    units = Unit.objects.unscoped(WHY).order_by("code")
    codes = dict(units.values_list("id", "code"))
    standings = UnitStanding.objects.unscoped(WHY).order_by("unit__code", "starts_on")
    changes = UnitChange.objects.unscoped(WHY).applied().select_related("unit")
    posts = Post.objects.unscoped(WHY).select_related("followed__unit")
    kept = {
        "units": units.values_list(
            "code", "name", "kind", "parent__code", "founded_on", "ended_before", "heir__code"
        ),
        "standings": (
            (s.unit_id and codes[s.unit_id], s.starts_on, s.ends_before,
             codes.get(s.parent_id or 0), s.kind, s.name)
            for s in standings
        ),
        "changes": sorted(
            (c.unit.code, c.on, c.kind, [codes[pk] for pk in c.receivers], c.caused_by_id is None)
            for c in changes
        ),
        "origins": sorted(
            (codes[o.unit_id], codes.get(o.parent_id or 0), o.kind)
            for o in UnitOrigin.objects.all()
        ),
        "stays": Stay.objects.unscoped(WHY).order_by("member__code", "starts_on").values_list(
            "member__code", "cell__code", "starts_on", "ends_before", "how"
        ),
        "members": [
            (m.code, m.cell.code, m.unit_path == m.cell.path)
            for m in Member.objects.unscoped(WHY).select_related("cell").order_by("code")
        ],
        "posts": sorted(
            (codes[p.unit_id], p.title, p.member_id, p.starts_on, str(p.ends_before),
             p.followed.unit.code if p.followed else "")
            for p in posts
        ),
        "tasks": Task.objects.unscoped(WHY).order_by("id").values_list(
            "id", "title", "unit__code", "state", "joined_to_id", "ended_on"
        ),
        "handovers": sorted(
            TaskHandover.objects.values_list("task_id", "from_unit__code", "on")
        ),
        "roles": RoleGrant.objects.unscoped(WHY).order_by("id").values_list("id", "ends_before"),
        "role ends": sorted(RoleEnd.objects.values_list("grant_id", "on")),
        "places": sorted(
            (p.commune.code, p.kind, p.name, str(p.starts_on), str(p.ends_before),
             p.followed.commune.code if p.followed else "")
            for p in Place.objects.unscoped(WHY).select_related("commune", "followed__commune")
        ),
    }  # fmt: skip
    return {name: list(rows) for name, rows in kept.items()}


def report(code: str, structure: Structure) -> dict[str, Any]:
    return indicator_report(
        actor=APPROVER, unit_code=code, start=Month(2026, 9), end=Month(2026, 11),
        children=True, structure=structure, today=NOW.date(),
    )  # fmt: skip


def figures() -> list[Any]:
    """Under both structures."""
    return [report("T", "then"), report("T", "now")]


def holds_together() -> None:
    """No ring, nobody without a home or in two, and what stands below adds up to what is above."""
    for path in Unit.objects.unscoped(WHY).values_list("path", flat=True):
        parts = [path[at : at + SEGMENT] for at in range(0, len(path), SEGMENT)]
        assert len(set(parts)) == len(parts)
    for day in (date(2026, 9, 30), DAY, NOW.date()):
        homes = Stay.objects.unscoped(WHY).on(day).values_list("member_id", flat=True)
        assert sorted(homes) == sorted(Member.objects.unscoped(WHY).values_list("pk", flat=True))
    structures: tuple[Structure, ...] = ("then", "now")
    for structure in structures:
        above = {each["unit"]: each["indicators"] for each in report("T", structure)["children"]}
        part = report("H", structure)
        for code, told in part["indicators"].items():
            assert "H" not in above or above["H"][code] == told, (structure, code)
            if "numerator" not in told:
                below = (each["indicators"][code]["value"] for each in part["children"])
                assert sum(below) <= told["value"], (structure, code)


@pytest.mark.django_db
def test_a_plan_equals_its_lines_one_by_one_and_undone_leaves_nothing() -> None:
    a_world()
    before = state()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=not THOROUGH,
        phases=[Phase.explicit, Phase.generate] if not THOROUGH else list(Phase),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.nested_given],
    )
    @given(drawn=LINES)
    def holds(drawn: list[tuple[str, int, int, bool]]) -> None:
        with suppress(Undone), transaction.atomic():
            with suppress(Undone), transaction.atomic():
                lines = one_by_one(drafts(drawn))
                expected = {**state(), "figures": figures()}
                raise Undone
            event(f"{len(lines)} lines carried out")
            plan = as_plan(lines) if lines else None
            if plan is not None:
                _same(expected, {**state(), "figures": figures()})
                assert [*broken_lines(), *broken_stays()] == []
                holds_together()
                actions.undo(actor=APPROVER, plan_id=plan.pk, version=plan.version, now=NOW)
                _same(before, state())
            raise Undone

    holds()


def _same(wanted: dict[str, list[Any]], found: dict[str, list[Any]]) -> None:
    for name, rows in wanted.items():
        assert found[name] == rows, name
