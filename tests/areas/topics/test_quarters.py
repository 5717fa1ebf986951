"""A quarter has its thematic meeting, has one planned, or lacks one, and why."""

from datetime import date

import pytest

from chibo.areas.topics.rules import (
    Known,
    Quarter,
    QuarterState,
    free_month,
    judge_quarter,
    quarters_of,
)
from chibo.core.periods import Month
from chibo.regulations import Sourced, meeting_rules

TODAY = date(2026, 11, 21)
RULES = meeting_rules(TODAY)
assert RULES is not None
RULE = RULES.thematic_per_quarter
LONG_AGO = Month(2024, 1)
FOURTH, THIRD, NEXT = Quarter(2026, 4), Quarter(2026, 3), Quarter(2027, 1)


def judge(
    quarter: Quarter = FOURTH,
    *,
    held: tuple[int, ...] = (),
    planned: dict[int, bool] | None = None,
    asked_from: Month = LONG_AGO,
    ended: Month | None = None,
    rule: Sourced[int] | None = RULE,
) -> tuple[QuarterState, list[str]]:
    """Months are those of the quarter's year."""
    known = Known(
        held=[Month(quarter.year, month) for month in held],
        planned=[(Month(quarter.year, month), ok) for month, ok in (planned or {}).items()],
        asked_from=asked_from,
        ended=ended,
    )
    judged = judge_quarter(quarter, known, today=TODAY, rule=rule)
    return judged.state, [reason.sentence for reason in judged.reasons]


def test_a_year_has_four_quarters_of_three_months() -> None:
    assert [quarter.label for quarter in quarters_of(2026)] == [
        "quý I/2026",
        "quý II/2026",
        "quý III/2026",
        "quý IV/2026",
    ]
    assert [str(month) for month in FOURTH.months] == ["2026-10", "2026-11", "2026-12"]
    assert Quarter.of(Month(2026, 9)) == THIRD


def test_a_held_meeting_is_enough_whatever_the_plan_says() -> None:
    assert judge(held=(10,)) == (QuarterState.HELD, [])
    assert judge(held=(10,), planned={12: False}) == (QuarterState.HELD, [])


def test_a_topic_the_committee_agreed_to_for_a_month_to_come_is_enough_for_now() -> None:
    assert judge(planned={11: True}) == (QuarterState.PLANNED, [])
    assert judge(NEXT, planned={3: True}) == (QuarterState.PLANNED, [])


def test_a_draft_waits_for_the_chi_uy() -> None:
    assert judge(planned={12: False}) == (
        QuarterState.DRAFT,
        ["Chuyên đề tháng 12/2026 chưa được chi ủy thông qua."],
    )


def test_the_running_quarter_without_anything_says_how_many_days_are_left() -> None:
    state, told = judge()
    assert state == QuarterState.MISSING
    assert told == [
        "Kế hoạch quý IV/2026 còn thiếu 1 buổi chuyên đề; còn 40 ngày là hết quý.",
    ]


def test_a_planned_month_that_went_by_is_named() -> None:
    state, told = judge(planned={10: True})
    assert state == QuarterState.MISSING
    assert told[1] == "Chuyên đề dự kiến tháng 10/2026 chưa thực hiện."


def test_a_quarter_that_is_over_without_one_stays_missing() -> None:
    state, told = judge(THIRD, planned={8: True})
    assert state == QuarterState.MISSING
    assert told == [
        "Đã hết quý III/2026 mà chưa sinh hoạt chuyên đề.",
        "Chuyên đề dự kiến tháng 08/2026 chưa thực hiện.",
    ]


def test_where_the_rule_asks_for_two_one_is_not_enough() -> None:
    two = Sourced(2, RULE.source)
    state, told = judge(THIRD, held=(7,), rule=two)
    assert state == QuarterState.MISSING
    assert told == ["Đã hết quý III/2026, mới có 1 trong 2 buổi sinh hoạt chuyên đề."]
    assert judge(held=(10,), planned={12: True}, rule=two)[0] == QuarterState.PLANNED


def test_every_reason_leads_to_its_rule() -> None:
    known = Known(held=[], planned=[], asked_from=LONG_AGO)
    (reason,) = judge_quarter(FOURTH, known, today=TODAY, rule=RULE).reasons
    assert reason.source is not None
    assert reason.source.ref.startswith("meetings-hd42-2025#")
    assert "mỗi quý ít nhất một lần" in reason.source.clause


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"asked_from": Month(2026, 8)}, "the record begins in the middle of the quarter"),
        ({"ended": Month(2026, 8)}, "the cell did not live to its end"),
        ({"rule": None}, "no rule is known"),
    ],
)
def test_a_quarter_is_not_asked_for_when(more: dict[str, Month | None], why: str) -> None:
    assert judge(THIRD, **more) == (QuarterState.NOT_ASKED, []), why  # type: ignore[arg-type]


def test_a_new_topic_is_proposed_for_the_coming_quarter_without_one() -> None:
    assert free_month([], TODAY) == Month(2026, 11)
    assert free_month([], date(2026, 12, 31)) == Month(2026, 12)
    assert free_month([Month(2026, 12)], TODAY) == Month(2027, 2)
    every = [Month(2026, 11), Month(2027, 2), Month(2027, 5), Month(2027, 8)]
    assert free_month(every, TODAY) == Month(2026, 12)
