"""The forms of a month: what they keep, what they refuse, and that nothing is done twice."""

import re
import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from chibo.areas.meetings.models import AgendaPoint, Meeting, Vote
from chibo.areas.meetings.queries import agenda_of, votes_of
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.scoring.models import ScoreSheet
from chibo.areas.scoring.queries import find_sheet
from chibo.areas.tasks.models import Task
from tests.factories import an_account
from tests.months import CellMonth, states_of
from tests.web.month.conftest import People, score_fields


def form(**fields: Any) -> dict[str, Any]:
    return {"once": str(uuid4()), **fields}


def sitting_fields(meeting: Meeting, **more: str) -> dict[str, str]:
    said = {
        "version": str(meeting.version),
        "held_on": "03/11/2026",
        "starts_at": "19:00",
        "ends_at": "21:00",
        "chair_name": "Nguyễn Văn An",
        "minutes_by": "Trần Thị Bình",
        "visitors": "",
        "speakers": "2",
        "conclusion": "Thống nhất.",
    }
    return form(**{**said, **more})


def test_a_whole_month_by_its_forms(
    ours: CellMonth, people: People, today_is: Callable[[str], None]
) -> None:
    """Five steps, then the superior: nothing but forms, on the day after the meeting."""
    today_is("2026-11-04")
    client = people.secretary
    month = reverse("cell_month", args=[ours.cell.pk, "2026-11"])
    prepared = client.post(f"{month}lap/", form(kind="regular"))
    meeting = Meeting.objects.unscoped("a test").get()
    assert prepared["Location"] == reverse("step_prepare", args=[meeting.pk])
    here = f"/sinh-hoat/{meeting.pk}/"

    client.post(f"{here}chuan-bi/da-gui/", form(what="notice", on="01/11/2026"))
    client.post(f"{here}chuan-bi/noi-dung/", form(title="Bàn việc đường liên thôn"))
    client.post(f"{here}hop/diem-danh/con-lai/", form())
    meeting.refresh_from_db()
    client.post(f"{here}hop/", sitting_fields(meeting))
    point = next(p for p in agenda_of(meeting) if p.code == "next_month")
    notes = {f"note-{point.pk}": "Ra quân.", f"version-{point.pk}": "1"}
    client.post(f"{here}hop/ghi-chep/", form(**notes))
    vote = {"subject": "Thông qua nghị quyết", "decision": "ordinary", "against": "0"}
    client.post(f"{here}hop/bieu-quyet/", form(**vote, in_favour="5", abstained="0"))
    meeting.refresh_from_db()
    client.post(f"{here}cham-diem/", form(**score_fields(ours, meeting)))
    client.post(f"{here}nghi-quyet/giao-viec/", form(title="Rà soát hộ nghèo", due_on="28/11/2026"))
    closed = client.post(f"{here}dong/", form(), follow=True)
    assert "Đã đóng buổi sinh hoạt" in closed.content.decode()
    client.post(f"{month}bao-cao/", form())
    report = MonthlyReport.objects.unscoped("a test").get()
    sent = client.post(f"/bao-cao/{report.pk}/nop/", form(), follow=True)
    assert "Đã nộp báo cáo lên Đảng ủy xã Hòa Bình." in sent.content.decode()

    above = people.superior
    assert "Chi bộ thôn Đông" in above.get(reverse("reports_waiting")).content.decode()
    score = {"points": "98,5", "note": "Biên bản sơ sài.", "version": "1"}
    above.post(f"{here}diem-chinh-thuc/", form(**score))
    done = above.post(f"/bao-cao/{report.pk}/nhan/", form(), follow=True)
    assert "Đã nhận báo cáo của Chi bộ thôn Đông." in done.content.decode()
    page = above.get(reverse("decide_report", args=[report.pk])).content.decode()
    assert "98,5" in page
    assert "-1,5" in page, "the gap to the cell's own score is shown"


def test_ticked_reports_are_accepted_together_and_a_resent_form_does_it_once(
    ours: CellMonth, people: People
) -> None:
    ours.hold()
    report = ours.submit(ours.begin_report())
    above, address = people.superior, reverse("accept_reports")
    shown = above.get(reverse("reports_waiting")).content.decode()
    assert f'name="report" value="{report.pk}" checked' in shown
    sent = form(report=[str(report.pk), "rác"])
    first = above.post(address, sent, follow=True).content.decode()
    assert "Đã nhận 1 báo cáo." in first
    above.post(address, sent)
    assert above.post(address, form(report=str(report.pk)), follow=True).status_code == 200
    report.refresh_from_db()
    assert (report.state, report.events.filter(step="accepted").count()) == ("accepted", 1)


