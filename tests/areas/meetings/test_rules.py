"""The pure rules of a meeting: fixed day, length, turnout, votes, a missing meeting."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.areas.meetings.rules import (
    WEEKDAYS,
    AttendanceState,
    BadFixedDay,
    DayOfMonth,
    FixedDayRule,
    NthWeekday,
    Weekend,
    check_counts,
    count_attendance,
    judge_length,
    length_minutes,
    nth_label,
    weekday_label,
)
from chibo.areas.meetings.rules.fixed_day import NTH
from chibo.core.periods import Month
from chibo.regulations import MeetingKind

ON = date(2026, 11, 5)
months = st.builds(Month, st.integers(2000, 2099), st.integers(1, 12))
rules = st.one_of(
    st.builds(DayOfMonth, st.integers(1, 31), st.sampled_from(Weekend)),
    st.builds(NthWeekday, st.integers(0, 6), st.sampled_from(NTH)),
)


class TestFixedDay:
    @pytest.mark.parametrize(
        ("rule", "month", "day"),
        [
            ("day:31", "2026-10", date(2026, 10, 31)),
            ("day:31", "2026-11", date(2026, 11, 30)),
            ("day:31", "2026-02", date(2026, 2, 28)),
            ("day:30", "2028-02", date(2028, 2, 29)),
            ("day:1", "2026-11", date(2026, 11, 1)),
            ("day:1:next_workday", "2026-11", date(2026, 11, 2)),
            ("day:1:previous_workday", "2026-11", date(2026, 11, 2)),
            ("day:31:next_workday", "2026-10", date(2026, 10, 30)),
            ("day:7:next_workday", "2026-11", date(2026, 11, 9)),
            ("day:7:previous_workday", "2026-11", date(2026, 11, 6)),
            ("day:5:next_workday", "2026-11", date(2026, 11, 5)),
            ("weekday:sat:1", "2026-11", date(2026, 11, 7)),
            ("weekday:sun:1", "2026-11", date(2026, 11, 1)),
            ("weekday:sun:-1", "2026-11", date(2026, 11, 29)),
            ("weekday:mon:4", "2026-11", date(2026, 11, 23)),
            ("weekday:mon:-1", "2026-11", date(2026, 11, 30)),
        ],
    )
    def test_the_rule_gives_the_day_of_the_month(self, rule: str, month: str, day: date) -> None:
        assert FixedDayRule.parse(rule).date_in(Month.parse(month)) == day

    def test_a_holiday_moves_the_day_only_where_the_rule_moves_it(self) -> None:
        month, holidays = Month(2026, 9), {date(2026, 9, 1), date(2026, 9, 2)}
        assert DayOfMonth(2).date_in(month, holidays) == date(2026, 9, 2)
        moved = DayOfMonth(2, Weekend.NEXT_WORKDAY)
        assert moved.date_in(month, holidays) == date(2026, 9, 3)
        back = DayOfMonth(2, Weekend.PREVIOUS_WORKDAY)
        assert back.date_in(month, holidays) == date(2026, 9, 3)

    def test_a_month_without_any_working_day_keeps_the_day(self) -> None:
        month = Month(2026, 2)
        everything = {date(2026, 2, day) for day in range(1, 29)}
        assert DayOfMonth(5, Weekend.NEXT_WORKDAY).date_in(month, everything) == date(2026, 2, 5)

    @given(rules, months)
    def test_the_day_never_leaves_its_month(self, rule: FixedDayRule, month: Month) -> None:
        assert Month.of(rule.date_in(month)) == month

    @given(rules)
    def test_the_text_of_a_rule_gives_the_rule_back(self, rule: FixedDayRule) -> None:
        assert FixedDayRule.parse(str(rule)) == rule

    @given(st.builds(DayOfMonth, st.integers(1, 31), st.just(Weekend.NEXT_WORKDAY)), months)
    def test_a_moved_day_is_a_working_day(self, rule: DayOfMonth, month: Month) -> None:
        assert rule.date_in(month).weekday() < 5

    @given(st.builds(NthWeekday, st.integers(0, 6), st.sampled_from(NTH)), months)
    def test_a_weekday_rule_keeps_its_weekday(self, rule: NthWeekday, month: Month) -> None:
        assert rule.date_in(month).weekday() == rule.weekday

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "day:0",
            "day:32",
            "day:x",
            "day:5:never",
            "weekday:sat:5",
            "weekday:abc:1",
            "sat",
            "day:5 ",
        ],
    )
    def test_a_text_that_names_no_day_is_refused(self, text: str) -> None:
        with pytest.raises(BadFixedDay, match="Chưa hiểu lịch họp cố định"):
            FixedDayRule.parse(text)

    @pytest.mark.parametrize(
        ("rule", "sentence"),
        [
            ("day:5", "Ngày 5 hằng tháng"),
            ("day:31", "Ngày 31 hằng tháng (tháng thiếu thì ngày cuối tháng)"),
            (
                "day:5:next_workday",
                "Ngày 5 hằng tháng; gặp thứ Bảy, Chủ nhật hoặc ngày lễ thì "
                "chuyển sang ngày làm việc kế tiếp",
            ),
            ("weekday:sat:1", "Thứ Bảy đầu tiên trong tháng"),
            ("weekday:sun:-1", "Chủ nhật cuối cùng trong tháng"),
            ("weekday:fri:2", "Thứ Sáu lần thứ hai trong tháng"),
        ],
    )
    def test_the_rule_is_told_in_a_sentence(self, rule: str, sentence: str) -> None:
        assert FixedDayRule.parse(rule).sentence == sentence

    def test_a_form_can_offer_every_choice_by_name(self) -> None:
        assert len({weekday_label(n) for n in range(len(WEEKDAYS))}) == 7
        assert len({nth_label(nth) for nth in NTH}) == 5
        assert len({choice.label for choice in Weekend}) == 3


class TestLength:
    @pytest.mark.parametrize(
        ("starts", "ends", "minutes"),
        [
            (time(7, 30), time(9, 0), 90),
            (time(19, 0), time(19, 0), 0),
            (time(23, 0), time(0, 30), 90),
            (time(22, 15), time(0, 0), 105),
            (time(8, 0, 59), time(9, 30, 1), 90),
        ],
    )
    def test_an_end_before_the_start_is_on_the_next_day(
        self, starts: time, ends: time, minutes: int
    ) -> None:
        assert length_minutes(starts, ends) == minutes

    @given(st.times(), st.times())
    def test_a_meeting_lasts_less_than_a_day(self, starts: time, ends: time) -> None:
        assert 0 <= length_minutes(starts, ends) < 24 * 60

    def test_a_short_meeting_says_by_how_much_and_by_which_rule(self) -> None:
        verdict = judge_length("regular", 75, ON)
        assert verdict.is_judged
        assert verdict.is_short
        assert (verdict.short_by, verdict.minimum) == (15, 90)
        assert verdict.sentence == "Sinh hoạt 75 phút, thiếu 15 phút (tối thiểu 90 phút)."
        assert verdict.source is not None
        assert verdict.source.document == "HD 42-HD/BTCTW"

    def test_the_past_is_judged_by_the_rule_of_its_day(self) -> None:
        verdict = judge_length(MeetingKind.COMBINED, 119, date(2019, 3, 3))
        assert verdict.is_short
        assert verdict.source is not None
        assert verdict.source.document == "HD 12-HD/BTCTW"

    def test_without_both_times_nothing_is_judged(self) -> None:
        verdict = judge_length("regular", None, ON)
        assert (verdict.code, verdict.is_judged, verdict.short_by) == ("no_times", False, 0)
        assert "giờ bắt đầu và kết thúc" in verdict.sentence

    def test_a_thematic_meeting_has_no_minimum_even_where_the_committee_set_another(self) -> None:
        verdict = judge_length("thematic", 20, ON, other_minimum=60)
        assert (verdict.code, verdict.is_short) == ("no_minimum", False)
        assert verdict.sentence.startswith("Sinh hoạt 20 phút")
        assert judge_length("thematic", None, ON).code == "no_times"

    def test_the_committees_own_minimum_cites_the_clause_that_allows_it(self) -> None:
        verdict = judge_length("regular", 60, ON, other_minimum=60)
        assert (verdict.code, verdict.minimum) == ("enough", 60)
        assert verdict.source is not None
        assert "cấp ủy có thẩm quyền" in verdict.source.clause
        assert verdict.sentence == "Sinh hoạt 60 phút, đủ thời lượng (tối thiểu 60 phút)."

    def test_before_the_first_guideline_nothing_is_judged(self) -> None:
        verdict = judge_length("regular", 30, date(2018, 7, 5))
        assert (verdict.code, verdict.is_judged) == ("no_rule", False)
        assert "trước khi có quy định" in verdict.sentence


class TestAttendance:
    def test_the_exempt_are_expected_only_when_they_come_and_guests_never(self) -> None:
        states = ["present"] * 7 + ["excused", "unexcused", "exempt", "exempt"]
        counts = count_attendance(states, guests=2)
        assert (counts.expected, counts.present, counts.excused, counts.unexcused) == (9, 7, 1, 1)
        assert (counts.exempt, counts.unmarked, counts.guests) == (2, 0, 2)
        assert counts.present_percent == Decimal("77.8")

    def test_a_member_not_marked_yet_is_still_expected(self) -> None:
        counts = count_attendance([AttendanceState.PRESENT, None])
        assert (counts.expected, counts.present, counts.unmarked) == (2, 1, 1)

    def test_nobody_expected_is_no_share_rather_than_nought(self) -> None:
        assert count_attendance(["exempt"]).present_percent is None

    def test_a_word_that_is_no_state_is_a_bug(self) -> None:
        with pytest.raises(ValueError, match="late"):
            count_attendance(["late"])

    @given(st.lists(st.sampled_from(AttendanceState)))
    def test_a_count_out_of_states_never_contradicts_itself(
        self, states: list[AttendanceState]
    ) -> None:
        counts = count_attendance(states)
        assert not check_counts(
            expected=counts.expected,
            present=counts.present,
            excused=counts.excused,
            unexcused=counts.unexcused,
        )
        assert counts.expected + counts.exempt == len(states)

    @pytest.mark.parametrize(
        ("expected", "present", "excused", "unexcused", "codes"),
        [
            (20, 18, 1, 1, []),
            (20, 18, None, None, []),
            (20, 18, 2, None, []),
            (20, 18, 1, None, []),
            (None, 18, None, None, []),
            (20, None, None, None, []),
            (20, 21, None, None, ["present_over_expected"]),
            (20, 18, 1, 0, ["sum_differs"]),
            (20, 18, 2, 1, ["sum_differs"]),
            (20, 18, 3, None, ["absent_over_expected"]),
            (20, 18, None, 3, ["absent_over_expected"]),
            (20, -1, None, None, ["negative"]),
            (0, 0, 0, 0, []),
        ],
    )
    def test_only_contradictions_are_found(
        self,
        expected: int | None,
        present: int | None,
        excused: int | None,
        unexcused: int | None,
        codes: list[str],
    ) -> None:
        found = check_counts(
            expected=expected, present=present, excused=excused, unexcused=unexcused
        )
        assert [reason.code for reason in found] == codes
        assert all(reason.sentence.count("%") == 0 for reason in found)

    def test_every_state_has_a_word_for_its_button(self) -> None:
        assert [state.label for state in AttendanceState] == [
            *("Có mặt", "Vắng có lý do", "Vắng không lý do", "Miễn")
        ]
