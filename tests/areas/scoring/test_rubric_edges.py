"""Where published sheets are silent or contradict themselves: told, applied as configured."""

from datetime import date, time
from decimal import Decimal

import pytest

from chibo.areas.meetings.models import Meeting
from chibo.areas.rulebook import actions as rulebook
from chibo.areas.rulebook.actions import PackDraft
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.queries import find_sheet, lines_of, shown_lines
from chibo.areas.scoring.rules import MeetingFacts, propose, rebased, year_grade
from chibo.core.periods import Month
from chibo.regulations import MeetingKind
from chibo.regulations.templates import rubric_templates
from tests.months import CellMonth, at

TEMPLATES = rubric_templates()
B, C = (TEMPLATES[code].layer.rubrics[0] for code in "bc")
YEAR = C.year


def facts(**more: object) -> MeetingFacts:
    said = {"kind": MeetingKind.REGULAR, "for_month": Month(2026, 11), **more}
    return MeetingFacts(held_on=date(2026, 11, 3), **said)  # type: ignore[arg-type]


def line(code: str, **more: object):
    return next(each for each in propose(B, facts(**more)) if each.item.code == code)


def test_exactly_half_of_those_present_spoke_falls_into_the_hole_of_the_scale_and_stays_open() -> (
    None
):
    half = line("4.5", speakers=5, present=10)
    assert (half.points, half.reason.code) == (None, "outside_scale")
    assert line("4.5", speakers=6, present=10).points == 5
    assert line("4.5", speakers=4, present=10).points == 4


def test_one_absent_without_reason_goes_before_the_share() -> None:
    assert line("2.1", present=19, expected=20, unexcused=1).points == 1
    assert line("2.1", present=19, expected=20, unexcused=0).points == 4


def test_a_month_without_a_thematic_part_loses_nothing_for_it() -> None:
    assert line("4.3").points == 5
    assert line("4.3", kind=MeetingKind.COMBINED).points is None


@pytest.mark.parametrize(
    ("points", "maxima", "total"),
    [("90", ["95"], "94.73"), ("95", ["95"], "100"), ("85.5", ["60", "35"], "90"), ("0", [], "0")],
)
def test_a_sheet_with_a_line_left_out_is_rebased_and_rounding_never_lifts_it(
    points: str, maxima: list[str], total: str
) -> None:
    assert rebased(Decimal(points), map(Decimal, maxima), B) == Decimal(total)


class TestYear:
    @pytest.mark.parametrize(
        ("grades", "ungraded", "grade", "code"),
        [
            (["good"] * 7 + ["fair"] * 5, 0, "good", "fulfilled"),
            (["good"] * 6 + ["fair"] * 6, 0, "fair", "fulfilled"),
            (["good"] * 11 + ["average"], 0, "fair", "fulfilled"),
            (["good"] * 11 + ["poor"], 0, "", "outside_rules"),
            (["good"] * 11, 1, "", "ungraded"),
            ([], 0, "", "no_meetings"),
        ],
    )
    def test_good_is_every_meeting_fair_or_better_and_seven_good(
        self, grades: list[str], ungraded: int, grade: str, code: str
    ) -> None:
        found = year_grade(YEAR, grades, ungraded)
        assert (found.grade, found.reason.code) == (grade, code)

    def test_without_a_rule_no_grade_of_the_year_is_made_up(self) -> None:
        assert year_grade((), ["good"] * 12, 0).reason.code == "no_rule"


OWN = """
[[rubric]]
code = "own"
name = "Phiếu của xã"
applies_to = ["regular", "thematic", "combined"]
total = 100
step = 0.5
[[rubric.knock_out]]
measure = "unexcused_percent"
above = 20
grade = "average"
[[rubric.criterion]]
number = 1
name = "Nội dung thường kỳ"
max_points = 80
facts = ["attendance"]
[[rubric.criterion]]
number = 2
name = "Nội dung chuyên đề"
max_points = 20
facts = []
left_out = ["regular"]
"""


class TestACommitteesSheet:
    @pytest.fixture
    def ours(self, db: None) -> CellMonth:
        return CellMonth()

    @pytest.fixture
    def meeting(self, ours: CellMonth) -> Meeting:
        written = PackDraft(
            "15-QĐ/ĐU", "Quy định", "Điều 4", date(2026, 10, 1), date(2026, 11, 1), OWN
        )
        common = {"actor": ours.superior, "now": at(date(2026, 10, 2))}
        pack = rulebook.draft(unit_id=ours.commune.pk, written=written, **common)
        rulebook.adopt(number=pack.pk, version=1, **common)
        return ours.sit(ours.prepare(), ends_at=time(21))

    def test_a_line_left_out_is_not_on_the_sheet_and_the_rest_counts_for_a_hundred(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        ours.rest_present(meeting)
        assert [each.criterion for each in shown_lines(meeting, None)] == ["1"]
        sheet = ours.score(meeting, c1=GivenPoints(Decimal(74)))
        assert (sheet.self_total, sheet.self_grade) == (Decimal("92.5"), "good")
        assert [each.criterion for each in lines_of(sheet)] == ["1"]

    def test_many_absent_without_reason_cap_the_grade_whatever_the_points(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        for member in ours.people[:2]:
            ours.mark(meeting, member, "unexcused")
        ours.rest_present(meeting)
        sheet = ours.score(meeting)
        assert (sheet.self_total, sheet.self_grade) == (100, "average")
        assert "tỷ lệ vắng không lý do (%) trên 20" in sheet.cap_reason

    def test_the_cap_follows_the_roll_until_the_meeting_closes_and_binds_the_superior(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        ours.rest_present(meeting)
        ours.note(meeting, "next_month", "Ra quân.")
        assert ours.score(meeting).self_grade == "good"
        for member in ours.people[:2]:
            ours.mark(meeting, member, "unexcused", was="present")
        ours.close(meeting)
        ours.submit(ours.begin_report())
        sheet = find_sheet(meeting)
        assert sheet is not None
        assert (sheet.self_grade, sheet.grade_cap) == ("average", "average")
        decided = ours.decide(meeting, "100", version=sheet.version)
        assert (decided.official_total, decided.official_grade) == (100, "average")
