"""What goes along with units that end together: work asked of both is joined; no ring of heirs."""

from datetime import date, datetime

import pytest

from chibo.areas.access.queries import operator_actor
from chibo.areas.organisation.actions import Decision, decide, take_back
from chibo.areas.organisation.errors import CannotChangeUnit
from chibo.areas.organisation.models import Unit
from chibo.areas.plans import actions, queries
from chibo.areas.tasks import actions as tasks
from chibo.areas.tasks.models import Task, TaskHandover
from chibo.areas.tasks.queries import notes_of, open_tasks, own_ended_tasks
from chibo.core.clock import ZONE
from tests.factories import a_cell, a_commune, a_province
from tests.factories.plans import a_line, a_plan, approved, submitted

NOW, DAY, WHY = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE), date(2026, 11, 1), "a test"
DRAFTER, APPROVER = operator_actor("soạn"), operator_actor("duyệt")
pytestmark = pytest.mark.django_db


def a_task(unit: Unit, title: str = "Rà soát đảng viên", origin: str = "call:7") -> Task:
    source = "Công văn 12-CV/TU" if origin.startswith("call") else ""
    return Task.objects.create(
        unit=unit, title=title, origin=origin, source=source, given_on=date(2026, 9, 1)
    )


def standing() -> list[tuple[int, str, str, int | None, date | None]]:
    rows = Task.objects.unscoped(WHY).order_by("id")
    return list(rows.values_list("id", "unit__code", "state", "joined_to", "ended_on"))


def test_what_a_paper_asked_of_both_is_done_once_with_all_that_was_written() -> None:
    province = a_province()
    commune = a_commune(province)
    cells = [a_cell(commune, code=f"C{n}") for n in range(4)]
    came, second, own, far = [a_task(cell) for cell in cells]
    asked = [a_task(cell, "Việc của nghị quyết", "resolution:3") for cell in cells[:2]]
    done = a_task(cells[1], "Nộp báo cáo", "call:8")
    tasks.note_progress(actor=DRAFTER, task_id=came.pk, text="Đã rà soát 5 tổ", now=NOW)
    tasks.finish(actor=DRAFTER, task_id=done.pk, result="Đã nộp", now=NOW)
    tasks.note_progress(actor=DRAFTER, task_id=own.pk, text="Đang làm", now=NOW)
    before = standing()
    lines = [a_line("merged", cells[1], cells[2]), a_line("merged", cells[0], cells[2])]
    plan = a_plan(DRAFTER, province, *lines, on=DAY, now=NOW)

    plan = approved(APPROVER, submitted(DRAFTER, plan, NOW), NOW)

    receiver = Unit.objects.unscoped(WHY).get(code="C2")
    assert [row.task.pk for row in open_tasks(DRAFTER, receiver, NOW.date())] == [
        own.pk,
        *(task.pk for task in asked),
    ]
    told = {row[0]: row[1:] for row in standing()}
    assert told[came.pk] == told[second.pk] == ("C2", "joined", own.pk, DAY)
    assert told[far.pk] == ("C3", "open", None, None)
    assert told[done.pk][0] == "C1"
    assert [note.text for note in notes_of(DRAFTER, own)] == ["Đã rà soát 5 tổ", "Đang làm"]
    assert own_ended_tasks(DRAFTER) == [done]
    actions.undo(actor=APPROVER, plan_id=plan.pk, version=plan.version, now=NOW)
    assert standing() == before
    assert not TaskHandover.objects.exists()


def test_who_comes_first_keeps_the_work_where_the_receiver_had_none() -> None:
    commune = a_commune(a_province())
    first, second, receiver = [a_cell(commune, code=f"C{n}") for n in range(3)]
    kept, joined = a_task(second), a_task(first)
    changes = [
        decide(
            actor=APPROVER,
            unit_id=unit.pk,
            decision=Decision("merged", DAY, (receiver.pk,)),
            version=unit.version,
            now=NOW,
        )
        for unit in (second, first)
    ]
    assert [(row[0], row[3]) for row in standing()] == [(kept.pk, None), (joined.pk, kept.pk)]
    take_back(actor=APPROVER, change_id=changes[1].pk, version=1, now=NOW)
    assert [row[1:4] for row in standing()] == [("C2", "open", None), ("C0", "open", None)]


def test_two_that_would_take_over_from_each_other_on_a_day_are_refused() -> None:
    commune = a_commune(a_province())
    one, other = a_cell(commune), a_cell(commune)
    decision = Decision("merged", DAY, (other.pk,))
    decide(actor=APPROVER, unit_id=one.pk, decision=decision, version=one.version, now=NOW)
    other.refresh_from_db()
    with pytest.raises(CannotChangeUnit, match="không hợp với quá trình"):
        decide(
            actor=APPROVER,
            unit_id=other.pk,
            decision=Decision("merged", DAY, (one.pk,)),
            version=other.version,
            now=NOW,
        )


def test_a_unit_moved_on_the_day_it_ends_is_told_which_of_the_two_to_keep() -> None:
    province = a_province()
    one, other = a_commune(province), a_commune(province)
    cell, receiver = a_cell(one, "Chi bộ Một"), a_cell(other)
    lines = [a_line("moved", cell, other), a_line("merged", cell, receiver)]
    plan = a_plan(DRAFTER, province, *lines, on=DAY, now=NOW)
    (problem,) = queries.outlook_of(DRAFTER, plan).problems
    assert (problem.code, problem.position) == ("ends_that_day", 0)
    assert "“Chi bộ Một” kết thúc ngay trong ngày này" in problem.sentence
