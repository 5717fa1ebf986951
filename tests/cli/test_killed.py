"""Somebody is killed in the middle of the work: nothing acknowledged is lost, figures are exact."""

import random

from bench.killing import Ledger, faults_between, kill_again_and_again

from bench import folding
from chibo.core.embedded.home import Home


def test_nothing_acknowledged_is_lost_and_no_number_is_skipped_or_given_twice(
    migrated: Home, free_port: int
) -> None:
    """One kill here; many in bench/killing.py."""
    ledger, faults = kill_again_and_again(1, random.Random(2026), free_port)
    assert faults == []
    assert ledger.roll
    assert ledger.votes
    assert ledger.numbered
    print(f"{ledger.asked} writes acknowledged, {ledger.resent} sent again after a kill")


def test_figures_are_exact_after_the_folding_worker_and_the_database_were_killed(
    migrated: Home,
) -> None:
    """One kill of each here; many in bench/folding.py."""
    told = folding.kill_again_and_again(2, random.Random(2026))
    assert told.faults == []
    assert (told.of_worker, told.of_server) == (1, 1)
    assert told.written
    assert told.folded


def test_what_it_would_find() -> None:
    ledger = Ledger(roll={1: "present", 2: "excused"}, votes=["A", "B", "C"], numbered=[5, 6])
    kept = {
        "roll": {"1": "present", "2": "present"},
        "votes": ["A", "A", "B"],
        "numbers": {1: "notice:5", 3: "notice:7"},
    }
    assert faults_between(ledger, kept) == [
        "attendance 2: said excused, kept present",
        "vote A: kept 2 times",
        "vote C: kept 0 times",
        "notice 6 has no number",
        "numbers given: [1, 3]",
    ]
