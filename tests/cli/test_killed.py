"""Somebody is killed in the middle of the work: nothing acknowledged is lost, figures are exact."""

import random
from typing import Any

from bench.kills import clients, story

from bench import folding
from chibo.core.embedded.home import Home
from tests.built_homes import copy_migrated_home
from tests.homes import Choose


def test_figures_are_exact_after_the_folding_worker_and_the_database_were_killed(
    migrated: Home,
) -> None:
    """One kill of each here; many in bench/folding.py."""
    told = folding.kill_again_and_again(2, random.Random(2026), busy=0)
    assert told.faults == []
    assert (told.of_worker, told.of_server) == (1, 1)
    assert told.written
    assert told.folded


def test_nothing_acknowledged_is_lost_or_doubled_whatever_of_an_office_is_killed(
    system: Choose, free_port: int
) -> None:
    """25 kills here, up to three in one moment; a thousand, one by one, in bench/kills."""
    copy_migrated_home(system("office").folder)
    told = story.kill_again_and_again(25, random.Random(2026), free_port, at_once=3)
    assert told.faults == []
    assert told.killed.total() == 25
    assert {what for what, _key in told.ledger.kept} >= {"vote", "tap", "note", "sent", "file"}
    print(f"{len(told.ledger.kept)} writes acknowledged, {told.ledger.resent} sent again")


def kept(**more: Any) -> dict[str, Any]:
    """What is on record where nothing is."""
    kinds = ("vote", "note", "notice", "sent", "file", "taken", "member")
    return {
        **{kind: {} for kind in kinds},
        "left": [],
        "roll": {},
        "numbers": [],
        "states": {},
    } | more


def test_what_the_kills_of_an_office_would_find() -> None:
    said = [("vote", "A"), ("vote", "B"), ("note", "C"), ("file", "dot-1.csv"), ("tap", "1")]
    ledger = clients.Ledger(kept=said, roll={1: "present"})
    on_record = kept(
        left=["job write_import doing"],
        roll={"1": "excused"},
        vote={"A": 2},
        note={"C": 1, "D": 1},
        file={"dot-1.csv": 1},
        states={"dot-1.csv": "taking"},
        numbers=[[4, "TB", 1], [4, "TB", 3], [5, "TB", 1]],
    )
    assert story.faults_between(ledger, on_record) == [
        "left over: job write_import doing",
        "attendance 1: said present, kept excused",
        "vote A: asked True, kept 2 times",
        "vote B: asked True, kept 0 times",
        "note D: asked False, kept 1 times",
        "numbers given: [1, 3]",
        "dot-1.csv is taking",
    ]
