"""Summations over years: seed figures, a merger, what is frozen, what is restated."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.areas.access.queries import operator_actor
from chibo.areas.documents.models import PaperNumber
from chibo.areas.periodic.rules import Value
from chibo.areas.resolutions.models import Resolution
from chibo.areas.summations import actions, queries
from chibo.areas.summations.books import told_change
from chibo.areas.summations.errors import BadFrame, BadText, NotNow, UntrueWords
from chibo.areas.summations.models import SummationVersion
from chibo.areas.summations.papers import summation_paper
from chibo.areas.summations.queries.showing import Seen
from chibo.areas.tasks.models import Task, TaskState
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.areas.reports.test_issued_papers import words
from tests.factories import (
    a_cell,
    a_change,
    a_class,
    a_commune,
    a_held_meeting,
    a_member,
    a_place,
    a_target,
    an_actor,
    an_enrolment,
)
from tests.factories.bulk import enrol, members_of
from tests.summing import NOW, Summing

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Summing:
    return Summing()


def row_of(seen: Seen, code: str) -> queries.Row:
    return next(row for row in seen.rows if row.named.code == code)


def cells(seen: Seen, code: str) -> list[int | None]:
    numbers = [each.value.number for each in row_of(seen, code).cells]
    return [None if n is None else int(n) for n in numbers]


class TestSeedFigures:
    def test_more_than_200_a_year_over_complete_years_only(self, ours: Summing) -> None:
        """1.013 in five complete years and 3 in the running one: 202,6 and not 169,3."""
        for year, count in ((2021, 205), (2022, 201), (2023, 198), (2024, 204), (2025, 205)):
            members_of(ours.cells[0], [date(year, 1 + n % 12, 3) for n in range(count)])
        members_of(ours.cells[1], [date(2026, 3, 3)] * 3)
        row = ours.begin(first_year=2021)
        seen = ours.see(row)
        assert [str(each) for each in seen.periods] == [str(y) for y in range(2021, 2027)]
        assert cells(seen, "members.admitted") == [205, 201, 198, 204, 205, 3]
        mean = row_of(seen, "members.admitted").mean
        assert mean is not None
        assert (mean.value, mean.numerator, mean.denominator) == (
            Value.of(Decimal("202.6")),
            1013,
            5,
        )
        typed = "Kết nạp bình quân {Đảng viên kết nạp trong kỳ: bình quân mỗi năm, hơn 200} mỗi năm"
        ours.write(row, results=f"{typed}; năm 2023: {{Đảng viên kết nạp trong kỳ: năm 2023}}.")
        assert ours.said(row) == "Kết nạp bình quân hơn 200 mỗi năm; năm 2023: 198."

    def test_248_of_250_in_a_year_and_no_target_no_data(self, ours: Summing) -> None:
        members_of(ours.cells[0], [date(2025, 1 + n % 12, 3) for n in range(248)])
        a_target(ours.root, 250)
        row = ours.begin()
        rate = "Tỷ lệ kết nạp so với chỉ tiêu"
        ours.write(row, results=f"Đạt {{{rate}: năm 2025}}, {{{rate}: 2025, phân số}}; {{{rate}}}.")
        assert ours.said(row) == "Đạt 99,2%, 248/250; chưa có số liệu."

    def test_13_classes_and_more_than_1000_trainees_since_2017(self, ours: Summing) -> None:
        """Lớp, học viên and lượt apart; the words go when a correction makes them untrue."""
        for number in range(13):
            opened = a_class(
                ours.communes[0], date(2017 + number % 9, 9, 4), course="theory_intermediate"
            )
            enrol(opened, people=77, attended=60)
        row = ours.begin(first_year=2017, cut="halves")
        ours.write(
            row,
            results="Mở {Lớp học khai giảng trong kỳ} lớp, {Học viên: hơn 1.000} học viên, "
            "{Lượt người học} lượt.",
        )
        assert ours.said(row) == "Mở 13 lớp, hơn 1.000 học viên, 60.060 lượt."
        last = a_class(ours.communes[1], date(2016, 9, 4))
        an_enrolment(last, attended=1)
        assert ours.said(row) == "Mở 13 lớp, hơn 1.000 học viên, 60.060 lượt.", "before 2017"
        row2 = ours.begin(first_year=2018, cut="halves")
        ours.write(row2, results="{Học viên: hơn 1.000} học viên")
        assert ours.said(row2) == "847 học viên"
        assert ours.see(row2).faults == ["“hơn 1.000” không đúng: Học viên là 847."]
        with pytest.raises(UntrueWords, match="Học viên là 847"):
            ours.issue(row2)

    def test_coverage_14_of_14(self, ours: Summing) -> None:
        for number in range(14):
            name = f"Thôn Số {number}"
            a_place(ours.communes[0], name)
            a_cell(ours.communes[0], areas=[name])
        row = ours.begin()
        rate = "Tỷ lệ thôn, ấp, khóm có chi bộ"
        ours.write(row, results=f"{{{rate}}} thôn có chi bộ ({{{rate}: phân số}}).")
        assert ours.said(row) == "100,0% thôn có chi bộ (14/14)."


class TestAcrossReorganisations:
    def test_a_merged_commune_then_and_now_is_one_span_under_two_trees(self, ours: Summing) -> None:
        first, second = ours.communes
        members_of(ours.cells[0], [date(2022, 5, 3)] * 2)
        members_of(ours.cells[1], [date(2024, 5, 3)] * 3)
        a_change("merged", second, date(2025, 7, 1), first)
        then = ours.begin(first, first_year=2022, indicators=("members.admitted",))
        now = ours.begin(first, first_year=2022, structure="now", indicators=("members.admitted",))
        assert cells(ours.see(then), "members.admitted") == [2, 0, 0, 0, 0]
        assert cells(ours.see(now), "members.admitted") == [2, 0, 3, 0, 0]

    def test_a_commune_founded_in_the_middle_has_no_complete_year_before_it(
        self, ours: Summing
    ) -> None:
        """120 in half a year are no 24 a year; those it took over from stood all through."""
        old, new = ours.communes[0], a_commune(ours.root, founded_on=date(2025, 7, 1))
        cell = a_cell(new, founded_on=date(2025, 7, 1))
        members_of(cell, [date(2025, 9, 3)] * 120)
        members_of(ours.cells[0], [date(2022, 5, 3)] * 30)

        def mean(structure: str = "then", last: int = 2025) -> tuple[Any, Any]:
            row = ours.begin(
                new,
                first_year=2021,
                last_year=last,
                structure=structure,
                indicators=("members.admitted",),
            )
            told = row_of(ours.see(row), "members.admitted").mean
            assert told is not None
            return told.numerator, told.denominator

        assert mean() == mean("now") == (None, None)
        a_change("merged", old, date(2025, 7, 1), new)
        assert mean() == (None, None)
        assert mean("now") == (150, 5)

    def test_two_halves_and_terms_stand_side_by_side(self, ours: Summing) -> None:
        members_of(ours.cells[0], [date(2021, 5, 3), date(2024, 5, 3), date(2025, 5, 3)])
        row = ours.begin(cut="halves", first_year=2021, indicators=("members.admitted",))
        seen = ours.see(row)
        assert [each.label for each in seen.periods] == ["01/2021–12/2023", "01/2024–12/2026"]
        assert cells(seen, "members.admitted") == [1, 2]
        with pytest.raises(BadFrame, match="chưa ghi nhiệm kỳ"):
            ours.begin(cut="terms")


class TestIssued:
    def test_frozen_with_number_and_hash_then_corrected_restated_opened_again(
        self, ours: Summing
    ) -> None:
        members_of(ours.cells[0], [date(2024, 5, 3)] * 4)
        row = ours.begin()
        with pytest.raises(NotNow, match="Còn mục chưa ghi: Công tác lãnh đạo"):
            ours.issue(row)
        ours.write(row, results="Kết nạp {Đảng viên kết nạp trong kỳ: gần 5} đảng viên.")
        with pytest.raises(UntrueWords, match="“gần 5” không đúng"):
            ours.issue(row)
        ours.write(row)
        row = ours.issue(row)
        assert ours.issue(row).version == row.version, "twice is once"
        assert PaperNumber.objects.unscoped("test").get(ref=row.ref).line == "Số 01-BC/TU"
        with pytest.raises(NotNow, match="mở lại"):
            ours.write(row, results="Khác")
        first = row.versions.get()
        assert first.record["texts"]["results"] == "Kết nạp 4 đảng viên."
        assert list(queries.changed_summations()) == []
        with pytest.raises(NotNow, match="không có gì để điều chỉnh"):
            ours.restate(row)

        a_member(ours.cells[0], "Nguyễn Thị Sót", joined_on=date(2024, 8, 1))
        seen = ours.see(row)
        assert ours.said(row) == "Kết nạp 4 đảng viên.", "frozen"
        told = [told_change(seen.book, each) for each in seen.moved]
        assert ("Đảng viên kết nạp trong kỳ, năm 2024", "4", "5") in told
        assert ("Đảng viên kết nạp trong kỳ, cả thời gian", "4", "5") in told
        with pytest.raises(NotNow, match="lý do"):
            ours.restate(row, " ")
        row = ours.restate(row)
        assert ours.said(row) == "Kết nạp 5 đảng viên."
        again = row.versions.get(number=2)
        assert (again.is_restated, again.reason, again.by_name) == (
            True,
            "Bổ sung hồ sơ",
            "Trần Văn Tỉnh",
        )
        assert again.record["previous"] == first.sha256
        change = {each["line"]: each for each in again.record["changes"]}
        assert change["members.admitted@2024"]["before"] == ["value", "4"]
        assert row.versions.get(number=1).record["texts"]["results"] == "Kết nạp 4 đảng viên."

        ours.reopen(row)
        ours.write(row, results="Kết nạp {Đảng viên kết nạp trong kỳ: từ 5 trở lên}.")
        ours.issue(row)
        assert PaperNumber.objects.unscoped("test").get(ref=row.ref).line == "Số 01-BC/TU"
        assert [each.number for each in row.versions.all()] == [1, 2, 3]
        assert list(queries.changed_summations()) == []
        SummationVersion.objects.filter(number=2).update(reason="khác", record={"number": 2})
        assert "SHA-256 của bản 2" in next(iter(queries.changed_summations()))
        acts = AuditEvent.objects.filter(target=row.ref, action__startswith="summation.")
        assert [each.action.removeprefix("summation.") for each in acts.order_by("pk")] == [
            *("begun", "written", "written", "issued", "restated", "reopened"),
            *("written", "issued"),
        ]

    def test_a_correction_that_makes_the_words_untrue_asks_for_other_words(
        self, ours: Summing
    ) -> None:
        members_of(ours.cells[0], [date(2024, 5, 3)] * 4)
        row = ours.begin()
        ours.write(row, results="{Đảng viên kết nạp trong kỳ: dưới 5} đảng viên.")
        row = ours.issue(row)
        a_member(ours.cells[0], joined_on=date(2024, 8, 1))
        with pytest.raises(UntrueWords, match="“dưới 5” không đúng"):
            ours.restate(row)
        assert ours.said(row) == "dưới 5 đảng viên.", "the issued one stays as it was"


class TestWritten:
    def test_names_of_nothing_are_refused_and_two_people_do_not_overwrite_each_other(
        self, ours: Summing
    ) -> None:
        row = ours.begin()
        with pytest.raises(BadText, match="Học sinh}” không phải số liệu") as refused:
            ours.write(row, results="{Học sinh}")
        assert refused.value.field == "results"
        said = {"summation_id": row.pk, "version": row.version, "now": NOW}
        actions.write(actor=ours.superior, texts={"limits": "Của cấp ủy."}, **said)
        with pytest.raises(ChangedMeanwhile):
            actions.write(actor=ours.clerk, texts={"limits": "Của văn phòng."}, **said)
        row.refresh_from_db()
        assert row.texts["limits"] == "Của cấp ủy."

    def test_who_may(self, ours: Summing) -> None:
        row = ours.write(ours.begin())
        with pytest.raises(NotAllowed):
            ours.issue(row, ours.superior)
        neighbour = an_actor("clerk", ours.communes[0])
        with pytest.raises(NotThere):
            queries.get_summation(neighbour, row.pk)
        for role in ("secretary", "member"):
            with pytest.raises(NotThere):
                queries.get_summation(an_actor(role, ours.cells[0]), row.pk)
        member = an_actor("member", ours.cells[0])
        with pytest.raises(NotAllowed):
            queries.summations_of(member, ours.cells[0])

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            ({"title": " "}, "Chưa ghi tên"),
            ({"paper": ""}, "Hãy chọn văn bản"),
            ({"last_year": 2020}, "Năm đầu"),
            ({"first_year": 2015}, "đặt cạnh nhau"),
            ({"first_year": 2027, "last_year": 2028}, "chưa tới"),
            ({"indicators": ("x.y",)}, "không còn trong danh sách"),
            ({"cut": "weeks"}, "đặt cạnh nhau"),
        ],
    )
    def test_a_frame_that_makes_no_sense(
        self, ours: Summing, more: dict[str, Any], told: str
    ) -> None:
        with pytest.raises(BadFrame, match=told):
            ours.begin(**more)


class TestPaper:
    def test_a_directive_brings_how_far_its_cells_are_and_the_paper_says_all(
        self, ours: Summing
    ) -> None:
        members_of(ours.cells[0], [date(2024, 5, 3)] * 4)
        directive = ours.a_directive()
        done = Task.objects.unscoped("test").get(unit=ours.cells[0])
        done.state, done.ended_on, done.result = TaskState.DONE, NOW.date(), "Xong"
        done.save()
        row = ours.begin(
            directive_id=directive.pk,
            first_year=2024,
            indicators=("members.admitted", "meetings.attendance_rate"),
            charts=("members.admitted", "meetings.attendance_rate"),
        )
        ours.write(
            row,
            results="{Đã thực hiện văn bản}/{Phải thực hiện văn bản} chi bộ đã làm, "
            "đạt {Tỷ lệ đã thực hiện văn bản}.",
        )
        seen = ours.see(row)
        assert [(each.name, each.done, each.total) for each in seen.carried] == [
            ("Đảng ủy xã Một", 1, 1),
            ("Đảng ủy xã Hai", 0, 1),
        ]
        made = summation_paper(actor=ours.clerk, summation_id=row.pk, now=NOW)
        assert made.name == "bao-cao-tong-ket-2026-06-15.docx"
        text = words(made.content)
        assert (
            "BÁO CÁO tổng kết 5 năm thực hiện Nghị quyết số 22-NQ/TW ----- "
            "I- ĐẶC ĐIỂM TÌNH HÌNH Đảng bộ có 2 chi bộ. "
            "II- CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, QUÁN TRIỆT Đã quán triệt. "
            "III- KẾT QUẢ THỰC HIỆN 1/2 chi bộ đã làm, đạt 50,0%. "
            "Số liệu các kỳ (tổ chức khi ấy) Cả thời gian và bình quân mỗi năm "
            "Mức độ thực hiện Chỉ thị số 05-CT/TW ngày 15/05/2016 "
            "IV- HẠN CHẾ, NGUYÊN NHÂN Không có. V- BÀI HỌC KINH NGHIỆM Sát cơ sở. "
            "VI- PHƯƠNG HƯỚNG, NHIỆM VỤ Làm tiếp."
        ) in text
        assert (
            "Nội dung 2024 2025 2026 Đảng viên kết nạp trong kỳ (người) 4 0 0 "
            "Tỷ lệ dự sinh hoạt (%) chưa có số liệu chưa có số liệu chưa có số liệu "
            "Nội dung 2024–2026 Bình quân mỗi năm Đảng viên kết nạp trong kỳ (người) 4 "
            "2 (2 năm đủ) Tỷ lệ dự sinh hoạt (%) chưa có số liệu – "
            "Đơn vị Đã thực hiện Phải thực hiện Đảng ủy xã Một 1 1 Đảng ủy xã Hai 0 1"
        ) in text
        ours.issue(row)
        done.state, done.ended_on = TaskState.OPEN, None
        done.save()
        assert ours.see(row).moved == (), "how far it is goes on and is no correction"
        assert "1/2 chi bộ đã làm" in ours.said(row)

    def test_a_night_marks_what_was_corrected_though_nobody_opened_the_page(
        self, ours: Summing
    ) -> None:
        """Of a resolution, whose own tasks say how far it is carried out."""
        meeting = a_held_meeting(ours.cells[0], date(2024, 3, 5))
        about = Resolution.objects.create(meeting=meeting, number=3, adopted_on=date(2024, 3, 5))
        for state in (TaskState.DONE, TaskState.OPEN):
            Task.objects.create(
                unit=ours.cells[0],
                title="Họp dân",
                given_on=date(2024, 3, 5),
                origin=about.ref,
                state=state,
                ended_on=date(2024, 4, 5) if state == TaskState.DONE else None,
            )
        members_of(ours.cells[0], [date(2024, 5, 3)] * 4)
        row = ours.begin(paper="", resolution_id=about.pk)
        carried = ours.see(row).carried_in_all
        assert carried is not None
        assert (carried.numerator, carried.denominator) == (1, 2)
        row = ours.issue(ours.write(row))
        worker = operator_actor("máy chủ")
        assert actions.note_moves(actor=worker, now=NOW) == 1
        assert actions.note_moves(actor=worker, now=NOW) == 0, "once a day is enough"
        row.refresh_from_db()
        assert row.moved == {}
        a_member(ours.cells[0], "Nguyễn Thị Sót", joined_on=date(2024, 8, 1))
        for days in (1, 2):
            assert actions.note_moves(actor=worker, now=NOW + timedelta(days=days)) == 1
        row.refresh_from_db()
        assert row.moved["members.admitted@2024"] == "2026-06-16", "the night it was first seen"
        row = ours.restate(row)
        assert (row.moved, row.looked_on) == ({}, None)

    def test_as_many_statements_with_30_cells_as_with_two(self, ours: Summing) -> None:
        row = ours.begin(first_year=2025)

        def count() -> int:
            with CaptureQueriesContext(
                connection,
            ) as found:
                ours.see(row)
            return len(found)

        few = count()
        for number in range(30):
            a_cell(ours.communes[0], f"Chi bộ {number}")
        assert count() == few