class TestOnce:
    def test_a_resent_form_creates_nothing_twice(self, ours: CellMonth, people: People) -> None:
        meeting = ours.sit(ours.prepare())
        address = reverse("assign_task", args=[meeting.pk])
        sent = form(title="Rà soát hộ nghèo")
        first, second = (people.secretary.post(address, sent) for _time in range(2))
        assert Task.objects.unscoped("a test").count() == 1
        assert first["Location"] == second["Location"]
        assert second["X-Already-Done"] == "1"

    def test_a_refused_form_may_be_sent_again_with_the_same_key(
        self, ours: CellMonth, people: People
    ) -> None:
        meeting = ours.sit(ours.prepare())
        address = reverse("assign_task", args=[meeting.pk])
        key = str(uuid4())
        refused = people.secretary.post(address, {"once": key, "title": "Kế hoạch (Mật)"})
        assert refused.status_code == 422
        assert "Kế hoạch (Mật)" in refused.content.decode(), "what was typed is still there"
        people.secretary.post(address, {"once": key, "title": "Kế hoạch tháng"})
        assert Task.objects.unscoped("a test").get().title == "Kế hoạch tháng"

    def test_without_a_key_nothing_is_done(self, ours: CellMonth, people: People) -> None:
        address = reverse("prepare_meeting", args=[ours.cell.pk, "2026-11"])
        assert people.secretary.post(address, {"kind": "regular"}).status_code == 400
        assert not Meeting.objects.unscoped("a test").exists()

    @pytest.mark.django_db(transaction=True)
    def test_a_double_click_at_the_same_moment(self, today_is: Any) -> None:
        today_is("2026-11-03")
        ours = CellMonth()
        meeting = ours.sit(ours.prepare())
        account = an_account("secretary", ours.cell)
        address, sent = reverse("assign_task", args=[meeting.pk]), form(title="Rà soát hộ nghèo")
        start, codes = threading.Barrier(2), []

        def click() -> None:
            client = Client()
            client.force_login(account)
            try:
                start.wait(20)
                codes.append(client.post(address, sent).status_code)
            finally:
                connection.close()

        clicks = [threading.Thread(target=click) for _finger in range(2)]
        for each in clicks:
            each.start()
        for each in clicks:
            each.join()
        assert codes == [302, 302]
        assert Task.objects.unscoped("a test").count() == 1


def test_an_expired_sign_in_saves_nothing_and_leads_to_the_sign_in_page(
    ours: CellMonth, people: People
) -> None:
    meeting = ours.prepare()
    people.secretary.logout()
    page = f"http://testserver{reverse('step_sitting', args=[meeting.pk])}"
    answer = people.secretary.post(
        reverse("step_sitting", args=[meeting.pk]),
        sitting_fields(meeting),
        headers={"Referer": page},
    )
    assert (answer.status_code, answer["X-Sign-In"]) == (302, "1")
    assert "hop" in answer["Location"], "afterwards back to the page the form stood on"
    meeting.refresh_from_db()
    assert meeting.starts_at is None


