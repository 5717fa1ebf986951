"""The score sheet of a meeting: proposed, confirmed, overridden, decided."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from chibo.areas.meetings import actions as meetings
from chibo.areas.meetings.models import Meeting
from chibo.areas.scoring import actions as scoring
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.errors import BadScore, CannotDecide
from chibo.areas.scoring.models import ScoreLine, ScoreSheet
from chibo.areas.scoring.queries import find_sheet, get_sheet, lines_of, shown_lines
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from tests.factories import a_held_meeting, a_score
from tests.months import CellMonth, at


@pytest.fixture
def ours(db: None) -> CellMonth:
    return CellMonth()


@pytest.fixture
def meeting(ours: CellMonth) -> Meeting:
    meeting = ours.sit(ours.prepare())
    ours.rest_present(meeting)
    return meeting


def proposals(meeting: Meeting) -> dict[str, tuple[Decimal | None, str]]:
    return {
        line.criterion: (line.proposed, line.reason)
        for line in shown_lines(meeting, find_sheet(meeting))
    }


class TestProposals:
    def test_what_the_rubric_scales_is_proposed_and_the_rest_is_left_open(
        self, meeting: Meeting
    ) -> None:
        found = proposals(meeting)
        assert [code for code, (points, _reason) in found.items() if points is not None] == [
            "1",
            "2",
        ]
        assert found["1"] == (
            Decimal(5),
            "Buổi thường kỳ tháng 11/2026 họp ngày 03/11/2026, trong tháng. "
            "Sinh hoạt 120 phút, tối thiểu 90 phút. Đạt yêu cầu: 5 điểm.",
        )
        assert found["2"][1].startswith("Có mặt 5/5 (100,0%)")

    def test_facts_are_shown_also_where_points_are_left_open(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        for what, day in (("papers", 1), ("notice", 2)):
            meetings.mark_sent(
                actor=ours.secretary,
                meeting_id=meeting.pk,
                what=what,
                on=date(2026, 11, day),
                now=at(ours.held_on),
            )
        meeting.refresh_from_db()
        found = proposals(meeting)
        assert found["3.2"][0] is None
        assert "Thông báo gửi trước 1 ngày. Tài liệu gửi trước 2 ngày." in found["3.2"][1]
        assert "3/5 người có mặt phát biểu (60,0%)." in found["4.2"][1]

    def test_a_short_meeting_is_told_and_not_deducted_from(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        ours.sit(meeting, ends_at=time(20, 29))
        meeting.refresh_from_db()
        points, reason = proposals(meeting)["1"]
        assert points is None
        assert "Sinh hoạt 89 phút, tối thiểu 90 phút." in reason

    def test_a_cell_s_own_minimum_counts_for_its_regular_meeting(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        from chibo.areas.meetings.models import CellHabit

        meetings.keep_habit(
            actor=ours.secretary,
            habit=CellHabit(unit=ours.cell, minimum_minutes=60, minimum_source="Công văn 12-CV/ĐU"),
            now=at(ours.held_on),
        )
        ours.sit(meeting, ends_at=time(20, 0))
        meeting.refresh_from_db()
        assert proposals(meeting)["1"][0] == Decimal(5)

    def test_one_absent_without_reason_or_fewer_than_nine_in_ten_leave_the_line_open(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        ours.mark(meeting, ours.people[0], "excused", was="present")
        points, reason = proposals(meeting)["2"]
        assert points is None
        assert reason.startswith("Có mặt 4/5 (80,0%), vắng có lý do 1, vắng không lý do 0.")

    def test_before_the_roll_is_complete_nothing_is_said_of_turnout(self, ours: CellMonth) -> None:
        meeting = ours.prepare()
        ours.mark(meeting, ours.people[0], "present")
        assert proposals(meeting)["2"][1].startswith("Chưa điểm danh.")

    def test_tasks_of_the_month_before_are_told(self, ours: CellMonth) -> None:
        ours.hold(task="Rà soát hộ nghèo")
        task = ours.cell.tasks.unscoped("a test").get()
        ours.next_month()
        meeting = ours.sit(ours.prepare())
        ours.rest_present(meeting)
        ours.assign(meeting, "Việc mới giao, không tính vào kỳ trước")
        ours.review(meeting, task, "done", note="Xong 12 hộ.")
        assert "Nhiệm vụ kỳ trước: xong 1/1 (100,0%)" in proposals(meeting)["6"][1]


class TestGiving:
    def test_the_cell_confirms_and_gets_total_and_grade(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        sheet = ours.score(meeting, c6=GivenPoints(Decimal("22.5")))
        assert sheet.self_total == Decimal("92.5")
        assert sheet.self_grade == "good"
        assert sheet.rubric == "meetings-hd42-2025/template-a"
        assert sheet.confirmed_by == "Nguyễn Văn An"
        assert sum(line.points or 0 for line in lines_of(sheet)) == Decimal("92.5")

    @pytest.mark.parametrize(
        ("points", "grade"), [(30, "good"), (Decimal("19.5"), "fair"), (0, "fair")]
    )
    def test_the_grade_follows_the_thresholds(
        self, ours: CellMonth, meeting: Meeting, points: Decimal, grade: str
    ) -> None:
        assert ours.score(meeting, c6=GivenPoints(points)).self_grade == grade

    @pytest.mark.parametrize(
        ("given", "why"),
        [
            ({"c6": GivenPoints(None)}, "Mục 6 chưa có điểm"),
            ({"c6": GivenPoints(Decimal("30.5"))}, "tối đa 30 điểm"),
            ({"c6": GivenPoints(Decimal(-1))}, "không được âm"),
            ({"c6": GivenPoints(Decimal("22.3"))}, "bước 0,5"),
            ({"c1": GivenPoints(Decimal(4))}, "khác đề xuất 5 điểm thì ghi một câu"),
            ({"c1": GivenPoints(Decimal(4), "   ")}, "khác đề xuất 5 điểm thì ghi một câu"),
        ],
    )
    def test_one_wrong_line_and_nothing_is_kept(
        self, ours: CellMonth, meeting: Meeting, given: dict[str, GivenPoints], why: str
    ) -> None:
        with pytest.raises(BadScore, match="Còn 1 tiêu chí") as refusal:
            ours.score(meeting, **given)
        assert why in " ".join(refusal.value.lines.values())
        assert not ScoreSheet.objects.unscoped("a test").exists()
        assert not ScoreLine.objects.exists()

    def test_a_refusal_keeps_the_sheet_that_was_there(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        ours.score(meeting)
        with pytest.raises(BadScore):
            ours.score(meeting, c6=GivenPoints(Decimal(31)))
        assert find_sheet(meeting).self_total == Decimal(100)  # type: ignore[union-attr]

    def test_an_override_keeps_its_sentence(self, ours: CellMonth, meeting: Meeting) -> None:
        sheet = ours.score(meeting, c1=GivenPoints(Decimal(4), "Bắt đầu trễ 10 phút."))
        line = lines_of(sheet)[0]
        assert (line.proposed, line.points, line.override_reason) == (5, 4, "Bắt đầu trễ 10 phút.")

    def test_two_people_scoring_at_once(self, ours: CellMonth, meeting: Meeting) -> None:
        ours.score(meeting)
        with pytest.raises(ChangedMeanwhile):
            scoring.give_points(
                actor=ours.secretary,
                meeting_id=meeting.pk,
                given=ours.points(meeting),
                version=0,
                now=at(ours.held_on),
            )

    def test_the_superior_does_not_score_for_the_cell(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        with pytest.raises(NotAllowed):
            scoring.give_points(
                actor=ours.superior,
                meeting_id=meeting.pk,
                given=ours.points(meeting),
                version=0,
                now=at(ours.held_on),
            )

    def test_the_past_stays_judged_by_the_rule_of_its_date(self, ours: CellMonth) -> None:
        from chibo.core.periods import Month

        ours.month = Month(2024, 5)
        meeting = ours.sit(ours.prepare())
        ours.rest_present(meeting)
        assert ours.score(meeting).rubric == "meetings-hd12-2018/template-a"


class TestTheOfficialGrade:
    """HD 42-HD/BTCTW: the direct superior decides."""

    def submitted(self, ours: CellMonth) -> Meeting:
        meeting = ours.hold()
        ours.submit(ours.begin_report())
        return meeting

    def test_it_is_given_on_a_submitted_sheet_only(self, ours: CellMonth) -> None:
        meeting = ours.hold()
        with pytest.raises(CannotDecide, match="chưa nộp báo cáo"):
            ours.decide(meeting, "100")
        ours.submit(ours.begin_report())
        assert ours.decide(meeting, "100").official_grade == "good"

    def test_a_difference_needs_a_sentence(self, ours: CellMonth) -> None:
        meeting = self.submitted(ours)
        with pytest.raises(CannotDecide, match=r"\(100\)"):
            ours.decide(meeting, "85")
        sheet = ours.decide(meeting, "85", "Biên bản sơ sài.")
        assert (sheet.official_total, sheet.official_grade) == (85, "fair")
        assert (sheet.self_total, sheet.self_grade) == (100, "good")
        assert sheet.official_by == "Đỗ Thị Hạnh"

    def test_two_superiors_at_once(self, ours: CellMonth) -> None:
        meeting = self.submitted(ours)
        ours.decide(meeting, "100")
        with pytest.raises(ChangedMeanwhile):
            ours.decide(meeting, "90", "Ý khác.", version=1)

    @pytest.mark.parametrize("points", ["-1", "100.5"])
    def test_points_stay_between_none_and_a_hundred(self, ours: CellMonth, points: str) -> None:
        with pytest.raises(CannotDecide, match="từ 0 đến 100"):
            ours.decide(self.submitted(ours), points, "Lý do.")

    def test_the_cell_does_not_decide_its_own(self, ours: CellMonth) -> None:
        meeting = self.submitted(ours)
        ours.superior = ours.secretary
        with pytest.raises(NotAllowed):
            ours.decide(meeting, "100")

    def test_a_superior_of_elsewhere_sees_no_sheet(self, ours: CellMonth) -> None:
        meeting = self.submitted(ours)
        ours.superior = CellMonth().superior
        with pytest.raises(NotThere):
            ours.decide(meeting, "100")
        with pytest.raises(NotThere):
            get_sheet(ours.superior, meeting.pk)

    def test_an_imported_sheet_is_decided_without_a_report(self, ours: CellMonth) -> None:
        meeting = a_held_meeting(ours.cell, date(2026, 10, 3), origin="import:1")
        a_score(meeting)
        assert ours.decide(meeting, "91").official_total == 91


def test_the_database_itself_keeps_points_within_their_bounds(
    ours: CellMonth, meeting: Meeting
) -> None:
    sheet = ours.score(meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreLine.objects.filter(sheet=sheet, criterion="1").update(points=6)
    with pytest.raises(IntegrityError):
        ScoreSheet.objects.unscoped("a test").update(self_total=101)
