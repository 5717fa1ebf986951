"""Papers that take their number when somebody issues them, each filled from its record."""

import io
import threading
from datetime import date
from typing import Any

import docx
import pytest
from django.db import connection

from chibo.areas.access.queries import operator_actor
from chibo.areas.calendars.visiting import visit_plan
from chibo.areas.committee_meetings.actions import mark_rest
from chibo.areas.documents.actions import enter_paper, hold_number, use_number
from chibo.areas.documents.entries import OutgoingPaper
from chibo.areas.documents.errors import LaterInsertion
from chibo.areas.documents.kinds import NotIssued, check_may_issue
from chibo.areas.documents.models import PaperNumber, PaperText
from chibo.areas.documents.queries import outgoing
from chibo.areas.dues import actions as dues
from chibo.areas.dues.queries import body_picture
from chibo.areas.members.actions import assign_mentor
from chibo.areas.members.errors import BadMember
from chibo.areas.members.models import Member, Mentoring, StateChange
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.errors import CannotIssue
from chibo.areas.reports.indexing import catch_up
from chibo.areas.reports.papers import (
    committee_call_paper,
    meeting_paper,
    visits_paper,
)
from chibo.areas.reports.papers.issuing import issue, issued_paper
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed, NotThere
from chibo.regulations import paper_rules
from tests.areas.dues.village import NOVEMBER, Cell
from tests.committees import DAY, Committee
from tests.factories import a_cell, a_commune, a_member, an_actor
from tests.factories.oversight import an_overseer
from tests.months import CellMonth, at

TODAY = date(2026, 11, 21)
NOW = at(TODAY)


def words(content: bytes) -> str:
    """All that is printed, with single spaces."""
    document: Any = docx.Document(io.BytesIO(content))
    parts = [p.text for p in document.paragraphs]
    parts += [c.text for table in document.tables for row in table.rows for c in row.cells]
    return " ".join(" ".join(parts).split())


def dotted(value: int | None) -> str:
    """1250000 → "1.250.000"."""
    return f"{value:,}".replace(",", ".")


def said(actor: Actor, kind: str, key: object) -> str:
    return words(issued_paper(actor=actor, kind=kind, key=str(key), now=NOW).content)


@pytest.mark.django_db
class TestTheConclusionOfTheChiUy:
    def test_it_says_what_was_concluded_and_takes_a_number_once_the_meeting_is_closed(self) -> None:
        committee = Committee()
        sitting = committee.prepare()
        key = str(sitting.pk)
        with pytest.raises(CannotIssue, match="còn mở"):
            issue(actor=committee.secretary, kind="conclusion", key=key, now=NOW)
        committee.record(sitting, conclusion="")
        committee.write(sitting, notes="Bàn nhiều.", conclusion="Làm đường trước", to_cell=True)
        mark_rest(actor=committee.secretary, sitting_id=sitting.pk, now=NOW)
        committee.close(sitting)
        assert "Số -KL/CB" in said(committee.secretary, "conclusion", key)
        for _click in range(2):
            number = issue(actor=committee.secretary, kind="conclusion", key=key, now=NOW)
        assert (number.line, number.issued_on) == ("Số 01-KL/CB", DAY)
        text = said(committee.secretary, "conclusion", key)
        assert "Số 01-KL/CB" in text
        assert "Làm đường trước. Nội dung này đưa ra chi bộ thảo luận." in text
        assert "Bàn nhiều" not in text, "what was said stays in the minutes"
        assert "T/M CHI ỦY BÍ THƯ Nguyễn Văn An" in text
        found = outgoing(committee.secretary, committee.cell, text="lam duong")
        assert list(found) == [number], "its words are searched"
        with pytest.raises(NotThere):
            issued_paper(actor=committee.ours.superior, kind="conclusion", key=key, now=NOW)

    def test_invitation_and_agenda_name_who_sits_and_what_is_discussed(self) -> None:
        committee = Committee()
        sitting = committee.prepare()
        made = [
            words(
                committee_call_paper(
                    actor=committee.secretary, kind=kind, sitting_id=sitting.pk, now=NOW
                ).content
            )
            for kind in ("invitation", "agenda")
        ]
        first = sitting.points.first().title
        assert all(first in text for text in made)
        assert "Lê Văn Cường, chi ủy viên" in made[0]
        assert "CHƯƠNG TRÌNH HỌP họp chi ủy tháng 11 năm 2026" in made[1]
        with pytest.raises(NotThere):
            committee_call_paper(
                actor=committee.secretary, kind="draft", sitting_id=sitting.pk, now=NOW
            )


