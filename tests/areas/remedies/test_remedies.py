"""From a shortcoming a yearly review named to a done task, the share and the paper."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.access.queries import operator_actor
from chibo.areas.documents.models import PaperText
from chibo.areas.documents.queries import outgoing
from chibo.areas.meetings.queries import agenda_of
from chibo.areas.organisation.models import Unit
from chibo.areas.remedies import actions, queries
from chibo.areas.remedies.actions import Named
from chibo.areas.remedies.errors import BadRemedy
from chibo.areas.remedies.models import Remedy, Shortcoming
from chibo.areas.remedies.rules import Standing, Tally, Work, standing_of
from chibo.areas.reports.errors import CannotIssue
from chibo.areas.reports.indexing import catch_up
from chibo.areas.reports.papers.issuing import issue, issued_paper
from chibo.areas.tasks import actions as tasks
from chibo.areas.tasks.actions import Duty
from chibo.areas.tasks.errors import BadTask
from chibo.areas.tasks.models import Task
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.areas.reports.test_issued_papers import words
from tests.factories import a_cell, a_commune, a_province, an_actor
from tests.months import CellMonth, at

TODAY = date(2026, 11, 1)
NOW = at(TODAY)
LATE = date(2026, 10, 31)


def named(ours: CellMonth, title: str = "Học nghị quyết còn chậm", year: int = 2025) -> Shortcoming:
    return actions.enter(
        actor=ours.secretary,
        unit_id=ours.cell.pk,
        named=Named(year, title, "Chưa giao người chuẩn bị"),
        now=NOW,
    )


def given(ours: CellMonth, row: Shortcoming, title: str = "Lập lịch học", **more: Any) -> Remedy:
    duty = Duty(title, more.get("owner_id"), more.get("due_on"), "Lịch được thông qua")
    return actions.give_remedy(
        actor=ours.secretary, shortcoming_id=row.pk, duty=duty, now=more.get("now", NOW)
    )


def a_task(cell: Unit, title: str) -> Task:
    return Task.objects.create(unit=cell, title=title, origin="resolution:1", given_on=TODAY)


def year_of(ours: CellMonth, year: int = 2025, today: date = TODAY) -> queries.UnitYear:
    return queries.unit_year(ours.secretary, ours.cell, year, today)


@pytest.mark.parametrize(
    ("works", "standing"),
    [
        ([], Standing.BARE),
        ([Work(True, False)], Standing.OPEN),
        ([Work(True, False, TODAY)], Standing.OPEN),
        ([Work(True, False, LATE), Work(False, True)], Standing.OVERDUE),
        ([Work(False, True, LATE), Work(True, False)], Standing.OPEN),
        ([Work(False, True, LATE), Work(False, False)], Standing.FIXED),
        ([Work(False, False)], Standing.DROPPED),
    ],
)
def test_where_a_shortcoming_stands(works: list[Work], standing: Standing) -> None:
    assert standing_of(works, TODAY) == standing


def test_nothing_named_has_no_share() -> None:
    assert Tally().share is None
    assert Tally(3, 2).share == Decimal("66.7")


@pytest.mark.django_db
class TestOfACell:
    @pytest.fixture
    def ours(self) -> CellMonth:
        return CellMonth()

    def test_from_a_shortcoming_to_done_tasks_the_share_and_the_plan(self, ours: CellMonth) -> None:
        first, second = named(ours), named(ours, "Kiểm tra chưa đủ số cuộc")
        key = f"{ours.cell.pk}-2025"
        with pytest.raises(CannotIssue, match="Còn 2 hạn chế"):
            issue(actor=ours.secretary, kind="remedy_plan", key=key, now=NOW)
        meeting = ours.prepare()
        one = given(ours, first, owner_id=ours.people[1].pk, due_on=TODAY)
        two = given(ours, first, "Gửi tài liệu trước ba ngày")
        other = given(ours, second, "Giám sát đảng phí")
        shown = [point.title for point in agenda_of(meeting)]
        assert sum("Lập lịch học" in title for title in shown) == 1
        assert sum("Gửi tài liệu" in title for title in shown) == 1, "each joins the next agenda"
        found = year_of(ours)
        assert [line.standing for line in found.lines] == [Standing.OPEN] * 2
        assert found.tally == Tally(2, 0, 0)
        assert year_of(ours, today=date(2026, 11, 2)).lines[0].standing == Standing.OVERDUE

        number = issue(actor=ours.secretary, kind="remedy_plan", key=key, now=NOW)
        assert number.line == "Số 01-KH/CB"
        paper = issued_paper(actor=ours.secretary, kind="remedy_plan", key=key, now=NOW)
        text = words(paper.content)
        for part in (
            "KẾ HOẠCH khắc phục hạn chế, khuyết điểm sau kiểm điểm năm 2025",
            "1 Học nghị quyết còn chậm (nguyên nhân: Chưa giao người chuẩn bị) Lập lịch học "
            "Trần Thị Bình 01/11/2026 Lịch được thông qua Gửi tài liệu",
            "2 Kiểm tra chưa đủ số cuộc",
            "Giám sát đảng phí Toàn chi bộ chưa định",
            "Số 01-KH/CB",
        ):
            assert part in text, part
        PaperText.objects.all().delete()
        catch_up(actor=operator_actor("test"), now=NOW)
        assert list(outgoing(ours.secretary, ours.cell, text="giam sat dang phi")) == [number]

        tasks.finish(actor=ours.secretary, task_id=one.task_id, result="Đã có lịch", now=NOW)
        assert year_of(ours).lines[0].standing == Standing.OPEN, "one of two is not all"
        with pytest.raises(BadRemedy, match="đã kết thúc"):
            actions.let_go(actor=ours.secretary, remedy_id=one.pk, now=NOW)
        ours.sit(meeting)
        ours.review(meeting, two.task, "done")
        ours.review(meeting, other.task, "dropped", note="Cấp trên đã giám sát")
        found = year_of(ours, today=date(2026, 12, 1))
        assert [line.standing for line in found.lines] == [Standing.FIXED, Standing.DROPPED]
        assert found.lines[1].remedies[0].why_dropped == "Cấp trên đã giám sát"
        assert (found.tally, found.tally.share) == (Tally(2, 1, 0), Decimal("50.0"))
        assert year_of(ours, 2024).tally.share is None
        done = set(AuditEvent.objects.values_list("action", flat=True))
        assert {"shortcoming.entered", "remedy.given", "task.given"} <= done

    def test_a_task_given_by_mistake_goes_again_one_of_a_meeting_stays(
        self, ours: CellMonth
    ) -> None:
        row = named(ours)
        meeting = ours.prepare()
        own = given(ours, row)
        elsewhere = a_task(ours.cell, "Việc của nghị quyết")
        pointing = {"actor": ours.secretary, "shortcoming_id": row.pk, "now": NOW}
        pointed = actions.point_to(**pointing, task_id=elsewhere.pk)
        assert actions.point_to(**pointing, task_id=elsewhere.pk) == pointed
        with pytest.raises(NotThere):
            actions.point_to(**pointing, task_id=a_task(a_cell(ours.commune), "Của bạn").pk)
        row.refresh_from_db()
        with pytest.raises(BadRemedy, match="bỏ các việc"):
            actions.remove(
                actor=ours.secretary, shortcoming_id=row.pk, version=row.version, now=NOW
            )
        for remedy in (own, pointed):
            actions.let_go(actor=ours.secretary, remedy_id=remedy.pk, now=NOW)
        assert list(Task.objects.unscoped("test").filter(unit=ours.cell)) == [elsewhere]
        assert not any("Lập lịch học" in point.title for point in agenda_of(meeting))
        begun = given(ours, row)
        tasks.note_progress(
            actor=ours.secretary, task_id=begun.task_id, text="Đã soạn một nửa", now=NOW
        )
        with pytest.raises(BadTask, match="đã có người làm"):
            actions.let_go(actor=ours.secretary, remedy_id=begun.pk, now=NOW)
        assert Remedy.objects.filter(pk=begun.pk).exists()

    def test_what_may_not_be_written_and_two_people_at_once(self, ours: CellMonth) -> None:
        row = named(ours)
        for said in ("", "Đồng chí NGUYỄN VĂN AN, bí thư, còn nể nang"):
            with pytest.raises(BadRemedy):
                named(ours, said)
        with pytest.raises(BadRemedy):
            named(ours, year=2027)
        changing: dict[str, Any] = {"shortcoming_id": row.pk, "version": row.version, "now": NOW}
        better = Named(2025, "Học nghị quyết chậm hai tháng")
        assert actions.reword(actor=ours.secretary, named=better, **changing).version == 2
        with pytest.raises(ChangedMeanwhile):
            actions.reword(actor=ours.secretary, named=Named(2024, "Khác"), **changing)
        with pytest.raises(ChangedMeanwhile):
            actions.remove(actor=ours.secretary, **changing)
        actions.remove(actor=ours.secretary, shortcoming_id=row.pk, version=2, now=NOW)
        assert not Shortcoming.objects.unscoped("test").exists()

    def test_a_superior_reads_and_does_not_write_a_stranger_sees_nothing(
        self, ours: CellMonth
    ) -> None:
        row = named(ours)
        assert queries.get_shortcoming(ours.superior, row.pk) == row
        writing: dict[str, Any] = {"shortcoming_id": row.pk, "now": NOW}
        duty = Duty("Việc", None, None)
        for actor in (ours.superior, an_actor("clerk", ours.commune)):
            with pytest.raises(NotAllowed):
                actions.give_remedy(actor=actor, duty=duty, **writing)
            with pytest.raises(NotAllowed):
                actions.enter(actor=actor, unit_id=ours.cell.pk, named=Named(2025, "X"), now=NOW)
        other = a_cell(ours.commune)
        for actor in (an_actor("secretary", other), an_actor("member", ours.cell)):
            with pytest.raises(NotThere):
                queries.get_shortcoming(actor, row.pk)
            with pytest.raises(NotThere):
                actions.give_remedy(actor=actor, duty=duty, **writing)
            with pytest.raises((NotThere, NotAllowed)):
                issued_paper(actor=actor, kind="remedy_plan", key=f"{ours.cell.pk}-2025", now=NOW)


@pytest.mark.django_db
def test_a_body_counts_in_the_database_what_the_pages_of_its_cells_say() -> None:
    province = a_province()
    commune = a_commune(province)
    cells = [CellMonth(commune=commune) for _each in range(3)]
    fixed, late, dropped, bare = (named(cells[0], f"Hạn chế {n}") for n in range(4))
    done = given(cells[0], fixed)
    given(cells[0], late, due_on=LATE, now=at(LATE))
    gone = given(cells[0], dropped)
    merged = given(cells[0], bare, "Việc gộp")
    Task.objects.unscoped("test").filter(pk=merged.task_id).update(
        state="joined", ended_on=TODAY, joined_to=done.task
    )
    states = {done: "done", gone: "dropped"}
    for remedy, state in states.items():
        Task.objects.unscoped("test").filter(pk=remedy.task_id).update(state=state, ended_on=TODAY)
    named(cells[1])
    named(cells[2], year=2024)

    superior = an_actor("superior", province)
    with CaptureQueriesContext(
        connection,
    ) as first:
        board = queries.below(superior, commune, 2025, TODAY)
    rows = {row.unit.pk: row.tally for row in board.rows}
    told = [queries.unit_year(superior, each.cell, 2025, TODAY).tally for each in cells]
    assert told == [Tally(4, 2, 1), Tally(1), Tally()]
    assert [rows[each.cell.pk] for each in cells] == told
    assert board.total == Tally(5, 2, 1)
    whole = queries.below(superior, province, 2025, TODAY)
    assert [(row.unit, row.tally) for row in whole.rows] == [(commune, Tally(5, 2, 1))]
    for only, titles in (
        (None, ["Hạn chế 0", "Hạn chế 1", "Hạn chế 2", "Hạn chế 3", "Học nghị quyết còn chậm"]),
        (Standing.FIXED, ["Hạn chế 0", "Hạn chế 3"]),
        (Standing.OVERDUE, ["Hạn chế 1"]),
    ):
        opened = queries.behind_count(superior, province, 2025, TODAY, only)
        assert [line.row.title for line in opened.lines] == titles
        assert only in (None, *(line.standing for line in opened.lines))
    assert queries.latest_year(superior, province, TODAY) == 2025
    with pytest.raises((NotThere, NotAllowed)):
        queries.below(cells[0].secretary, commune, 2025, TODAY)

    with CaptureQueriesContext(connection) as few:
        queries.unit_year(superior, cells[1].cell, 2025, TODAY)
    for number in range(5):
        more = CellMonth(commune=commune)
        given(more, named(more, f"Hạn chế {number}"))
        given(cells[1], named(cells[1], f"Hạn chế {number}"))
    with CaptureQueriesContext(connection) as again:
        queries.below(superior, commune, 2025, TODAY)
    with CaptureQueriesContext(connection) as many:
        queries.unit_year(superior, cells[1].cell, 2025, TODAY)
    assert len(again) == len(first) == 3
    assert len(many) == len(few) == 2
