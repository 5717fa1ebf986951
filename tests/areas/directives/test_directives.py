"""A paper from above: entered once, asked of many cells, followed until every cell has done it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from chibo.areas.directives import actions, queries
from chibo.areas.directives.actions import Asked, Paper
from chibo.areas.directives.errors import BadDirective
from chibo.areas.directives.models import Call, Directive
from chibo.areas.directives.rules import Progress
from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.meetings.actions import prepare
from chibo.areas.meetings.queries import agenda_of
from chibo.areas.tasks import actions as tasks
from chibo.areas.tasks.actions import Duty, Review
from chibo.areas.tasks.errors import BadTask
from chibo.areas.tasks.models import Task
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_member, a_province, a_unit, an_actor

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 3, 2)
MARCH = Month(2026, 3)


def at(day: date = TODAY, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def paper(**more) -> Paper:
    known = {
        "kind": "CT",
        "number": "05-CT/TW",
        "issuer": "Bộ Chính trị",
        "issued_on": date(2016, 5, 15),
        "title": "Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    }
    return Paper(**{**known, **more})


class Commune:
    """A commune committee with cells, and those who work there."""

    def __init__(self, cells=3):
        self.unit = a_commune()
        self.cells = [a_cell(self.unit, f"Chi bộ thôn {n}") for n in range(1, cells + 1)]
        self.clerk = an_actor("clerk", self.unit)
        self.superior = an_actor("superior", self.unit)

    def entered(self, **more) -> Directive:
        return actions.enter(actor=self.clerk, unit_id=self.unit.pk, paper=paper(**more), now=at())

    def asked(self, directive=None, **more) -> Call:
        known = {"title": "Đăng ký việc làm theo", "due_on": date(2026, 3, 31)}
        return actions.ask(
            actor=self.clerk,
            directive_id=(directive or self.entered()).pk,
            asked=Asked(**{**known, **more}),
            now=at(),
        )

    def secretary(self, number):
        return an_actor("secretary", self.cells[number])

    def progress(self, call, today=TODAY):
        directive = queries.get_directive(self.superior, call.directive_id)
        rows = queries.cells_of(self.superior, directive, self.unit, today)
        return [(w.task.unit.name, w.progress) for w in queries.told(directive, rows)]


@pytest.fixture
def ours():
    return Commune()


def tasks_of(call):
    return list(Task.objects.unscoped("test").filter(origin=call.ref).order_by("unit__path"))


def test_a_paper_asks_every_cell_once_and_each_task_keeps_number_day_and_issuer(ours):
    call = ours.asked()
    given = tasks_of(call)
    assert [task.unit for task in given] == ours.cells
    assert {task.source for task in given} == {"05-CT/TW, 15/05/2016, Bộ Chính trị"}
    assert {task.due_on for task in given} == {date(2026, 3, 31)}
    event = AuditEvent.objects.get(action="directive.asked")
    assert event.changes["cells"] == [cell.code for cell in ours.cells]


def test_the_superior_sees_which_cells_carried_it_out_and_who_must_be_reminded(ours):
    call = ours.asked()
    first, second, _third = tasks_of(call)
    done = ours.secretary(0)
    tasks.finish(actor=done, task_id=first.pk, result="Đã gửi 12 bản đăng ký.", now=at())
    tasks.note_progress(actor=ours.secretary(1), task_id=second.pk, text="Đang làm.", now=at())
    assert ours.progress(call) == [
        ("Chi bộ thôn 3", Progress.UNTOUCHED),
        ("Chi bộ thôn 2", Progress.RUNNING),
        ("Chi bộ thôn 1", Progress.DONE),
    ]
    later = date(2026, 4, 1)
    assert [step for _name, step in ours.progress(call, later)] == ["overdue", "overdue", "done"]
    directive = queries.get_directive(ours.superior, call.directive_id)
    said = queries.find_reminder(ours.superior, directive, later)
    assert said is not None
    assert "05-CT/TW ngày 15/05/2016" in said
    assert "(hạn 31/03/2026): Chi bộ thôn 2; Chi bộ thôn 3." in said
    assert queries.find_reminder(ours.superior, directive, date(2026, 3, 31)) is None


def test_done_after_the_deadline_counts_as_done_and_says_so(ours):
    call = ours.asked(due_on=date(2026, 3, 5))
    tasks.finish(
        actor=ours.secretary(0),
        task_id=tasks_of(call)[0].pk,
        result="Đã gửi.",
        now=at(date(2026, 3, 9)),
    )
    directive = queries.get_directive(ours.superior, call.directive_id)
    rows = queries.cells_of(ours.superior, directive, ours.unit, date(2026, 3, 10), "done")
    (work,) = queries.told(directive, rows)
    assert (work.progress, work.late) == (Progress.DONE, True)


def test_only_some_kinds_of_cells_or_chosen_branches_are_asked():
    province = a_province()
    commune, other = a_commune(province), a_commune(province, "Đảng ủy xã Khác")
    village = a_cell(commune)
    school = a_cell(commune, "Chi bộ trường", cell_type="school")
    away = a_cell(other, "Chi bộ xã khác")
    clerk = an_actor("clerk", province)
    row = actions.enter(actor=clerk, unit_id=province.pk, paper=paper(), now=at())

    def units(**narrow):
        asked = Asked(title="Báo cáo", **narrow)
        call = actions.ask(actor=clerk, directive_id=row.pk, asked=asked, now=at())
        return {task.unit for task in tasks_of(call)}

    assert units() == {village, school, away}
    assert units(cell_types=frozenset({"school"})) == {school}
    assert units(unit_ids=frozenset({commune.pk})) == {village, school}
    assert units(unit_ids=frozenset({school.pk, other.pk})) == {school, away}
    with pytest.raises(BadDirective, match="Không có chi bộ nào"):
        units(unit_ids=frozenset({other.pk}), cell_types=frozenset({"school"}))
    elsewhere = a_commune(a_province("Tỉnh khác"))
    with pytest.raises(BadDirective, match="không thuộc cấp ủy này"):
        units(unit_ids=frozenset({elsewhere.pk}))


def test_a_cell_that_ended_yesterday_is_not_asked(ours):
    ended = ours.cells[0]
    ended.ended_before = TODAY
    ended.save()
    assert [task.unit for task in tasks_of(ours.asked())] == ours.cells[1:]


def test_the_task_joins_an_agenda_that_was_laid_before_and_leaves_it_when_withdrawn(ours):
    secretary = ours.secretary(0)
    meeting = prepare(
        actor=secretary, unit_id=ours.cells[0].pk, month=MARCH, kind="regular", now=at()
    )
    before = [point.title for point in agenda_of(meeting)]
    call = ours.asked()
    titles = [point.title for point in agenda_of(meeting)]
    added = "Đăng ký việc làm theo – theo 05-CT/TW, 15/05/2016, Bộ Chính trị – hạn 31/03/2026"
    assert [title for title in titles if title not in before] == [added]
    step = next(p for p in agenda_of(meeting) if p.code == "member_tasks")
    assert titles.index(added) == titles.index(step.title) + 1
    assert [p.position for p in agenda_of(meeting)] == sorted(
        {p.position for p in agenda_of(meeting)}
    )
    actions.withdraw(actor=ours.clerk, call_id=call.pk, reason="Giao nhầm.", now=at())
    assert [point.title for point in agenda_of(meeting)] == before


def test_a_cell_says_who_does_it_but_neither_rewords_nor_drops_nor_withdraws_it(ours):
    task = tasks_of(ours.asked())[0]
    secretary, someone = ours.secretary(0), a_member(ours.cells[0], "Nguyễn Văn An")
    kept = Duty(task.title, someone.pk, task.due_on)
    tasks.change(actor=secretary, task_id=task.pk, duty=kept, version=1, now=at())
    changed = Duty("Việc khác", someone.pk, task.due_on)
    with pytest.raises(BadTask, match="do cấp trên đặt theo văn bản 05-CT/TW"):
        tasks.change(actor=secretary, task_id=task.pk, duty=changed, version=2, now=at())
    with pytest.raises(BadTask, match="chi bộ không tự thôi"):
        _review(secretary, task, Review("dropped", "Khó quá."))
    with pytest.raises(BadTask, match="Thời hạn này do cấp trên đặt"):
        _review(secretary, task, Review("carried", "", date(2026, 9, 1)))
    with pytest.raises(BadTask, match="chỉ cấp trên rút được"):
        tasks.withdraw(actor=secretary, task_id=task.pk, now=at())
    _review(secretary, task, Review("carried"))


def _review(actor, task, seen):
    tasks.review(actor=actor, task_id=task.pk, at_ref="meeting:1", on=TODAY, seen=seen, now=at())


def test_withdrawing_removes_what_nobody_began_ends_what_runs_and_keeps_what_is_done(ours):
    call = ours.asked()
    first, second, _third = tasks_of(call)
    tasks.finish(actor=ours.secretary(0), task_id=first.pk, result="Xong.", now=at())
    tasks.note_progress(actor=ours.secretary(1), task_id=second.pk, text="Đang làm.", now=at())
    with pytest.raises(BadDirective, match="lý do"):
        actions.withdraw(actor=ours.clerk, call_id=call.pk, reason=" ", now=at())
    count = actions.withdraw(actor=ours.clerk, call_id=call.pk, reason="Có kế hoạch mới.", now=at())
    assert count == 2
    left = [(task.unit, task.state, task.result) for task in tasks_of(call)]
    assert left == [
        (ours.cells[0], "done", "Xong."),
        (ours.cells[1], "dropped", "Có kế hoạch mới."),
    ]
    assert actions.withdraw(actor=ours.clerk, call_id=call.pk, reason="Nhắc lại.", now=at()) == 0


def test_a_withdrawn_call_nobody_began_leaves_nothing_behind(ours):
    call = ours.asked()
    actions.withdraw(actor=ours.clerk, call_id=call.pk, reason="Giao nhầm.", now=at())
    assert not Call.objects.unscoped("test").exists()
    actions.remove(actor=ours.clerk, directive_id=call.directive_id, now=at())
    assert not Directive.objects.unscoped("test").exists()


def test_more_time_reaches_the_cells_that_still_work_and_not_those_that_are_done(ours):
    call = ours.asked()
    first = tasks_of(call)[0]
    tasks.finish(actor=ours.secretary(0), task_id=first.pk, result="Xong.", now=at())
    later = date(2026, 4, 30)
    changed = {"title": call.title, "due_on": later, "version": 1}
    actions.change_call(actor=ours.clerk, call_id=call.pk, now=at(), **changed)
    assert [task.due_on for task in tasks_of(call)] == [date(2026, 3, 31), later, later]
    with pytest.raises(ChangedMeanwhile):
        actions.change_call(actor=ours.superior, call_id=call.pk, now=at(), **changed)


def test_a_corrected_number_is_corrected_on_every_task(ours):
    call = ours.asked()
    better = paper(number="05/CT-TW")
    actions.correct(
        actor=ours.clerk, directive_id=call.directive_id, paper=better, version=1, now=at()
    )
    assert {task.source for task in tasks_of(call)} == {"05/CT-TW, 15/05/2016, Bộ Chính trị"}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": " "}, "chưa có số"),
        ({"issuer": ""}, "cơ quan ban hành"),
        ({"title": ""}, "trích yếu"),
        ({"issued_on": date(2026, 3, 3)}, "còn ở phía trước"),
        ({"review_on": date(2016, 5, 14)}, "sau ngày ban hành"),
    ],
)
def test_a_paper_that_contradicts_itself_is_refused(ours, changed, words):
    with pytest.raises(BadDirective, match=words):
        ours.entered(**changed)
    assert not Directive.objects.unscoped("test").exists()


def test_a_secret_paper_is_not_entered_and_nothing_secret_is_asked(ours):
    with pytest.raises(MarkedSecret):
        ours.entered(title="Kế hoạch (Mật) về biên giới")
    with pytest.raises(MarkedSecret):
        ours.asked(title="Báo cáo tối mật")
    assert not Task.objects.unscoped("test").exists()


def test_the_same_paper_twice_is_refused_in_one_register_not_in_another(ours):
    ours.entered()
    with pytest.raises(BadDirective, match="đã có trong sổ"):
        ours.entered()
    other = Commune()
    assert other.entered().number == "05-CT/TW"


def test_a_closed_paper_asks_nothing_more_until_it_is_opened_again(ours):
    row = ours.entered()
    now, ended = at(), {"closed_on": TODAY, "conclusion": "Đã tổng kết."}
    with pytest.raises(BadDirective, match="kết luận"):
        actions.close(
            actor=ours.clerk,
            directive_id=row.pk,
            version=1,
            now=now,
            closed_on=TODAY,
            conclusion="",
        )
    actions.close(actor=ours.clerk, directive_id=row.pk, version=1, now=now, **ended)
    with pytest.raises(BadDirective, match="đã kết thúc"):
        ours.asked(row)
    actions.reopen(actor=ours.clerk, directive_id=row.pk, version=2, now=now)
    assert len(tasks_of(ours.asked(row))) == 3


def test_a_commune_s_plan_carries_out_a_paper_of_the_province_and_the_province_sees_it():
    province = a_province()
    commune = a_commune(province)
    a_cell(commune)
    above = actions.enter(
        actor=an_actor("clerk", province), unit_id=province.pk, paper=paper(), now=at()
    )
    clerk = an_actor("clerk", commune)
    own = paper(
        kind="KH", number="12-KH/ĐU", issuer="Đảng ủy xã", issued_on=TODAY, based_on_id=above.pk
    )
    plan = actions.enter(actor=clerk, unit_id=commune.pk, paper=own, now=at())
    actions.ask(actor=clerk, directive_id=plan.pk, asked=Asked(title="Học tập"), now=at())
    seen = queries.carried_below(an_actor("superior", province), above, TODAY)
    assert [(row, tally.total, tally.untouched) for row, tally in seen] == [(plan, 1, 1)]
    with pytest.raises(BadDirective, match="chính nó"):
        actions.correct(
            actor=an_actor("clerk", province),
            directive_id=above.pk,
            paper=paper(based_on_id=plan.pk),
            version=1,
            now=at(),
        )


def test_below_people_read_the_paper_beside_it_nobody_does_and_only_its_body_writes(ours):
    call = ours.asked()
    found = queries.get_directive(ours.secretary(0), call.directive_id)
    assert found.number == "05-CT/TW"
    rows = queries.cells_of(ours.secretary(0), found, ours.cells[0], TODAY)
    assert [task.unit for task in rows] == [ours.cells[0]]
    (shown,) = queries.calls_of(ours.secretary(0), found, TODAY)
    assert shown.tally.total == 1  # of its own cell only
    stranger = an_actor("superior", a_commune(name="Đảng ủy xã Khác"))
    with pytest.raises(NotThere):
        queries.get_directive(stranger, call.directive_id)
    with pytest.raises(NotAllowed):
        actions.ask(
            actor=ours.secretary(0),
            directive_id=call.directive_id,
            asked=Asked(title="Giao thêm"),
            now=at(),
        )
    with pytest.raises(NotThere):
        actions.withdraw(actor=stranger, call_id=call.pk, reason="Không.", now=at())


def test_a_cell_keeps_no_register_of_its_own(ours):
    with pytest.raises(NotAllowed):
        actions.enter(actor=ours.secretary(0), unit_id=ours.cells[0].pk, paper=paper(), now=at())
    with pytest.raises(BadDirective, match="cấp ủy trên chi bộ"):
        actions.enter(actor=ours.clerk, unit_id=ours.cells[0].pk, paper=paper(), now=at())


def test_sums_by_branch_take_the_same_queries_for_three_cells_and_for_thirty(
    django_assert_num_queries,
):
    province = a_province()
    clerk = an_actor("clerk", province)
    row = actions.enter(actor=clerk, unit_id=province.pk, paper=paper(), now=at())

    def ask():
        call = actions.ask(actor=clerk, directive_id=row.pk, asked=Asked(title="Báo cáo"), now=at())
        with django_assert_num_queries(3):
            rows = queries.tallies_below(clerk, row, province, TODAY)
        return [(unit.name, tally.total) for unit, tally in rows], call

    communes = [a_commune(province, f"Đảng ủy xã {n}") for n in (1, 2, 3)]
    for commune in communes:
        a_cell(commune)
    first, call = ask()
    assert first == [("Đảng ủy xã 1", 1), ("Đảng ủy xã 2", 1), ("Đảng ủy xã 3", 1)]
    actions.withdraw(actor=clerk, call_id=call.pk, reason="Giao lại.", now=at())
    for commune in communes:
        for _number in range(9):
            a_cell(commune)
    second, _call = ask()
    assert [total for _name, total in second] == [10, 10, 10]


def test_a_cell_under_a_middle_body_is_counted_in_its_branch(ours):
    middle = a_unit(name="Đảng bộ bộ phận", parent=ours.unit)
    a_cell(middle, "Chi bộ xóm")
    call = ours.asked()
    directive = queries.get_directive(ours.superior, call.directive_id)
    rows = queries.tallies_below(ours.superior, directive, ours.unit, TODAY)
    assert [(unit.name, tally.total) for unit, tally in rows][-1] == ("Đảng bộ bộ phận", 1)


def test_the_register_finds_a_paper_without_accents(ours):
    ours.entered()
    ours.entered(number="37-CT/TW", title="Phát triển đảng viên")

    def found(text):
        return [row.number for row in queries.register(ours.clerk, ours.unit, text)]

    assert found("phat trien dang") == ["37-CT/TW"]
    assert found("05-ct/tw bo chinh tri") == ["05-CT/TW"]
    assert found("không có") == []