@pytest.mark.django_db
class TestTheReportOnDues:
    @pytest.fixture
    def cell(self) -> Cell:
        cell = Cell()
        cell.lay_down()
        cell.rates()
        book = cell.open()
        cell.pay(cell.an, book)
        cell.pay(cell.binh, book)
        return cell

    def close(self, cell: Cell) -> None:
        sheet = cell.sheet()
        dues.close_month(actor=cell.secretary, sheet_id=sheet.pk, version=sheet.version, now=NOW)

    def test_of_a_cell_it_has_the_figures_of_the_page_and_no_name(self, cell: Cell) -> None:
        key = str(cell.sheet().pk)
        with pytest.raises(CannotIssue, match="khóa sổ"):
            issue(actor=cell.secretary, kind="dues_report", key=key, now=NOW)
        self.close(cell)
        sheet = cell.sheet()
        number = issue(actor=cell.secretary, kind="dues_report", key=key, now=NOW)
        assert number.line == "Số 01-BC/CB"
        text = said(cell.secretary, "dues_report", key)
        for label, value in (
            ("Đảng viên trong danh sách thu đồng chí", sheet.people),
            ("Đã nộp đủ đồng chí", sheet.settled),
            ("Chưa nộp đủ đồng chí", sheet.people - sheet.settled),
            ("Tổng thu trong tháng, cả các tháng trước đồng", sheet.received),
            ("Nộp lên cấp trên đồng", sheet.remitted),
        ):
            assert f"{label} {dotted(value)} " in f"{text} ", label
        assert "bằng 50% số đảng viên" in text
        assert "Trần Thị Bình" not in text

    def test_of_a_body_it_adds_up_to_the_picture_of_its_page(self, cell: Cell) -> None:
        key = f"{cell.commune.pk}-{NOVEMBER}"
        number = issue(actor=cell.clerk, kind="body_dues_report", key=key, now=NOW)
        assert number.line == "Số 01-BC/ĐU"
        total = body_picture(cell.clerk, cell.commune, last=NOVEMBER, today=TODAY).totals[-1]
        text = said(cell.clerk, "body_dues_report", key)
        assert f"Đã nộp đủ đồng chí {total.settled}" in text
        assert f"{cell.unit.name} {total.settled}/{total.people}" in text
        assert dotted(total.received) in text
        with pytest.raises(NotThere):
            issued_paper(
                actor=cell.clerk, kind="body_dues_report", key=f"{cell.commune.pk}-x", now=NOW
            )
        with pytest.raises((NotThere, NotAllowed)):
            issued_paper(actor=cell.secretary, kind="body_dues_report", key=key, now=NOW)