class TestTwoPeople:
    def test_on_one_plan_see_both_versions_and_decide(
        self, ours: CellMonth, people: People
    ) -> None:
        meeting = ours.prepare()
        address = reverse("step_sitting", args=[meeting.pk])
        stale = sitting_fields(meeting, chair_name="Lê Văn Cường")
        ours.sit(meeting)
        answer = people.secretary.post(address, stale)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Hai bản khác nhau" in page
        assert "Lê Văn Cường" in page
        meeting.refresh_from_db()
        assert meeting.chair_name == "Nguyễn Văn An"
        version = re.search(r'name="version" value="(\d+)"', page)
        assert version is not None
        people.secretary.post(address, {**stale, "version": version[1]})
        meeting.refresh_from_db()
        assert meeting.chair_name == "Lê Văn Cường"

    def test_under_one_point_see_both_texts_and_lose_neither(
        self, ours: CellMonth, people: People
    ) -> None:
        meeting = ours.prepare()
        point, other = (p for p in agenda_of(meeting) if p.code in {"month_review", "next_month"})
        ours.note(meeting, point.code, "Của người khác")
        address = reverse("notes", args=[meeting.pk])
        mine = {
            f"note-{point.pk}": "Của tôi",
            f"version-{point.pk}": "1",
            f"note-{other.pk}": "Việc khác",
            f"version-{other.pk}": "1",
        }
        answer = people.secretary.post(address, form(**mine))
        page = answer.content.decode()
        assert answer.status_code == 422
        for text in ("Của người khác", "Của tôi", "Việc khác"):
            assert text in page
        assert not AgendaPoint.objects.filter(notes="Việc khác").exists()
        shown = dict(re.findall(r'name="(version-\d+)" value="(\d+)"', page))
        people.secretary.post(address, form(**{**mine, **shown}))
        assert set(AgendaPoint.objects.exclude(notes="").values_list("notes", flat=True)) == {
            "Của tôi",
            "Việc khác",
        }

    def test_on_one_name_the_second_tap_is_told_what_the_first_was(
        self, ours: CellMonth, people: People
    ) -> None:
        meeting, an = ours.prepare(), ours.people[0]
        ours.mark(meeting, an, "excused")
        address = reverse("roll", args=[meeting.pk])
        tap = {f"m-{an.pk}": "present", f"was-{an.pk}": ""}
        answer = people.secretary.post(address, form(**tap), headers={"X-Fragment": "roll"})
        assert answer.status_code == 409
        assert "Nguyễn Văn An vừa được người khác ghi là “Vắng có lý do”" in answer.content.decode()

    def test_a_whole_list_without_a_script_keeps_what_does_not_conflict(
        self, ours: CellMonth, people: People
    ) -> None:
        meeting = ours.prepare()
        ours.mark(meeting, ours.people[0], "excused")
        fields = {}
        for member in ours.people:
            fields |= {f"m-{member.pk}": "present", f"was-{member.pk}": ""}
        answer = people.secretary.post(
            reverse("roll", args=[meeting.pk]), form(**fields), follow=True
        )
        assert "vừa được người khác ghi" in answer.content.decode()
        assert list(states_of(meeting).values()) == ["excused", *["present"] * 4]


class TestTaps:
    def test_one_tap_answers_its_row_and_the_counts(self, ours: CellMonth, people: People) -> None:
        meeting, an = ours.prepare(), ours.people[0]
        tap = {f"m-{an.pk}": "present", f"was-{an.pk}": ""}
        answer = people.secretary.post(
            reverse("roll", args=[meeting.pk]), form(**tap), headers={"X-Fragment": "roll"}
        )
        page = answer.content.decode()
        assert answer.status_code == 200
        assert f'id="row-{an.pk}"' in page
        assert 'id="roll-counts"' in page
        assert "chưa ghi 4" in page
        assert page.count("<fieldset") == 1

    def test_reasons_of_those_absent_are_kept(self, ours: CellMonth, people: People) -> None:
        meeting, an = ours.prepare(), ours.people[0]
        ours.mark(meeting, an, "excused")
        people.secretary.post(
            reverse("absence_reasons", args=[meeting.pk]), form(**{f"reason-{an.pk}": "Đi viện"})
        )
        page = people.secretary.get(reverse("step_sitting", args=[meeting.pk])).content.decode()
        assert 'value="Đi viện"' in page


