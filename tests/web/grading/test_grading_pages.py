"""Grading sheet after sheet, comparing, drawing by lot: the pages."""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.grading.models import SecondLook
from chibo.areas.indicators import actions as indicators
from chibo.areas.rulebook import actions as rulebook
from chibo.areas.rulebook.actions import PackDraft
from chibo.areas.scoring.queries import find_sheet, lines_of
from chibo.regulations.templates import rubric_templates
from tests.factories import a_cell, a_commune, a_held_meeting, a_score, an_account
from tests.months import CellMonth, at


@pytest.fixture
def ours(db: None, today_is: Callable[[str], None]) -> CellMonth:
    today_is("2026-11-30")
    return CellMonth()


@pytest.fixture
def client(ours: CellMonth) -> Client:
    client = Client()
    client.force_login(an_account("superior", ours.commune))
    return client


@pytest.fixture
def meeting(ours: CellMonth):
    held = ours.hold()
    ours.submit(ours.begin_report())
    return held


def fields(meeting, **more: str) -> dict[str, str]:
    sheet = find_sheet(meeting)
    said = {"once": str(uuid.uuid4()), "version": str(sheet.version), "note": ""}
    for line in lines_of(sheet):
        said[f"points-{line.criterion}"] = str(line.points).replace(".", ",")
        said[f"reason-{line.criterion}"] = ""
    return said | more


def test_one_sheet_is_accepted_and_the_next_comes_at_once(ours, client, meeting) -> None:
    a_score(a_held_meeting(ours.cell, date(2026, 10, 3), origin="import:1"))
    assert "Còn 2 phiếu" in client.get(reverse("grading")).content.decode()
    first = client.get(reverse("grading_in_turn"))
    assert first.url == reverse("grade_sheet", args=[meeting.pk])
    page = client.get(first.url).content.decode()
    for told in ("Đề xuất", "Buổi thường kỳ tháng 11/2026", "Ra quân.", "Rà soát hộ nghèo"):
        assert told in page
    answer = client.post(first.url, fields(meeting))
    assert answer.status_code == 302
    assert answer.url != first.url
    assert find_sheet(meeting).official_total == 100
    sheet_with_total = client.get(answer.url).content.decode()
    assert "chỉ có tổng điểm" in sheet_with_total


def test_who_leaves_one_for_later_is_led_to_the_one_after_it(ours, client, meeting) -> None:
    a_score(a_held_meeting(ours.cell, date(2026, 10, 3), origin="import:1"))
    page = client.get(reverse("grade_sheet", args=[meeting.pk])).content.decode()
    later = reverse("grading_in_turn") + f"?sau={meeting.pk}"
    assert f'href="{later}"' in page
    after = client.get(later).url
    assert after != reverse("grade_sheet", args=[meeting.pk])
    assert client.get(after).status_code == 200
    assert client.get(reverse("grading_in_turn") + "?sau=99999999").status_code == 404


def test_the_last_one_leads_back_to_the_list_which_says_that_all_is_done(client, meeting) -> None:
    answer = client.post(reverse("grade_sheet", args=[meeting.pk]), fields(meeting), follow=True)
    assert "Không còn phiếu nào chờ điểm chính thức" in answer.content.decode()


def test_a_double_enter_grades_once(client, meeting) -> None:
    said = fields(meeting)
    for _again in range(2):
        answer = client.post(reverse("grade_sheet", args=[meeting.pk]), said)
        assert answer.status_code == 302
    assert find_sheet(meeting).version == 2


def test_a_changed_line_without_a_sentence_comes_back_with_what_was_typed(client, meeting) -> None:
    said = fields(meeting, **{"points-6": "18,5"})
    answer = client.post(reverse("grade_sheet", args=[meeting.pk]), said)
    assert answer.status_code == 422
    assert "khác chi bộ tự chấm 30 điểm" in answer.content.decode()
    assert 'value="18,5"' in answer.content.decode()
    said = fields(meeting, **{"points-6": "18,5", "reason-6": "Ba việc chưa xong."})
    assert client.post(reverse("grade_sheet", args=[meeting.pk]), said).status_code == 302
    assert find_sheet(meeting).official_total == Decimal("88.5")


def test_who_was_overtaken_is_told_and_may_save_again_on_purpose(ours, client, meeting) -> None:
    late = fields(meeting, **{"points-6": "20", "reason-6": "Chưa xong."})
    ours.decide(meeting, "100")
    answer = client.post(reverse("grade_sheet", args=[meeting.pk]), late)
    assert answer.status_code == 422
    assert "Người khác vừa lưu" in answer.content.decode()
    assert find_sheet(meeting).official_total == 100


def test_another_commune_s_sheet_is_not_there_and_a_cell_s_people_do_not_grade(
    ours, meeting
) -> None:
    for role, unit, expected in (
        ("superior", a_commune(name="Xã khác"), 404),
        ("secretary", ours.cell, 403),
        ("clerk", ours.commune, 403),
    ):
        other = Client()
        other.force_login(an_account(role, unit))
        assert other.get(reverse("grade_sheet", args=[meeting.pk])).status_code == expected
        if role != "superior":
            assert other.get(reverse("grading_compare")).status_code == 403
            assert other.get(reverse("second_looks")).status_code == 403


