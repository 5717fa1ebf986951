"""Proposing a score sheet from the record, checking what the cell enters, summing it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.areas.scoring.rules import (
    FACT_REASONS,
    MEASURE_VALUES,
    MeetingFacts,
    ProposedLine,
    grade_of,
    line_problems,
    propose,
    total,
)
from chibo.core.periods import Month
from chibo.regulations import MeetingKind, MeetingRules, Rubric, meeting_rules
from chibo.regulations.reading import Table
from chibo.regulations.rubric_reading import read_rubrics
from chibo.regulations.scales import FACTS, MEASURES

ON = date(2026, 11, 5)
GOOD = MeetingFacts(
    kind=MeetingKind.REGULAR,
    for_month=Month(2026, 11),
    held_on=ON,
    minutes=95,
    minimum=90,
    expected=20,
    present=18,
    excused=2,
    unexcused=0,
    papers_lead_days=2,
    notice_lead_days=5,
    committee_met=True,
    speakers=7,
    steps_total=17,
    steps_done=16,
    tasks_total=5,
    tasks_closed=4,
    tasks_carried=1,
    votes=1,
    has_minutes=True,
    has_conclusion=True,
)
EMPTY = MeetingFacts(kind=MeetingKind.REGULAR, for_month=Month(2026, 11), held_on=ON)


@pytest.fixture
def rules() -> MeetingRules:
    found = meeting_rules(ON)
    assert found is not None
    return found


@pytest.fixture
def rubric(rules: MeetingRules) -> Rubric:
    return rules.rubric_for(MeetingKind.REGULAR)


def line(rubric: Rubric, code: str, facts: MeetingFacts) -> ProposedLine:
    return {each.item.code: each for each in propose(rubric, facts)}[code]


def test_the_record_answers_for_everything_a_rubric_may_name() -> None:
    assert set(FACT_REASONS) == FACTS
    assert set(MEASURE_VALUES) == MEASURES


def test_a_good_meeting_gets_full_points_only_where_the_conditions_are_published(
    rubric: Rubric,
) -> None:
    proposed = {each.item.code: each.points for each in propose(rubric, GOOD)}
    assert proposed == {
        "1": Decimal(5),
        "2": Decimal(5),
        **dict.fromkeys(("3.1", "3.2", "4.1", "4.2", "4.3", "5", "6", "7")),
    }


def test_the_reason_tells_the_record_and_what_follows(rubric: Rubric) -> None:
    assert line(rubric, "1", GOOD).sentence == (
        "Buổi thường kỳ tháng 11/2026 họp ngày 05/11/2026, trong tháng. "
        "Sinh hoạt 95 phút, tối thiểu 90 phút. Đạt yêu cầu: 5 điểm."
    )
    assert line(rubric, "2", GOOD).sentence == (
        "Có mặt 18/20 (90,0%), vắng có lý do 2, vắng không lý do 0. Đạt yêu cầu: 5 điểm."
    )
    assert line(rubric, "6", GOOD).sentence == (
        "Nhiệm vụ kỳ trước: xong 4/5 (80,0%), chuyển tiếp 1. "
        "Không có thang điểm công bố cho mục này; chi bộ tự cho điểm."
    )
    assert line(rubric, "3.2", GOOD).sentence.startswith(
        "Chi ủy đã họp chuẩn bị. Thông báo gửi trước 5 ngày. Tài liệu gửi trước 2 ngày. Không có"
    )


@pytest.mark.parametrize(
    ("code", "changes", "reason"),
    [
        ("1", {"minutes": 89}, "not_met_no_scale"),
        ("1", {"minutes": 90}, "met"),
        ("1", {"minutes": None}, "not_recorded"),
        ("1", {"minimum": None}, "not_recorded"),
        ("1", {"held_on": date(2026, 12, 1)}, "not_met_no_scale"),
        ("1", {"kind": MeetingKind.THEMATIC, "minimum": None}, "not_recorded"),
        ("1", {"kind": MeetingKind.COMBINED, "minutes": 119, "minimum": 120}, "not_met_no_scale"),
        ("1", {"kind": MeetingKind.COMBINED, "minutes": 120, "minimum": 120}, "met"),
        ("2", {"present": 17}, "not_met_no_scale"),
        ("2", {"present": 19, "unexcused": 1}, "not_met_no_scale"),
        ("2", {"present": 17, "unexcused": None}, "not_met_no_scale"),
        ("2", {"unexcused": None}, "not_recorded"),
        ("2", {"expected": None}, "not_recorded"),
        ("2", {"expected": 0, "present": 0}, "not_recorded"),
        ("2", {"expected": 10000, "present": 8996}, "not_met_no_scale"),
    ],
)
def test_points_stay_open_unless_every_published_condition_is_met(
    rubric: Rubric, code: str, changes: dict[str, object], reason: str
) -> None:
    found = line(rubric, code, replace(GOOD, **changes))  # type: ignore[arg-type]
    assert found.reason.code == reason
    assert found.is_open is (reason != "met")
    assert found.reason.source == found.item.source


def test_an_empty_record_invents_nothing(rubric: Rubric) -> None:
    lines = propose(rubric, EMPTY)
    assert all(each.is_open for each in lines)
    told = {fact.code: fact.sentence for each in lines for fact in each.facts}
    assert told.pop("held_in_month")
    assert all(sentence.startswith("Chưa") for sentence in told.values())


def test_no_and_not_recorded_are_told_apart(rubric: Rubric) -> None:
    bare = replace(GOOD, has_minutes=False, has_conclusion=None, committee_met=False, votes=0)
    told = {fact.code: fact.sentence for each in propose(rubric, bare) for fact in each.facts}
    assert told["minutes"] == "Chưa có biên bản."
    assert told["conclusion"] == "Chưa ghi kết luận của người chủ trì."
    assert told["committee_meeting"] == "Chi ủy chưa họp chuẩn bị."
    assert told["votes"] == "Đã biểu quyết 0 nội dung."


def test_papers_sent_on_the_day_were_not_sent_before_it(rubric: Rubric) -> None:
    late = line(rubric, "3.2", replace(GOOD, papers_lead_days=0, notice_lead_days=-1))
    assert [fact.sentence for fact in late.facts[1:]] == [
        "Thông báo không gửi trước ngày họp.",
        "Tài liệu không gửi trước ngày họp.",
    ]


def test_a_month_without_tasks_says_so_instead_of_nought_per_cent(rubric: Rubric) -> None:
    (fact,) = line(rubric, "6", replace(GOOD, tasks_total=0)).facts
    assert fact.sentence == "Kỳ trước không giao nhiệm vụ nào."


def test_a_thematic_meeting_is_not_called_late_for_the_month(rubric: Rubric) -> None:
    topic = replace(GOOD, kind=MeetingKind.THEMATIC, minimum=None)
    held, length = line(rubric, "1", topic).facts
    assert held.sentence.startswith("Sinh hoạt chuyên đề ngày 05/11/2026")
    assert length.sentence == "Sinh hoạt 95 phút; không có mức tối thiểu cho loại buổi này."


def test_speakers_are_counted_even_where_nobody_was_marked_present(rubric: Rubric) -> None:
    alone = line(rubric, "5", replace(GOOD, present=None)).facts[0]
    assert alone.sentence == "7 người phát biểu."
    assert line(rubric, "5", GOOD).facts[0].sentence == ("7/18 người có mặt phát biểu (38,9%).")


counts = st.none() | st.integers(0, 300)
records = st.builds(
    MeetingFacts,
    kind=st.sampled_from(MeetingKind),
    for_month=st.just(Month(2026, 11)),
    held_on=st.dates(date(2026, 10, 1), date(2026, 12, 31)),
    minutes=counts,
    minimum=st.none() | st.sampled_from([60, 90, 120]),
    expected=counts,
    present=counts,
    excused=counts,
    unexcused=counts,
    excused_in_a_row=counts,
    leaders=st.none() | st.integers(1, 9),
    papers_lead_days=st.none() | st.integers(-30, 30),
    notice_lead_days=st.none() | st.integers(-30, 30),
    committee_met=st.none() | st.booleans(),
    speakers=counts,
    steps_total=counts,
    steps_done=counts,
    tasks_total=counts,
    tasks_closed=counts,
    tasks_carried=counts,
    votes=counts,
    has_minutes=st.none() | st.booleans(),
    has_conclusion=st.none() | st.booleans(),
)


@given(records)
def test_whatever_was_recorded_each_line_is_explained_and_within_its_maximum(
    facts: MeetingFacts,
) -> None:
    rules = meeting_rules(ON)
    assert rules is not None
    rubric = rules.rubric_for(facts.kind)
    lines = propose(rubric, facts)
    assert [each.item for each in lines] == list(rubric.items)
    for each in lines:
        assert each.points is None or 0 <= each.points <= each.item.max_points
        assert each.reason.sentence
        assert len(each.facts) == len(each.item.facts)
        assert "%(" not in each.sentence
        assert each.reason.as_data()["code"] == each.reason.code


WARD = """
[[rubric]]
code = "ward"
name = "Bảng điểm của phường"
applies_to = ["regular", "thematic", "combined"]
total = 5
step = 1
source = "Hướng dẫn của phường"
clause = "mục 4"
evidence = "T"