@pytest.mark.django_db
class TestWhoHelpsAProbationaryMember:
    @pytest.fixture
    def ours(self) -> CellMonth:
        ours = CellMonth()
        self.new = a_member(ours.cell, "Hoàng Thị Mới", joined_on=date(2026, 5, 19), full_on=None)
        return ours

    def assign(self, ours: CellMonth, mentor: Member, **more: Any) -> Mentoring:
        fields: dict[str, Any] = {"actor": ours.secretary, "on": TODAY, "now": NOW, **more}
        return assign_mentor(candidate_id=self.new.pk, mentor_id=mentor.pk, **fields)

    def test_the_decision_carries_the_cells_number_and_another_takes_over_by_a_new_one(
        self, ours: CellMonth
    ) -> None:
        first = self.assign(ours, ours.people[0], on=date(2026, 11, 3))
        assert self.assign(ours, ours.people[0], on=date(2026, 11, 3)) == first
        second = self.assign(ours, ours.people[1])
        first.refresh_from_db()
        assert (first.ends_before, second.instead_of) == (TODAY, first)
        assert [n.line for n in PaperNumber.objects.unscoped("test").order_by("pk")] == [
            "Số 01-QĐ/CB",
            "Số 02-QĐ/CB",
        ]
        text = said(ours.secretary, "mentor_decision", second.pk)
        assert "Phân công đồng chí Trần Thị Bình, đảng viên chính thức" in text
        assert "giúp đỡ đồng chí Hoàng Thị Mới, đảng viên dự bị" in text
        assert "thay đồng chí Nguyễn Văn An." in text
        assert "đến hết thời gian dự bị, ngày 19 tháng 5 năm 2027" in text
        assert "Số 02-QĐ/CB" in text

    def test_who_cannot_help_or_decide_is_refused(self, ours: CellMonth) -> None:
        elsewhere = a_member(a_cell(ours.commune), "Lê Ở Nơi Khác")
        for mentor, more in (
            (self.new, {}),
            (ours.people[0], {"on": date(2026, 12, 1)}),
            (ours.people[0], {"on": date(2026, 5, 1)}),
        ):
            with pytest.raises(BadMember):
                self.assign(ours, mentor, **more)
        with pytest.raises(NotThere):
            self.assign(ours, elsewhere)
        with pytest.raises(NotAllowed):
            self.assign(ours, ours.people[0], actor=ours.superior)
        self.new.state, self.new.full_on = "full", date(2026, 11, 1)
        self.new.save()
        with pytest.raises(BadMember, match="đảng viên dự bị"):
            self.assign(ours, ours.people[0])
        assert not PaperNumber.objects.unscoped("test").exists()

    def test_a_decision_is_not_put_behind_a_later_one_but_a_held_number_is_used(
        self, ours: CellMonth
    ) -> None:
        early, late = date(2026, 11, 3), date(2026, 11, 20)
        held = hold_number(
            actor=ours.secretary,
            unit=ours.cell,
            paper_kind="QĐ",
            on=early,
            why="Phân công nhiệm vụ",
            now=NOW,
        )
        self.assign(ours, ours.people[0], on=late)
        second = a_member(ours.cell, "Lê Mới Nữa", joined_on=date(2026, 6, 1), full_on=None)
        self.new = second
        with pytest.raises(LaterInsertion):
            self.assign(ours, ours.people[1], on=late.replace(day=10))
        assert not Mentoring.objects.unscoped("test").filter(candidate=second).exists()
        paper = OutgoingPaper(issued_on=date(2026, 11, 4), title="Phân công nhiệm vụ")
        used = use_number(actor=ours.secretary, number_id=held.pk, paper=paper, now=NOW)
        lines = [n.line for n in outgoing(ours.secretary, ours.cell, kind="QĐ")]
        assert used.line == "Số 01-QĐ/CB"
        assert sorted(lines) == ["Số 01-QĐ/CB", "Số 02-QĐ/CB"]


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_leave_no_gap_and_share_no_number() -> None:
    ours = CellMonth(commune=a_commune())
    new = [
        a_member(ours.cell, f"Đảng Viên Mới {n}", joined_on=date(2026, 5, 19), full_on=None)
        for n in range(8)
    ]
    start = threading.Barrier(2)

    def assign(rows: list[Member]) -> None:
        try:
            start.wait()
            for row in rows:
                assign_mentor(
                    actor=ours.secretary,
                    candidate_id=row.pk,
                    mentor_id=ours.people[0].pk,
                    on=TODAY,
                    now=NOW,
                )
        finally:
            connection.close()

    workers = [threading.Thread(target=assign, args=(rows,)) for rows in (new[:4], new[4:])]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    numbers = PaperNumber.objects.unscoped("test").filter(paper_kind="QĐ")
    assert sorted(numbers.values_list("number", flat=True)) == list(range(1, 9))


def an_exempted(cell: Unit, member: Member, reason: str, **more: Any) -> StateChange:
    return StateChange.objects.create(
        member=member,
        cell=cell,
        kind="exempted",
        on=TODAY,
        decided_on=date(2026, 11, 3),
        reason=reason,
        from_state="full",
        to_state="exempt",
        pack_id="members-294-2025",
        recorded_by="Trần Thị Bình",
        recorded_at=NOW,
        **more,
    )


@pytest.mark.django_db
def test_a_cell_resolves_on_exemption_for_old_age_only() -> None:
    ours = CellMonth()
    change = an_exempted(ours.cell, ours.people[0], "old_weak")
    number = issue(actor=ours.secretary, kind="exemption", key=str(change.pk), now=NOW)
    assert (number.line, number.issued_on) == ("Số 01-NQ/CB", date(2026, 11, 3))
    text = said(ours.secretary, "exemption", change.pk)
    assert "Đồng chí Nguyễn Văn An, sinh ngày 01 tháng 01 năm 1980" in text
    assert "Lý do: tuổi cao, sức yếu." in text
    other = an_exempted(ours.cell, ours.people[1], "other", until=date(2027, 5, 1))
    with pytest.raises(NotThere, match="Điều 7"):
        issue(actor=ours.secretary, kind="exemption", key=str(other.pk), now=NOW)
    numbered = an_exempted(ours.cell, ours.people[2], "old_weak", decision_number="07-NQ/CB")
    with pytest.raises(CannotIssue, match="07-NQ/CB"):
        issue(actor=ours.secretary, kind="exemption", key=str(numbered.pk), now=NOW)


