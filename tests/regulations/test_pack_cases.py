"""Every pack's worked cases, read from its cases.toml and run as one test each."""

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chibo.areas.badges import rules as badges
from chibo.areas.dues.rules import RateFacts, due_for
from chibo.areas.meetings.rules import judge_length
from chibo.areas.members import rules as life
from chibo.areas.posts.rules.terms import Steps, checklist
from chibo.core.periods import Month
from chibo.regulations import (
    badge_rules,
    current,
    dues_rules,
    meeting_rules,
    member_rules,
    organisation_rules,
    paper_rules,
    personal_data_rules_in_force,
    statistics_rules_in_force,
)
from chibo.regulations.library import SHIPPED

Case = dict[str, Any]


def the_length_is_judged(case: Case) -> None:
    verdict = judge_length(
        case["kind"], case["minutes"], case["on"], other_minimum=case.get("other_minimum")
    )
    assert (verdict.code, verdict.short_by) == (case["verdict"], case.get("short_by", 0))


def the_grade_is_given(case: Case) -> None:
    rules = meeting_rules(case["on"])
    assert rules is not None
    assert rules.grade_of(Decimal(case["points"])).code == case["grade"]


def the_report_is_due(case: Case) -> None:
    rules = meeting_rules(case["on"])
    assert rules is not None
    assert rules.report_due_on(Month.parse(case["month"])) == case["due_on"]


def so_many_votes_are_needed(case: Case) -> None:
    rules = organisation_rules(case["on"])
    assert rules is not None
    assert rules.voting.kind(case["vote"]).needed(case["base"]) == case["needed"]


def the_kind_is_recognised(case: Case) -> None:
    rules = organisation_rules(case["on"])
    assert rules is not None
    found = rules.find_kind(case["called"])
    assert (found.code if found else "") == case["code"]


def the_kind_stands_under(case: Case) -> None:
    rules = organisation_rules(case["on"])
    assert rules is not None
    assert rules.kind(case["kind"]).may_stand_under(case["parent"]) is case["allowed"]


def the_thresholds_are(case: Case) -> None:
    rules = organisation_rules(case["on"])
    assert rules is not None
    told = {name: getattr(rules, name).value for name in case if name != "on"}
    assert told == {name: value for name, value in case.items() if name != "on"}


def the_sheet_is_laid_out(case: Case) -> None:
    sheet = statistics_rules_in_force(case["on"]).sheet(case["sheet"])
    assert sheet is not None
    assert (sheet.form, len(sheet.rows)) == (case["form"], case["rows"])


def the_record_is_placed(case: Case) -> None:
    rules = statistics_rules_in_force(case["on"])
    division = rules.peoples if case["by"] == "peoples" else rules.religions
    assert division.place(case["text"]) == case["part"]


def the_margins_are(case: Case) -> None:
    rules = paper_rules(case["on"])
    assert rules is not None
    told = {edge: getattr(rules.margins.value, edge) for edge in ("top", "bottom", "left", "right")}
    assert told == {edge: value for edge, value in case.items() if edge != "on"}


def the_size_is(case: Case) -> None:
    rules = paper_rules(case["on"])
    assert rules is not None
    assert rules.sizes[case["element"]].value == case["points"]


def the_paper_type_is(case: Case) -> None:
    rules = paper_rules(case["on"])
    assert rules is not None
    told = rules.type(case["code"])
    assert (told.abbreviation, told.cell_may_issue) == (
        case["abbreviation"],
        case["cell_may_issue"],
    )


def the_probation_is_complete(case: Case) -> None:
    rules = member_rules(case["on"])
    assert rules is not None
    assert life.probation_complete_on(case["joined_on"], rules) == case["complete_on"]


def the_numbers_on_members_are(case: Case) -> None:
    rules = member_rules(case["on"])
    assert rules is not None
    told = {name: getattr(rules, name).value for name in case if name != "on"}
    assert told == {name: value for name, value in case.items() if name != "on"}


def the_moves_open_are(case: Case) -> None:
    rules = member_rules(case["on"])
    assert rules is not None
    full_on = date(2011, 5, 19) if case["is_full"] else None
    facts = life.MemberFacts(date(2010, 5, 19), full_on, case["state"], date(2020, 1, 1))
    assert sorted(move.code for move in life.allowed_moves(facts, rules)) == case["allowed"]


def the_kind_of_transfer_is(case: Case) -> None:
    rules = member_rules(case["on"])
    assert rules is not None
    kind = rules.transfer_kind(case["kind"])
    assert (kind.boxes, kind.counted_at) == (case["boxes"], case["counted_at"])


def the_length_away_is_judged(case: Case) -> None:
    rules = member_rules(case["on"])
    assert rules is not None
    span = rules.transfer_kind("temporary").length_for(case["reason"])
    assert span is not None
    assert life.judge_length(case["on"], case["until"], span) == case["verdict"]


def the_paper_is_presented_by(case: Case) -> None:
    rules = member_rules(case["on"])
    assert rules is not None
    assert life.present_by(case["issued_on"], rules) == case["present_by"]


