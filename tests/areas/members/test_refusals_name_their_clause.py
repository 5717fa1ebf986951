"""Whatever change of a life is refused, the refusal says what is missing, and the clause."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from chibo.areas.members.errors import said
from chibo.areas.members.rules import (
    MemberFacts,
    MoveWish,
    TransferWish,
    Verdict,
    judge_arrival,
    judge_extension,
    judge_move,
    judge_transfer,
)
from chibo.regulations import member_rules_in_force
from chibo.regulations.listing import rule_rows

TODAY = date(2026, 11, 5)
RULES = member_rules_in_force(TODAY)
JOINED, FULL_ON = date(2010, 5, 19), date(2011, 5, 19)
STATES = {
    "probationary": MemberFacts(date(2026, 2, 3), None, "probationary", None),
    "full": MemberFacts(JOINED, FULL_ON, "full", None),
    "exempt": MemberFacts(JOINED, FULL_ON, "exempt", date(2026, 1, 5)),
    "exempt on probation": MemberFacts(date(2026, 2, 3), None, "exempt", date(2026, 3, 5)),
    "transferred": MemberFacts(JOINED, FULL_ON, "transferred", date(2026, 1, 5)),
    "deceased": MemberFacts(JOINED, FULL_ON, "deceased", date(2026, 1, 5)),
    "left": MemberFacts(JOINED, FULL_ON, "left", date(2026, 1, 5)),
}
MOVES = [move.code for move in RULES.moves]
LISTED = {row.source.ref for row in rule_rows(RULES)}


def wishes(code: str) -> Iterator[MoveWish]:
    """Nothing said; a paper of tomorrow; one before all that is recorded; odd reasons and ends."""
    paper = {"decision_number": "Số 1-QĐ/ĐU"}
    for day in (TODAY + timedelta(days=1), date(2009, 1, 1), TODAY):
        told = {**paper, "on": day, "decided_on": day, "considered_on": day}
        yield MoveWish(code, **told)  # type: ignore[arg-type]
        yield MoveWish(code, **told, reason="none", ground="none")  # type: ignore[arg-type]
        yield MoveWish(code, **told, reason="other")  # type: ignore[arg-type]
        yield MoveWish(code, **told, reason="other", until=day)  # type: ignore[arg-type]
    yield MoveWish(code)


def require_clauses(verdict: Verdict) -> None:
    for each in verdict.objections:
        source = each.reason.source
        assert source is not None, each.reason
        assert source.ref in LISTED, f"{source.label} has no page"
        assert said(each).endswith(f"({source.label})")
        assert each.reason.sentence.strip()


@pytest.mark.parametrize("code", MOVES)
@pytest.mark.parametrize("state", STATES)
def test_every_move_from_every_state(state: str, code: str) -> None:
    facts, move = STATES[state], RULES.move(code)
    for wish in wishes(code):
        verdict = judge_move(facts, wish, RULES, TODAY)
        require_clauses(verdict)
        if facts.standing not in move.starts_from:
            (objection,) = verdict.objections
            assert objection.reason.source == move.source
            assert move.name in objection.reason.sentence


def test_what_is_missing_is_named_field_by_field() -> None:
    missing = {
        code: [o.field for o in judge_move(facts, MoveWish(code), RULES, TODAY).objections]
        for code, facts in (
            ("recognised", MemberFacts(date(2025, 11, 3), None, "probationary", None)),
            ("exempted", STATES["full"]),
            ("removed", STATES["full"]),
            ("expelled", STATES["full"]),
            ("deceased", STATES["full"]),
            ("returned", STATES["exempt"]),
            ("restored", STATES["left"]),
        )
    }
    assert missing == {
        "recognised": ["considered_on", "decision_number", "decided_on"],
        "exempted": ["decision_number", "decided_on", "reason"],
        "removed": ["decision_number", "decided_on", "ground"],
        "expelled": ["decision_number", "decided_on"],
        "deceased": ["on"],
        "returned": ["on"],
        "restored": ["decision_number", "decided_on"],
    }


@pytest.mark.parametrize("kind", [kind.code for kind in RULES.transfer_kinds])
@pytest.mark.parametrize("state", STATES)
def test_every_transfer_from_every_state(state: str, kind: str) -> None:
    for day in (TODAY + timedelta(days=1), date(2009, 1, 1), TODAY):
        for outside in (True, False):
            wish = TransferWish(kind, "work", day, None, until=day, goes_outside=outside)
            verdict = judge_transfer(STATES[state], wish, RULES, TODAY)
            require_clauses(verdict)
            assert "fee_paid_to" in [each.field for each in verdict.objections]


def test_arriving_too_early_and_staying_too_long() -> None:
    require_clauses(judge_arrival(TODAY, TODAY - timedelta(days=1), RULES, TODAY))
    require_clauses(judge_arrival(TODAY, TODAY + timedelta(days=1), RULES, TODAY))
    kind = RULES.transfer_kind("temporary")
    for wanted in (TODAY, date(2029, 1, 1)):
        verdict = judge_extension(date(2026, 5, 1), TODAY, wanted, kind, "work")
        assert not verdict.is_allowed
        require_clauses(verdict)