def test_the_page_asks_as_often_for_many_that_wait_as_for_one(
    ours, client, meeting, django_assert_max_num_queries
) -> None:
    for count in (1, 20):
        for month in range(1, count):
            held = a_held_meeting(
                ours.cell, date(2026, month % 9 + 1, month), origin="import:1", kind="thematic"
            )
            a_score(held)
        with django_assert_max_num_queries(9) as found:
            client.get(reverse("grade_sheet", args=[meeting.pk]))
        asked = len(found.captured_queries)
        if count == 1:
            few = asked
    assert asked <= few + 1


class TestComparing:
    def test_a_count_opens_its_sheets_with_their_records(self, ours, client) -> None:
        held = a_held_meeting(ours.cell, date(2026, 5, 3))
        a_score(held, official_total=Decimal(80), official_grade="fair", official_note="Sơ sài.")
        indicators.fold(today=date(2026, 11, 30))
        page = client.get(reverse("grading_compare"), {"xem": "far"}).content.decode()
        assert "1 phiếu có cả hai điểm" in page
        assert "Sơ sài." in page
        assert reverse("meeting_record", args=[held.pk]) in page

    def test_nonsense_in_the_address_is_this_year(self, client) -> None:
        answer = client.get(reverse("grading_compare"), {"tu": "99/x", "den": "", "xem": "best"})
        assert "từ tháng 01/2026 đến tháng 11/2026" in answer.content.decode()


class TestDrawing:
    def test_a_draw_is_made_looked_at_and_can_be_made_again(self, ours, client) -> None:
        for month in range(1, 11):
            held = a_held_meeting(ours.cell, date(2026, month, 3))
            a_score(held, official_total=Decimal(90), official_grade="good")
        said = {"first": "01/2026", "last": "10/2026", "size": "3", "seed": "17"}
        said["once"] = str(uuid.uuid4())
        answer = client.post(reverse("second_looks"), said)
        again = client.post(reverse("second_looks"), said)
        assert answer.url == again.url
        look = SecondLook.objects.unscoped("a test").get()
        page = client.get(answer.url).content.decode()
        assert "rút 3 trong 10 phiếu" in page
        assert "Rút lại với số này ra đúng các phiếu dưới đây." in page
        row = look.sheets.first()
        address = reverse("second_look_finding", args=[look.pk, row.pk])
        finding = {"version": "1", "finding": "differs", "note": ""}
        bad = client.post(address, {**finding, "once": str(uuid.uuid4())})
        assert bad.status_code == 422
        assert "ghi một câu" in bad.content.decode()
        good = {**finding, "note": "Mục 3.", "once": str(uuid.uuid4())}
        assert client.post(address, good).status_code == 302
        assert "đã xem 1/3 phiếu" in client.get(reverse("second_looks")).content.decode()

    def test_months_without_a_graded_sheet_are_refused_beside_the_form(self, client) -> None:
        said = {"first": "01/2026", "last": "02/2026", "size": "3", "seed": "17"}
        answer = client.post(reverse("second_looks"), {**said, "once": str(uuid.uuid4())})
        assert answer.status_code == 422
        assert "chưa có phiếu nào được chấm" in answer.content.decode()


class TestYear:
    def adopt(self, ours) -> None:
        written = PackDraft(
            "15-QĐ/ĐU",
            "Quy định",
            "Điều 4",
            date(2026, 10, 1),
            date(2026, 12, 1),
            rubric_templates()["c"].text,
        )
        common = {"actor": ours.superior, "now": at(date(2026, 11, 2))}
        pack = rulebook.draft(unit_id=ours.commune.pk, written=written, **common)
        rulebook.adopt(number=pack.pk, version=1, **common)

    def test_the_year_follows_the_committees_own_rule_and_names_what_is_missing(
        self, ours, client, django_assert_max_num_queries
    ) -> None:
        page = client.get(reverse("grading_year")).content.decode()
        assert "không có quy tắc xếp loại cả năm" in page
        self.adopt(ours)
        for month in range(1, 9):
            held = a_held_meeting(ours.cell, date(2026, month, 3))
            a_score(held, official_total=Decimal(92), official_grade="good")
        page = client.get(reverse("grading_year"), {"nam": "2026"}).content.decode()
        assert "<b>Tốt</b>" in page
        assert "ít nhất 7 buổi Tốt" in page
        assert "năm chưa hết" in page
        a_score(a_held_meeting(ours.cell, date(2026, 9, 3)))
        page = client.get(reverse("grading_year"), {"nam": "x"}).content.decode()
        assert "Còn 1 buổi chưa có điểm chính thức" in page
        meetings = reverse("unit_meetings", args=[ours.cell.pk])
        for grade, number in (("good", 8), ("chua", 1)):
            assert f'<a href="{meetings}?nam=2026&amp;xep-loai={grade}">{number}</a>' in page
            rows = client.get(meetings, {"nam": "2026", "xep-loai": grade})
            assert len(rows.context["page"].object_list) == number
        everything = client.get(meetings, {"nam": "2025", "xep-loai": "x"})
        assert everything.context["graded"] is None

    def test_as_many_queries_for_many_cells_as_for_one(
        self, ours, client, django_assert_max_num_queries
    ) -> None:
        asked = []
        client.get(reverse("grading_year"))
        for count in (1, 8):
            for n in range(1, count):
                cell = a_cell(ours.commune, f"Chi bộ thôn {n}")
                a_score(a_held_meeting(cell), official_total=Decimal(92), official_grade="good")
            with django_assert_max_num_queries(40) as found:
                client.get(reverse("grading_year"))
            asked.append(len(found.captured_queries))
        assert asked[0] == asked[1]