[[rubric.criterion]]
number = 1
name = "Phát biểu"
max_points = 5
facts = ["speakers"]
band = [
  { measure = "speaker_percent", above = 50, points = 5 },
  { measure = "speaker_percent", at_least = 40, below = 50, points = 4 },
  { measure = "speaker_percent", below = 40, points = 2.5 },
]
"""


@pytest.mark.parametrize(
    ("speakers", "present", "points", "reason"),
    [
        (11, 20, "5", "band"),
        (10, 20, None, "outside_scale"),
        (9, 20, "4", "band"),
        (8, 20, "4", "band"),
        (7, 20, "2.5", "band"),
        (None, 20, None, "not_recorded"),
        (0, 0, None, "not_recorded"),
    ],
)
def test_a_published_scale_is_followed_and_its_hole_left_open(
    tmp_path: Path, speakers: int | None, present: int, points: str | None, reason: str
) -> None:
    path = tmp_path / "rubric.toml"
    path.write_text(WARD, "utf-8")
    (rubric,) = read_rubrics(Table.of_file(path))
    (found,) = propose(rubric, replace(GOOD, speakers=speakers, present=present))
    assert found.points == (None if points is None else Decimal(points))
    assert found.reason.code == reason
    if points == "2.5":
        assert found.reason.sentence == "Theo thang điểm: 2,5 điểm."


@pytest.mark.parametrize(
    ("points", "proposed", "sentence", "codes"),
    [
        ("4", None, "", []),
        ("4.5", None, "", []),
        ("0", None, "", []),
        ("5", "5", "", []),
        ("5.0", "5", "", []),
        (None, None, "", ["missing"]),
        ("-0.5", None, "", ["below_zero"]),
        ("5.5", None, "", ["over_max"]),
        ("4.25", None, "", ["off_step"]),
        ("4", "5", "  ", ["override_needs_sentence"]),
        ("4", "5", "Họp muộn 10 phút.", []),
        ("7.3", "5", "", ["over_max", "off_step", "override_needs_sentence"]),
    ],
)
def test_a_line_as_entered_is_checked(
    rubric: Rubric, points: str | None, proposed: str | None, sentence: str, codes: list[str]
) -> None:
    found = line_problems(
        rubric.item("1"),
        None if points is None else Decimal(points),
        rubric,
        proposed=None if proposed is None else Decimal(proposed),
        sentence=sentence,
    )
    assert [problem.code for problem in found] == codes


def test_a_problem_names_the_line_and_the_number(rubric: Rubric) -> None:
    (over,) = line_problems(rubric.item("4.2"), Decimal(26), rubric, proposed=None, sentence="")
    assert over.sentence == "Mục 4.2: tối đa 25 điểm."
    (step,) = line_problems(rubric.item("4.2"), Decimal("20.1"), rubric, proposed=None, sentence="")
    assert step.sentence == "Mục 4.2: điểm lẻ theo bước 0,5."


def test_a_sheet_with_an_open_line_has_a_sum_but_is_not_complete() -> None:
    found = total([Decimal("4.5"), None, Decimal(5)])
    assert (found.points, found.open_lines, found.is_complete) == (Decimal("9.5"), 1, False)
    assert total([]).is_complete


@given(st.data())
def test_a_sheet_within_its_maxima_always_has_a_grade(data: st.DataObject) -> None:
    rules = meeting_rules(ON)
    assert rules is not None
    rubric = rules.rubric("template-a")
    points = [
        data.draw(st.integers(0, int(item.max_points / rubric.step))) * rubric.step
        for item in rubric.items
    ]
    found = total(points)
    assert found.is_complete
    assert 0 <= found.points <= 100
    grade = grade_of(found.points, rules)
    assert grade.at_least <= found.points
    higher = [each for each in rules.grades if each.at_least > grade.at_least]
    assert all(found.points < each.at_least for each in higher)


def test_the_grade_comes_with_its_vietnamese_name_and_source(rules: MeetingRules) -> None:
    assert [grade_of(Decimal(p), rules).name for p in ("90", "89.5", "69.5", "49.5")] == [
        *("Tốt", "Khá", "Trung bình", "Kém")
    ]
    assert rules.grade("good").source.document == "HD 42-HD/BTCTW"