@pytest.mark.django_db
def test_the_plan_of_visits_names_who_attends_what_collides_and_whom_nobody_follows() -> None:
    ours, other = CellMonth(), None
    other = CellMonth(commune=ours.commune)
    lonely = a_cell(ours.commune, "Chi bộ không ai theo")
    for each in (ours, other):
        each.cell.refresh_from_db()
        an_overseer(ours.people[0], each.cell)
        each.sit(each.prepare())
    made = visits_paper(actor=ours.superior, unit=ours.commune, month=NOVEMBER, now=NOW)
    text = words(made.content)
    assert text.count("trùng giờ") == 2
    assert f"chưa có cấp ủy viên phụ trách: {lonely.name}." in text
    assert f"{ours.cell.name}, thường kỳ Nguyễn Văn An" in text
    plan = visit_plan(ours.superior, ours.commune, NOVEMBER, TODAY)
    assert [each.sitting.on for each in plan.visits] == [ours.held_on] * 2
    with pytest.raises(NotAllowed):
        visits_paper(
            actor=an_actor("member", ours.cell), unit=ours.commune, month=NOVEMBER, now=NOW
        )


@pytest.mark.django_db
def test_guests_and_the_one_who_follows_the_cell_are_invited() -> None:
    ours = CellMonth()
    above = a_member(a_cell(ours.commune), "Trần Cấp Ủy")
    an_overseer(above, ours.cell)
    meeting = ours.sit(ours.prepare(), visitors="Đ/c Hoàng Khách; đ/c Trần Cấp Ủy")
    made = {
        kind: words(
            meeting_paper(actor=ours.secretary, kind=kind, meeting_id=meeting.pk, now=NOW).content
        )
        for kind in ("invitation", "agenda")
    }
    assert "Trần Cấp Ủy, cấp ủy viên phụ trách chi bộ." in made["invitation"]
    assert made["invitation"].count("Trần Cấp Ủy") == 1
    assert "Đ/c Hoàng Khách." in made["invitation"]
    for point in meeting.agenda.all():
        assert point.title in made["agenda"]


@pytest.mark.parametrize("pack_day", [date(2025, 11, 5), TODAY])
def test_what_a_cell_may_not_issue_is_refused_with_the_clause(pack_day: date) -> None:
    cell, rules = Unit(kind="chi_bo", name="Chi bộ thôn Đông", is_cell=True), paper_rules(pack_day)
    assert rules is not None
    may = {each.abbreviation for each in rules.types_of_a_cell}
    refused = [each for each in rules.types if each.abbreviation not in may]
    assert refused
    for each in refused:
        with pytest.raises(NotIssued) as refusal:
            check_may_issue(cell, each.abbreviation, pack_day)
        assert each.source.label in refusal.value.message
    for abbreviation in may:
        check_may_issue(cell, abbreviation, pack_day)


@pytest.mark.django_db
class TestOlderPapersBecomeFindable:
    def test_each_is_read_once_and_run_again_nothing_is_left(self) -> None:
        ours = CellMonth()
        ours.hold(task="Sửa kênh nội đồng")
        ours.submit(ours.begin_report())
        entered = enter_paper(
            actor=ours.secretary,
            unit=ours.cell,
            paper_kind="TB",
            paper=OutgoingPaper(issued_on=ours.held_on, title="Thông báo lao động"),
            key="một",
            now=NOW,
        )
        PaperText.objects.exclude(paper=entered).delete()
        numbers = PaperNumber.objects.unscoped("test").exclude(pk=entered.pk)
        numbers.update(template="")
        assert not list(outgoing(ours.secretary, ours.cell, text="kenh noi dong"))

        actor = operator_actor("test")
        first = catch_up(actor=actor, now=NOW)
        assert (first.kept, first.left) == (numbers.count(), 0)
        again = catch_up(actor=actor, now=NOW)
        assert (again.kept, again.left) == (0, 0)
        found = outgoing(ours.secretary, ours.cell, text="kenh noi dong")
        assert {row.paper_kind for row in found} >= {"NQ"}
        assert {row.template for row in numbers} == {"shipped:papers-hd05-2026"}

    def test_a_paper_whose_record_is_gone_keeps_its_title(self) -> None:
        ours = CellMonth()
        ours.hold()
        rows = PaperNumber.objects.unscoped("test").filter(paper_kind="NQ")
        rows.update(ref="resolution:999999")
        PaperText.objects.update(is_whole=False)
        done = catch_up(actor=operator_actor("test"), now=NOW)
        assert done.left == 1
        assert list(outgoing(ours.secretary, ours.cell, text="nghi quyet sinh hoat")) == list(rows)