def the_term_lasts(case: Case) -> None:
    rules = organisation_rules(case["on"])
    assert rules is not None
    kind = rules.kind(case["kind"])
    told = rules.terms.months_for(is_cell=kind.is_cell, is_grassroots=kind.is_grassroots)
    assert told.value == case["months"]


def the_congress_has_its_deadlines(case: Case) -> None:
    rules = organisation_rules(case["on"])
    assert rules is not None
    steps = checklist(case["held"], Steps(), rules.terms)
    assert {step.code: step.deadline for step in steps} == {
        code: case[code] for code in ("notice", "report", "approval", "handover")
    }


def the_dues_are(case: Case) -> None:
    rate = RateFacts(case["group"], case.get("amount"), case.get("relief", ""))
    month = Month.of(case["on"])
    told = due_for(dues_rules(case["on"]), month, rate, case.get("region", ""))
    assert told.amount == (None if case["due"] == "unknown" else case["due"])


def the_share_kept_is(case: Case) -> None:
    rules = dues_rules(case["on"])
    assert rules is not None
    share = next(each for each in rules.shares if each.code == case["share"])
    assert (share.at_least, share.at_most) == (case["at_least"], case["at_most"])


def the_reminder_reached_is(case: Case) -> None:
    rules = dues_rules(case["on"])
    assert rules is not None
    reached = rules.reminder_after(case["unpaid"])
    assert (reached.value if reached else 0) == case["after"]


def the_rounds_around_are(case: Case) -> None:
    rules = badge_rules(case["on"])
    assert rules is not None
    told = rules.round_from(case["on"]), rules.round_before(case["on"])
    assert told == (case["next"], case["before"])


def the_years_are_complete(case: Case) -> None:
    facts = badges.BadgeFacts(case["joined_on"], case.get("gap_days", 0))
    assert facts.reached_on(case["years"]) == case["reached_on"]


def the_badge_is_given(case: Case) -> None:
    rules = badge_rules(case["on"])
    assert rules is not None
    measures = (badges.Measure(case["waits"], case["decided_on"]),) if "waits" in case else ()
    facts = badges.BadgeFacts(case["joined_on"], died_on=case.get("died_on"), measures=measures)
    reason = badges.judge_award(facts, case["years"], case["on"], case["how"], rules)
    assert (reason.code if reason else "") == case.get("refused", "")


def the_request_is_answered_by(case: Case) -> None:
    rules = personal_data_rules_in_force(case["on"])
    told = rules.acknowledge_by(case["on"]), rules.due_on(case["right"], case["on"])
    assert told == (case["acknowledge_by"], case["due_on"])


CHECKS = {
    "data_request": the_request_is_answered_by,
    "stat_sheet": the_sheet_is_laid_out,
    "stat_place": the_record_is_placed,
    "badge_round": the_rounds_around_are,
    "badge_age": the_years_are_complete,
    "badge_award": the_badge_is_given,
    "dues": the_dues_are,
    "dues_share": the_share_kept_is,
    "dues_reminder": the_reminder_reached_is,
    "probation": the_probation_is_complete,
    "member_number": the_numbers_on_members_are,
    "move": the_moves_open_are,
    "transfer_kind": the_kind_of_transfer_is,
    "transfer_length": the_length_away_is_judged,
    "present": the_paper_is_presented_by,
    "length": the_length_is_judged,
    "grade": the_grade_is_given,
    "due": the_report_is_due,
    "needed": so_many_votes_are_needed,
    "kind": the_kind_is_recognised,
    "under": the_kind_stands_under,
    "threshold": the_thresholds_are,
    "term": the_term_lasts,
    "congress": the_congress_has_its_deadlines,
    "margins": the_margins_are,
    "size": the_size_is,
    "paper_type": the_paper_type_is,
}


def worked_cases() -> list[Any]:
    cases = []
    for path in sorted(SHIPPED.glob("*/cases.toml")):
        told = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        for check, rows in told.items():
            cases += [
                pytest.param(CHECKS[check], row, id=f"{path.parent.name}-{check}-{n}")
                for n, row in enumerate(rows, start=1)
            ]
    return cases


@pytest.mark.parametrize(("check", "case"), worked_cases())
def test_a_worked_case_of_a_pack_comes_out_as_written(check: Any, case: Case) -> None:
    check(case)


def test_every_shipped_pack_brings_worked_cases() -> None:
    assert {path.parent.name for path in SHIPPED.glob("*/cases.toml")} == {
        pack.id for pack in current().packs
    }


def test_worked_cases_lie_on_days_their_pack_is_in_force() -> None:
    for pack in current().packs:
        told = tomllib.loads((SHIPPED / pack.id / "cases.toml").read_text("utf-8"))
        days: list[date] = [
            row["on"] for rows in told.values() for row in rows if row.get("verdict") != "no_rule"
        ]
        assert all(pack.covers(day) for day in days), pack.id