class TestRefusals:
    @pytest.mark.parametrize(
        ("field", "typed", "sentence"),
        [
            ("held_on", "13/25/2024", "ngày/tháng/năm"),
            ("held_on", "04/11/2026", "04/11/2026 chưa tới"),
            ("starts_at", "25:00", "giờ:phút"),
            ("ends_at", "19:00", "xem lại giờ"),
            ("speakers", "-1", "0"),
            ("speakers", "99999", "1000"),
        ],
    )
    def test_a_wrong_time_or_number_is_told_beside_what_was_typed(
        self, ours: CellMonth, people: People, field: str, typed: str, sentence: str
    ) -> None:
        meeting = ours.prepare()
        answer = people.secretary.post(
            reverse("step_sitting", args=[meeting.pk]), sitting_fields(meeting, **{field: typed})
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert f'value="{typed}"' in page
        meeting.refresh_from_db()
        assert meeting.held_on is None

    def test_a_score_with_one_wrong_line_keeps_all_that_was_typed(
        self, ours: CellMonth, people: People
    ) -> None:
        meeting = ours.sit(ours.prepare())
        ours.rest_present(meeting)
        fields = score_fields(
            ours, meeting, **{"points-1": "4", "points-6": "27,5", "points-7": "6"}
        )
        answer = people.secretary.post(reverse("step_score", args=[meeting.pk]), form(**fields))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Còn 2 tiêu chí cần xem lại" in page
        assert "khác đề xuất 5 điểm thì ghi một câu" in page
        assert "tối đa 5 điểm" in page
        assert 'value="27,5"' in page
        assert not ScoreSheet.objects.unscoped("a test").exists()
        fixed = {**fields, "reason-1": "Bắt đầu trễ.", "points-7": "5"}
        people.secretary.post(reverse("step_score", args=[meeting.pk]), form(**fixed))
        assert str(find_sheet(meeting).self_total) == "96.50"  # type: ignore[union-attr]

    def test_more_votes_than_voters(self, ours: CellMonth, people: People) -> None:
        meeting = ours.sit(ours.prepare())
        ours.rest_present(meeting)
        vote = {"subject": "Kết nạp", "decision": "admission", "in_favour": "5", "against": "1"}
        answer = people.secretary.post(
            reverse("take_vote", args=[meeting.pk]), form(**vote, abstained="0")
        )
        assert answer.status_code == 422
        assert "Có 6 phiếu nhưng chỉ 5 người được biểu quyết" in answer.content.decode()
        assert not Vote.objects.exists()

    def test_a_vote_shows_whether_it_passed(self, ours: CellMonth, people: People) -> None:
        meeting = ours.sit(ours.prepare())
        ours.rest_present(meeting)
        vote = {"subject": "Kết nạp", "decision": "admission", "in_favour": "3", "against": "2"}
        address = reverse("take_vote", args=[meeting.pk])
        people.secretary.post(address, form(**vote, abstained="0"))
        page = people.secretary.get(reverse("step_sitting", args=[meeting.pk])).content.decode()
        assert "Không thông qua" in page
        assert "3/5 đồng ý (60,0%), cần từ 4" in page
        (taken,) = votes_of(meeting)
        people.secretary.post(reverse("remove_vote", args=[meeting.pk, taken.pk]), form())
        assert votes_of(meeting) == []

    def test_closing_too_early_says_what_is_missing_and_leads_back(
        self, ours: CellMonth, people: People
    ) -> None:
        meeting = ours.prepare()
        page = f"http://testserver{reverse('step_report', args=[meeting.pk])}"
        answer = people.secretary.post(
            reverse("close_meeting", args=[meeting.pk]),
            form(),
            headers={"Referer": page},
            follow=True,
        )
        assert "Chưa ghi đủ ngày họp" in answer.content.decode()
        assert answer.request["PATH_INFO"] == reverse("step_report", args=[meeting.pk])

    @pytest.mark.parametrize("kind", ["", "x", "regular'--"])
    def test_an_invented_kind_of_meeting(self, ours: CellMonth, people: People, kind: str) -> None:
        address = reverse("prepare_meeting", args=[ours.cell.pk, "2026-11"])
        assert people.secretary.post(address, form(kind=kind)).status_code == 302
        assert not Meeting.objects.unscoped("a test").exists()

    @pytest.mark.parametrize("title", ["", "x" * 501, "có\x00rác", "Kế hoạch (Tối mật)"])
    def test_a_point_nobody_could_read(self, ours: CellMonth, people: People, title: str) -> None:
        meeting = ours.prepare()
        count = AgendaPoint.objects.count()
        for name, args in (("agenda_add", []), ("agenda_change", [agenda_of(meeting)[0].pk])):
            answer = people.secretary.post(
                reverse(name, args=[meeting.pk, *args]), form(title=title, version="abc")
            )
            assert answer.status_code == 302
        assert AgendaPoint.objects.count() == count

    def test_returning_without_a_word(self, ours: CellMonth, people: People) -> None:
        ours.hold()
        report = ours.submit(ours.begin_report())
        answer = people.superior.post(reverse("return_report", args=[report.pk]), form(reason=" "))
        assert answer.status_code == 422
        report.refresh_from_db()
        assert report.state == "submitted"

    def test_an_official_grade_that_differs_without_a_word(
        self, ours: CellMonth, people: People
    ) -> None:
        meeting = ours.hold()
        ours.submit(ours.begin_report())
        answer = people.superior.post(
            reverse("official_score", args=[meeting.pk]), form(points="80", note="", version="1")
        )
        assert answer.status_code == 422
        assert "Hãy ghi một câu lý do" in answer.content.decode()

    def test_the_grade_is_asked_for_only_once_the_report_is_there(
        self, ours: CellMonth, people: People
    ) -> None:
        ours.hold()
        report = ours.begin_report()
        page = people.superior.get(reverse("decide_report", args=[report.pk])).content.decode()
        assert "Ghi điểm chính thức" not in page
