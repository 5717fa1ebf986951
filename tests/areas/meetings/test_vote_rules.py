"""How votes are judged: who may vote, what share is needed, which regulation says so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.areas.meetings.rules import (
    ImpossibleVote,
    NoRuleInForce,
    VoteBase,
    Voter,
    judge_vote,
    vote_base,
)

ON = date(2026, 11, 5)


voters = st.builds(
    Voter,
    full=st.booleans(),
    present=st.booleans(),
    exempt=st.booleans(),
    away=st.booleans(),
    suspended=st.booleans(),
    excused=st.booleans(),
)


class TestVotes:
    def test_the_base_leaves_out_whom_the_regulation_leaves_out(self) -> None:
        cell = [
            *[Voter(full=True, present=True)] * 14,
            Voter(full=True, present=False),
            Voter(full=True, present=False, excused=True),
            Voter(full=True, present=False, exempt=True),
            Voter(full=True, present=True, exempt=True),
            Voter(full=True, present=False, away=True),
            Voter(full=True, present=True, suspended=True),
            Voter(full=False, present=True),
        ]
        base = vote_base(cell, ON)
        assert (base.convened, base.base, base.may_vote) == (20, 16, 15)
        assert {each.code: each.count for each in base.excluded} == {
            "away": 1,
            "exempt_absent": 1,
            "suspended": 1,
            "absent_excused": 1,
        }
        assert base.sentence == (
            "Tính trên 16 đảng viên chính thức (20 trừ 1 giới thiệu sinh hoạt tạm thời nơi khác; "
            "1 được miễn sinh hoạt và không dự; "
            "1 bị đình chỉ sinh hoạt, bị truy tố hoặc tạm giam; "
            "1 vắng suốt buổi, có lý do được chấp nhận)."
        )

    def test_with_nobody_left_out_the_sum_is_told_shortly(self) -> None:
        assert vote_base([Voter(full=True, present=True)], ON).sentence == (
            "Tính trên 1 đảng viên chính thức."
        )

    def test_an_absence_without_reason_stays_in_the_base(self) -> None:
        base = vote_base([Voter(full=True, present=False), Voter(full=True, present=True)], ON)
        assert (base.base, base.may_vote) == (2, 1)
        assert not judge_vote("ordinary", base, 1, ON).passed

    @given(st.lists(voters, max_size=60))
    def test_everybody_convened_is_counted_or_left_out_for_one_reason(
        self, cell: list[Voter]
    ) -> None:
        base = vote_base(cell, ON)
        assert base.base + sum(each.count for each in base.excluded) == base.convened
        assert 0 <= base.may_vote <= base.base
        assert base.convened == sum(voter.full for voter in cell)

    @pytest.mark.parametrize(
        ("kind", "base", "in_favour", "passed"),
        [
            ("ordinary", 20, 10, False),
            ("ordinary", 20, 11, True),
            ("ordinary", 21, 11, True),
            ("admission", 21, 13, False),
            ("admission", 21, 14, True),
            ("recognition", 20, 13, False),
            ("recognition", 20, 14, True),
            ("removal", 3, 2, True),
            ("expulsion", 3, 1, False),
            ("ordinary", 0, 0, False),
        ],
    )
    def test_a_vote_passes_by_the_share_its_kind_needs(
        self, kind: str, base: int, in_favour: int, passed: bool
    ) -> None:
        verdict = judge_vote(kind, VoteBase(base, base, base), in_favour, ON)
        assert verdict.passed is passed

    def test_the_verdict_tells_numbers_share_and_source(self) -> None:
        verdict = judge_vote("ordinary", VoteBase(18, 18, 17), 16, date(2025, 9, 5))
        assert verdict.sentence == (
            "Nghị quyết, quyết định thông thường: 16/18 đồng ý (88,9%), cần từ 10, thông qua."
        )
        assert verdict.source.label == "QĐ 294-QĐ/TW, điểm 9.3"
        assert judge_vote("ordinary", VoteBase(0, 0, 0), 0, ON).sentence.endswith(
            "không thông qua."
        )

    @pytest.mark.parametrize("in_favour", [-1, 18])
    def test_more_in_favour_than_could_vote_is_refused(self, in_favour: int) -> None:
        with pytest.raises(ImpossibleVote, match="chỉ có 17 đảng viên có mặt"):
            judge_vote("ordinary", VoteBase(18, 18, 17), in_favour, ON)

    def test_before_the_oldest_regulation_known_no_vote_is_judged(self) -> None:
        with pytest.raises(NoRuleInForce, match="03/02/2010"):
            vote_base([], date(2010, 2, 3))

    def test_an_unknown_kind_of_vote_is_a_bug(self) -> None:
        with pytest.raises(KeyError):
            judge_vote("acclamation", VoteBase(3, 3, 3), 2, ON)
