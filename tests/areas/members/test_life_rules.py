"""The pure rules of a member's life: which moves are open, from which day, what is missing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.areas.members.rules import (
    MemberFacts,
    MoveWish,
    TransferWish,
    allowed_moves,
    consider_by,
    judge_arrival,
    judge_move,
    judge_transfer,
    probation_complete_on,
)
from chibo.core.periods import Month, add_months
from chibo.core.working_days import (
    add_working_days,
    is_working_day,
    subtract_working_days,
    working_days_between,
)
from chibo.regulations import MemberRules, member_rules_in_force

TODAY = date(2026, 11, 5)
RULES = member_rules_in_force(TODAY)
PROBATIONARY = MemberFacts(date(2025, 11, 3), None, "probationary", None)
FULL = MemberFacts(date(2010, 5, 19), date(2011, 5, 19), "full", None)
days = st.dates(date(1991, 1, 1), date(2099, 1, 1))


def recognition(**more: object) -> MoveWish:
    told = {
        "decision_number": "Số 15-QĐ/ĐU",
        "considered_on": date(2026, 11, 4),
        "decided_on": date(2026, 11, 5),
    }
    return MoveWish("recognised", **{**told, **more})  # type: ignore[arg-type]


def codes(verdict: object) -> list[tuple[str, str]]:
    return [(o.field, o.reason.code) for o in verdict.objections]  # type: ignore[attr-defined]


class TestRecognition:
    def test_it_holds_from_the_day_twelve_months_were_complete_even_when_decided_late(self) -> None:
        late = MemberFacts(date(2025, 2, 3), None, "probationary", None)
        verdict = judge_move(late, recognition(), RULES, TODAY)
        assert verdict.is_allowed
        assert verdict.effective_on == date(2026, 2, 3)
        assert [note.code for note in verdict.notes] == ["holds_from", "considered_late"]
        assert consider_by(date(2025, 2, 3), RULES) == date(2026, 3, 24)
        assert verdict.notes[1].numbers["late"] == working_days_between(
            date(2026, 3, 24), date(2026, 11, 4)
        )

    def test_in_time_nothing_late_is_told(self) -> None:
        verdict = judge_move(PROBATIONARY, recognition(), RULES, TODAY)
        assert verdict.effective_on == date(2026, 11, 3)
        assert [note.code for note in verdict.notes] == ["holds_from"]

    def test_before_twelve_months_it_is_refused_with_the_clause_and_the_day(self) -> None:
        young = MemberFacts(date(2025, 11, 10), None, "probationary", None)
        (said,) = judge_move(young, recognition(), RULES, TODAY).objections
        assert said.reason.code == "probation_not_complete"
        assert "10/11/2026" in said.reason.sentence
        assert said.reason.source is not None
        assert "Điều 5" in said.reason.source.label

    def test_what_is_missing_is_named_field_by_field(self) -> None:
        verdict = judge_move(PROBATIONARY, MoveWish("recognised"), RULES, TODAY)
        assert codes(verdict) == [
            ("considered_on", "missing_considered_on"),
            ("decision_number", "missing_decision_number"),
            ("decided_on", "missing_decided_on"),
        ]

    def test_a_full_member_is_not_recognised_again(self) -> None:
        assert codes(judge_move(FULL, recognition(), RULES, TODAY)) == [("", "wrong_start")]

    def test_a_decision_cannot_come_before_the_cells_meeting(self) -> None:
        wish = recognition(considered_on=date(2026, 11, 5), decided_on=date(2026, 11, 4))
        assert codes(judge_move(PROBATIONARY, wish, RULES, TODAY)) == [
            ("decided_on", "decided_before_considered")
        ]


class TestOtherMoves:
    def exemption(self, **more: object) -> MoveWish:
        told = {
            "on": date(2026, 11, 1),
            "decision_number": "Số 02-NQ/CB",
            "decided_on": date(2026, 11, 1),
            "reason": "old_weak",
        }
        return MoveWish("exempted", **{**told, **more})  # type: ignore[arg-type]

    def test_age_and_weakness_need_no_end_other_reasons_do(self) -> None:
        assert judge_move(FULL, self.exemption(), RULES, TODAY).is_allowed
        other = judge_move(FULL, self.exemption(reason="other"), RULES, TODAY)
        assert codes(other) == [("until", "missing_until")]
        short = self.exemption(reason="other", until=date(2027, 4, 1))
        assert judge_move(FULL, short, RULES, TODAY).notes == ()
        long = judge_move(
            FULL, self.exemption(reason="other", until=date(2027, 11, 1)), RULES, TODAY
        )
        assert long.is_allowed, "a local guideline tells, it does not forbid"
        (note,) = long.notes
        assert note.source is not None
        assert "điều chỉnh được" in note.source.why

    def test_a_probationary_member_is_not_expelled(self) -> None:
        wish = MoveWish("expelled", TODAY, "Số 1-QĐ/ĐU", TODAY)
        (said,) = judge_move(PROBATIONARY, wish, RULES, TODAY).objections
        assert "chỉ áp dụng với đảng viên chính thức" in said.reason.sentence
        assert judge_move(FULL, wish, RULES, TODAY).is_allowed

    def test_striking_off_needs_a_ground_a_body_found_and_tells_of_the_complaint(self) -> None:
        wish = MoveWish("removed", TODAY, "Số 1-QĐ/ĐU", TODAY)
        assert codes(judge_move(FULL, wish, RULES, TODAY)) == [("ground", "missing_ground")]
        decided = MoveWish("removed", TODAY, "Số 1-QĐ/ĐU", TODAY, ground="card")
        verdict = judge_move(FULL, decided, RULES, TODAY)
        assert verdict.is_allowed
        assert verdict.notes[0].code == "may_complain"

    def test_after_the_end_nothing_but_restoring_is_open(self) -> None:
        left = MemberFacts(FULL.joined_on, FULL.full_on, "left", date(2024, 1, 1))
        assert [move.code for move in allowed_moves(left, RULES)] == ["restored"]
        dead = MemberFacts(FULL.joined_on, FULL.full_on, "deceased", date(2024, 1, 1))
        assert allowed_moves(dead, RULES) == []
        (said,) = judge_move(dead, self.exemption(), RULES, TODAY).objections
        assert "không còn tính là đảng viên" in said.reason.sentence

    @pytest.mark.parametrize(
        ("on", "code"), [(date(2026, 11, 6), "future"), (date(2011, 1, 1), "out_of_order")]
    )
    def test_days_that_cannot_be_are_refused(self, on: date, code: str) -> None:
        exempt = MemberFacts(FULL.joined_on, FULL.full_on, "exempt", date(2012, 1, 1))
        verdict = judge_move(exempt, MoveWish("returned", on), RULES, TODAY)
        assert codes(verdict) == [("on", code)]

    @given(st.sampled_from([*(move.code for move in RULES.moves)]), st.booleans())
    def test_a_move_is_refused_exactly_where_the_pack_does_not_open_it(
        self, code: str, is_full: bool
    ) -> None:
        for state in ("probationary", "full", "exempt", "transferred", "deceased", "left"):
            full_on = date(2011, 5, 19) if is_full else None
            facts = MemberFacts(date(2010, 5, 19), full_on, state, date(2020, 1, 1))
            open_here = code in {move.code for move in allowed_moves(facts, RULES)}
            said = {
                o.reason.code for o in judge_move(facts, MoveWish(code), RULES, TODAY).objections
            }
            assert ("wrong_start" in said) is not open_here


class TestTransfers:
    def wish(self, kind: str = "official", **more: object) -> TransferWish:
        told = {
            "reason": "work",
            "issued_on": TODAY,
            "fee_paid_to": Month(2026, 11),
            "is_clear": True,
            "shared_superior": "tinh_uy",
        }
        return TransferWish(kind, **{**told, **more})  # type: ignore[arg-type]

    def test_an_official_one_wants_the_fee_paid_and_nothing_under_way(self) -> None:
        assert judge_transfer(FULL, self.wish(), RULES, TODAY).is_allowed
        behind = self.wish(fee_paid_to=Month(2026, 10), is_clear=False)
        assert codes(judge_transfer(FULL, behind, RULES, TODAY)) == [
            ("fee_paid_to", "fee_not_paid"),
            ("is_clear", "not_clear"),
        ]

    def test_an_internal_one_stays_under_one_superior(self) -> None:
        near = self.wish("internal", shared_superior="cap_tren_truc_tiep", is_clear=False)
        assert judge_transfer(FULL, near, RULES, TODAY).is_allowed
        for far in (self.wish("internal"), self.wish("internal", goes_outside=True)):
            assert codes(judge_transfer(FULL, far, RULES, TODAY)) == [
                ("kind", "no_shared_superior")
            ]

    @pytest.mark.parametrize(
        ("until", "reason", "said"),
        [
            (None, "work", [("until", "missing_until")]),
            (date(2027, 2, 4), "work", [("until", "too_short")]),
            (date(2027, 2, 5), "work", []),
            (date(2027, 11, 4), "work", []),
            (date(2027, 11, 5), "work", [("until", "too_long")]),
            (date(2028, 11, 5), "study", []),
            (date(2028, 11, 6), "study", [("until", "too_long")]),
        ],
    )
    def test_a_temporary_one_lasts_three_to_under_twelve_months_for_study_up_to_two_years(
        self, until: date | None, reason: str, said: list[tuple[str, str]]
    ) -> None:
        wish = self.wish("temporary", until=until, reason=reason)
        assert codes(judge_transfer(FULL, wish, RULES, TODAY)) == said

    def test_abroad_is_outside_the_tree(self) -> None:
        assert codes(judge_transfer(FULL, self.wish("abroad"), RULES, TODAY)) == [
            ("to_place", "not_abroad")
        ]
        assert judge_transfer(FULL, self.wish("abroad", goes_outside=True), RULES, TODAY).is_allowed

    def test_the_fee_is_always_stated(self) -> None:
        wish = self.wish("temporary", until=date(2027, 5, 1), fee_paid_to=None)
        assert codes(judge_transfer(FULL, wish, RULES, TODAY)) == [("fee_paid_to", "missing_fee")]

    def test_procedure_and_paper_have_their_deadlines(self) -> None:
        slow = judge_transfer(FULL, self.wish(moved_on=date(2026, 6, 1)), RULES, TODAY)
        assert [note.code for note in slow.notes] == ["present_by", "issued_late"]
        due = add_working_days(date(2026, 8, 3), 30)
        assert judge_arrival(date(2026, 8, 3), due, RULES, TODAY).notes == ()
        late = judge_arrival(date(2026, 8, 3), due + timedelta(days=1), RULES, TODAY)
        assert late.is_allowed
        assert "chậm 1 ngày làm việc" in late.notes[0].sentence
        before = judge_arrival(date(2026, 8, 3), date(2026, 8, 2), RULES, TODAY)
        assert codes(before) == [("on", "before_issue")]

    def test_who_is_no_longer_counted_is_not_transferred(self) -> None:
        gone = MemberFacts(FULL.joined_on, FULL.full_on, "left", date(2024, 1, 1))
        assert codes(judge_transfer(gone, self.wish(), RULES, TODAY)) == [("", "not_counted")]


class TestWorkingDays:
    def test_tet_national_day_and_the_days_swapped_for_it_are_known(self) -> None:
        assert not is_working_day(date(2026, 2, 17))
        assert not is_working_day(date(2026, 9, 2))
        assert not is_working_day(date(2026, 8, 31))
        assert is_working_day(date(2026, 8, 22)), "a Saturday worked for 31 August"

    @given(days, st.integers(1, 90))
    def test_forth_and_back_leads_no_further_than_the_start(self, day: date, count: int) -> None:
        there = add_working_days(day, count)
        assert is_working_day(there)
        assert working_days_between(day, there) == count
        assert subtract_working_days(there, count) <= day

    @given(days)
    def test_months_are_added_without_leaving_the_month(self, day: date) -> None:
        later = add_months(day, 12)
        assert (later.year, later.month) == (day.year + 1, day.month)
        assert probation_complete_on(day, RULES) == later


def test_every_pack_of_the_chain_opens_the_same_moves() -> None:
    """Until an older text is found that says otherwise, the past is judged like today."""
    older: MemberRules = member_rules_in_force(date(1999, 1, 1))
    assert [move.code for move in older.moves] == [move.code for move in RULES.moves]
    assert older.probation_months.source.evidence == "U"
