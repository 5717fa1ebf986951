"""The monthly report between a cell and its superior."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.meetings.models import Meeting, MeetingState
from chibo.areas.reports import actions as reports
from chibo.areas.reports.actions.accepting import Accepted
from chibo.areas.reports.errors import CannotDecideReport, CannotSubmit, ReportAccepted
from chibo.areas.reports.models import MonthlyReport, ReportEvent
from chibo.areas.reports.progress import current_step, month_progress
from chibo.areas.reports.queries import (
    awaiting_official,
    figures_of,
    find_report,
    get_report,
    reports_waiting,
    texts_of,
)
from chibo.areas.scoring.actions import GivenPoints
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_member, a_province, a_report, an_actor
from tests.months import CellMonth, at


@pytest.fixture
def ours(db: None) -> CellMonth:
    return CellMonth()


def accept(ours: CellMonth, report: MonthlyReport) -> MonthlyReport:
    return reports.accept(actor=ours.superior, report_id=report.pk, now=at(ours.month.last, 9))


def give_back(ours: CellMonth, report: MonthlyReport, why: str = "Thiếu kiến nghị.") -> None:
    reports.give_back(
        actor=ours.superior, report_id=report.pk, comment=why, now=at(ours.month.last, 9)
    )


def figures(report: MonthlyReport) -> dict[str, str]:
    return {figure.code: figure.value for figure in figures_of(report)}


class TestWriting:
    def test_sections_come_from_the_records_and_go_on_following_them(self, ours: CellMonth) -> None:
        report = ours.begin_report()
        assert texts_of(report)["building"] == ""
        ours.hold()
        texts = texts_of(report)
        assert texts["next_month"] == "Ra quân."
        assert texts["building"] == ("Sinh hoạt thường kỳ ngày 03/11/2026: có mặt 5/5 đảng viên.")

    def test_a_typed_section_stays_as_it_was_typed(self, ours: CellMonth) -> None:
        report = ours.begin_report()
        ours.write(report, next_month="Tập trung thu hoạch lúa.", proposals="")
        ours.hold()
        report.refresh_from_db()
        assert set(report.texts) == {"next_month"}
        assert texts_of(report)["next_month"] == "Tập trung thu hoạch lúa."

    def test_two_people_writing_do_not_overwrite_each_other(self, ours: CellMonth) -> None:
        report = ours.begin_report()
        ours.write(report, inspection="Không có vi phạm.")
        with pytest.raises(ChangedMeanwhile):
            reports.write_texts(
                actor=ours.secretary,
                report_id=report.pk,
                texts={"inspection": "Khác"},
                version=1,
                now=at(ours.held_on),
            )

    def test_a_stamped_line_is_refused(self, ours: CellMonth) -> None:
        with pytest.raises(MarkedSecret):
            ours.write(ours.begin_report(), inspection="TUYỆT MẬT\nDanh sách")

    def test_a_month_has_one_report_and_only_its_cell_begins_it(self, ours: CellMonth) -> None:
        assert ours.begin_report() == ours.begin_report()
        foreign = CellMonth()
        with pytest.raises(NotAllowed):
            reports.begin_report(
                actor=foreign.superior,
                unit_id=foreign.cell.pk,
                month=foreign.month,
                now=at(ours.held_on),
            )
        with pytest.raises(NotThere):
            reports.begin_report(
                actor=ours.secretary,
                unit_id=foreign.cell.pk,
                month=foreign.month,
                now=at(ours.held_on),
            )

    def test_a_month_to_come_is_not_reported(self, ours: CellMonth) -> None:
        with pytest.raises(CannotSubmit, match="01/2027 chưa tới"):
            reports.begin_report(
                actor=ours.secretary,
                unit_id=ours.cell.pk,
                month=Month(2027, 1),
                now=at(date(2026, 12, 31)),
            )


class TestFigures:
    def test_the_month_in_numbers(self, ours: CellMonth) -> None:
        a_member(ours.cell, "Mới Vào", joined_on=date(2026, 11, 2), full_on=None)
        a_member(ours.cell, "Vũ Thị Xuân", state="exempt")
        ours.hold()
        ours.hold("thematic", task="")
        assert figures(ours.begin_report()) == {
            "members": "7",
            "probationary": "1",
            "exempt": "1",
            "admitted": "1",
            "meetings": "2",
            "thematic": "1",
            "expected": "12",
            "present": "12",
            "attendance": "100,0%",
            "self_score": "100",
            "tasks_given": "1",
            "tasks_done": "0",
            "tasks_carried": "0",
            "tasks_open": "1",
        }

    def test_a_month_without_a_meeting_has_no_invented_turnout(self, ours: CellMonth) -> None:
        found = figures(ours.begin_report())
        assert (found["meetings"], found["expected"], found["attendance"]) == ("0", "", "")
        assert found["self_score"] == ""

    def test_submitted_they_stay_as_they_were(self, ours: CellMonth) -> None:
        ours.hold()
        report = ours.submit(ours.begin_report())
        a_member(ours.cell, "Ghi Sau")
        assert figures(get_report(ours.superior, report.pk))["members"] == "5"
        give_back(ours, report)
        assert figures(get_report(ours.superior, report.pk))["members"] == "6"

    def test_tasks_done_and_carried_belong_to_the_month_of_the_meeting(
        self, ours: CellMonth
    ) -> None:
        first = ours.hold(task="Một")
        assert first.pk
        (task,) = ours.cell.tasks.unscoped("a test")
        ours.next_month()
        meeting = ours.sit(ours.prepare())
        ours.rest_present(meeting)
        other = ours.assign(meeting, "Hai")
        ours.review(meeting, task, "done", note="Xong.")
        ours.score(meeting)
        ours.close(meeting)
        found = figures(ours.begin_report())
        assert (found["tasks_given"], found["tasks_done"], found["tasks_open"]) == ("1", "1", "1")
        ours.next_month()
        meeting = ours.sit(ours.prepare())
        ours.rest_present(meeting)
        ours.note(meeting, "next_month", "Ra quân.")
        ours.review(meeting, other, "carried")
        ours.score(meeting)
        ours.close(meeting)
        assert figures(ours.begin_report())["tasks_carried"] == "1"


class TestBetweenCellAndSuperior:
    def test_submitted_returned_with_a_comment_submitted_again_accepted(
        self, ours: CellMonth
    ) -> None:
        ours.hold()
        report = ours.submit(ours.begin_report(), on=date(2026, 11, 28))
        assert (report.state, report.number) == ("submitted", 1)
        give_back(ours, report)
        ours.write(report, proposals="Xin hỗ trợ loa.")
        again = ours.submit(report, on=date(2026, 11, 30))
        assert again.number == 1
        assert again.first_submitted_at == at(date(2026, 11, 28))
        assert again.submitted_at == at(date(2026, 11, 30))
        accept(ours, report)
        steps = ReportEvent.objects.values_list("step", "comment")
        assert list(steps) == [
            ("submitted", ""),
            ("returned", "Thiếu kiến nghị."),
            ("submitted", ""),
            ("accepted", ""),
        ]

    def test_each_step_taken_twice_changes_nothing(self, ours: CellMonth) -> None:
        ours.hold()
        report = ours.begin_report()
        for _time in range(2):
            ours.submit(report)
        for _time in range(2):
            give_back(ours, report)
        ours.submit(report)
        for _time in range(2):
            accept(ours, report)
        assert ReportEvent.objects.count() == 4

    def test_returning_needs_a_comment(self, ours: CellMonth) -> None:
        ours.hold()
        report = ours.submit(ours.begin_report())
        with pytest.raises(CannotDecideReport, match="chỗ phải sửa"):
            give_back(ours, report, " ")

    def test_two_superiors_deciding_differently(self, ours: CellMonth) -> None:
        ours.hold()
        report = ours.submit(ours.begin_report())
        accept(ours, report)
        with pytest.raises(CannotDecideReport, match="không ở trạng thái chờ"):
            give_back(ours, report)
        report.refresh_from_db()
        assert report.state == "accepted"

    def test_what_was_returned_follows_the_corrected_record(self, ours: CellMonth) -> None:
        meeting = ours.hold()
        report = ours.submit(ours.begin_report())
        give_back(ours, report)
        ours.reopen(meeting)
        ours.mark(meeting, ours.people[0], "excused", was="present")
        ours.score(meeting, c2=GivenPoints(4))
        ours.close(meeting)
        report.refresh_from_db()
        assert "có mặt 4/5" in texts_of(report)["building"]
        again = ours.submit(report)
        assert figures(again)["present"] == "4"
        assert "có mặt 4/5" in texts_of(again)["building"]

    def test_its_text_stays_while_it_lies_with_the_superior_and_the_meeting_once_accepted(
        self, ours: CellMonth
    ) -> None:
        meeting = ours.hold()
        report = ours.submit(ours.begin_report())
        with pytest.raises(CannotSubmit, match="đã nộp"):
            ours.write(report, proposals="Thêm.")
        accept(ours, report)
        with pytest.raises(ReportAccepted, match="đã nhận báo cáo"):
            ours.reopen(meeting)
        meeting.refresh_from_db()
        assert meeting.state == MeetingState.CLOSED

    def test_an_open_meeting_keeps_the_report_back(self, ours: CellMonth) -> None:
        meeting = ours.hold()
        report = ours.begin_report()
        ours.reopen(meeting)
        with pytest.raises(CannotSubmit, match="đang mở lại"):
            ours.submit(report)
        ours.next_month()
        begun = ours.prepare()
        ours.mark(begun, ours.people[0], "present")
        with pytest.raises(CannotSubmit, match="chưa đóng"):
            ours.submit(ours.begin_report())

    def test_a_month_without_a_meeting_is_reported_with_its_reason(self, ours: CellMonth) -> None:
        ours.prepare()  # planned, never held
        report = ours.begin_report()
        with pytest.raises(CannotSubmit, match="nêu lý do"):
            ours.submit(report)
        ours.write(report, assessment="Lũ chia cắt cả tháng.")
        assert ours.submit(report).state == "submitted"

    def test_a_thematic_meeting_alone_does_not_stand_for_the_regular_one(
        self, ours: CellMonth
    ) -> None:
        ours.hold("thematic", task="")
        with pytest.raises(CannotSubmit, match="thường kỳ"):
            ours.submit(ours.begin_report())

    def test_late_is_what_first_came_after_the_day(self, ours: CellMonth) -> None:
        ours.hold()
        report = ours.submit(ours.begin_report(), on=date(2026, 12, 6))
        assert report.due_on == date(2026, 12, 5)
        assert report.first_submitted_at is not None
        assert report.first_submitted_at.date() > report.due_on

    def test_who_submits_does_not_accept_and_the_other_way_round(self, ours: CellMonth) -> None:
        ours.hold()
        report = ours.begin_report()
        with pytest.raises(NotAllowed):
            reports.submit(actor=ours.superior, report_id=report.pk, now=at(ours.month.last))
        ours.submit(report)
        with pytest.raises(NotAllowed):
            reports.accept(actor=ours.secretary, report_id=report.pk, now=at(ours.month.last))
        with pytest.raises(NotThere):
            accept(CellMonth(), report)

    def test_a_committee_member_writes_minutes_and_leaves_reporting_to_the_secretary(
        self, ours: CellMonth
    ) -> None:
        ours.secretary, secretary = an_actor("cell_committee", ours.cell), ours.secretary
        ours.hold()
        with pytest.raises(NotAllowed):
            ours.begin_report()
        ours.secretary = secretary
        report = ours.begin_report()
        ours.secretary = an_actor("cell_committee", ours.cell)
        with pytest.raises(NotAllowed):
            ours.submit(report)


def accept_all(actor: Actor, *chosen: MonthlyReport) -> Accepted:
    return reports.accept_many(
        actor=actor, report_ids=[report.pk for report in chosen], now=at(date(2026, 11, 30), 9)
    )


class TestAcceptingMany:
    def test_what_still_agrees_is_accepted_and_asking_twice_changes_nothing(
        self, ours: CellMonth
    ) -> None:
        second, moved = CellMonth(ours.commune), CellMonth(ours.commune)
        sent = []
        for month in (ours, second, moved):
            month.hold()
            sent.append(month.submit(month.begin_report()))
        a_member(moved.cell, "Người đến sau")
        done = accept_all(ours.superior, *sent)
        assert (done.count, [left.report_id for left in done.left]) == (2, [sent[2].pk])
        assert done.left[0].because == "số liệu đã đổi từ khi nộp: tổng số đảng viên"
        assert accept_all(ours.superior, *sent).count == 0
        for report in sent:
            report.refresh_from_db()
        assert [report.state for report in sent] == ["accepted", "accepted", "submitted"]
        steps = ReportEvent.objects.filter(step="accepted").values_list("report_id", flat=True)
        assert sorted(steps) == [report.pk for report in sent[:2]]
        told = AuditEvent.objects.filter(action="report.accepted").values_list("target", flat=True)
        assert sorted(told) == sorted(report.ref for report in sent[:2])
        assert accept(ours, sent[2]).state == "accepted", "looked at, one by one"

    def test_a_reopened_meeting_and_other_communes_are_left_alone(self, ours: CellMonth) -> None:
        meeting = ours.hold()
        report = ours.submit(ours.begin_report())
        assert accept_all(an_actor("superior", a_commune()), report).count == 0
        with pytest.raises(NotThere):
            accept_all(ours.secretary, report)
        rows = Meeting.objects.unscoped("a test").filter(pk=meeting.pk)
        rows.update(state=MeetingState.REOPENED)
        (left,) = accept_all(ours.superior, report).left
        assert left.because == "buổi sinh hoạt của tháng đang mở lại"
        with pytest.raises(CannotDecideReport):
            reports.accept_many(
                actor=ours.superior, report_ids=range(501), now=at(ours.month.last, 9)
            )

    def test_many_take_as_many_statements_as_few(self, ours: CellMonth) -> None:
        taken = []
        for count in (1, 30):
            sent = [a_report(a_cell(ours.commune)) for _number in range(count)]
            with CaptureQueriesContext(connection) as seen:
                assert accept_all(ours.superior, *sent).count == count
            taken.append(len(seen))
        assert taken[0] == taken[1]


class TestTheSuperiorsLists:
    def test_waiting_reports_stand_oldest_first_with_their_scores(self, ours: CellMonth) -> None:
        second = CellMonth(ours.commune)
        first_report, second_report = ours.begin_report(), second.begin_report()
        ours.hold()
        second.hold()
        second.submit(second_report, on=date(2026, 11, 27))
        ours.submit(first_report, on=date(2026, 11, 29))
        CellMonth().begin_report()
        rows = reports_waiting(ours.superior, ours.commune)
        assert [row.report for row in rows] == [second_report, first_report]
        assert [row.self_total for row in rows] == [100, 100]
        following = reports_waiting(ours.superior, ours.commune, after=rows[0].mark)
        assert [row.report for row in following] == [first_report]
        assert reports_waiting(ours.superior, ours.commune, after="rác~x") == rows
        assert reports_waiting(ours.secretary, ours.cell) == []

    def test_sheets_wait_for_their_official_grade_until_it_is_given(self, ours: CellMonth) -> None:
        meeting = ours.hold()
        report = ours.begin_report()
        assert awaiting_official(ours.superior, ours.commune, ours.month) == []
        ours.submit(report)
        assert [line.pk for line in awaiting_official(ours.superior, ours.commune, ours.month)] == [
            report.pk
        ]
        ours.decide(meeting, "100")
        assert awaiting_official(ours.superior, ours.commune, ours.month) == []

    def test_the_province_sees_through_its_communes_and_a_neighbour_does_not(
        self, db: None
    ) -> None:
        province = a_province()
        ours = CellMonth(a_commune(province))
        ours.hold()
        report = ours.submit(ours.begin_report())
        above = an_actor("superior", province)
        assert [row.report for row in reports_waiting(above, province)] == [report]
        with pytest.raises(NotThere):
            get_report(an_actor("superior", a_commune(province)), report.pk)


def test_the_five_steps_follow_the_record(ours: CellMonth) -> None:
    def steps() -> list[bool]:
        meeting = ours.cell.meetings.unscoped("a test").first()
        return [step.done for step in month_progress(ours.cell, ours.month, meeting)]

    assert steps() == [False] * 5
    meeting = ours.prepare()
    assert steps() == [False] * 5
    ours.sit(meeting)
    assert steps() == [True, False, False, False, False]
    ours.mark(meeting, ours.people[0], "present")
    (_plan, sitting, *_later) = month_progress(ours.cell, ours.month, meeting)
    assert (sitting.done, sitting.note) == (False, "còn 4 người chưa điểm danh")
    ours.rest_present(meeting)
    assert steps() == [True, True, False, False, False]
    ours.score(meeting)
    ours.note(meeting, "next_month", "Ra quân.")
    assert steps() == [True, True, True, False, False], "nobody looked at the draft yet"
    ours.assign(meeting)
    assert steps() == [True, True, True, True, False]
    ours.close(meeting)
    assert current_step(month_progress(ours.cell, ours.month, meeting)) == 4
    ours.submit(ours.begin_report())
    assert steps() == [True] * 5
    assert find_report(ours.cell, ours.month.next()) is None
