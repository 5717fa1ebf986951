"""Many kills while four people write, and what is wrong afterwards."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from bench.kills.clients import Clerk, Ledger, Line, Owner, Person, Reporter, Secretary
from bench.kills.striking import Office

SHORTEST, LONGEST = 0.1, 1.0  # seconds between the office being up and the next kill
PAUSE = 0.25  # at most so many seconds between two writes of a person
PEOPLE: dict[str, type[Any]] = {
    "secretary": Secretary,
    "reporter": Reporter,
    "owner": Owner,
    "clerk": Clerk,
}


@dataclass(frozen=True)
class Told:
    """What happened, and every fault."""

    killed: Counter[str]
    ledger: Ledger
    faults: list[str]


def kill_again_and_again(kills: int, chance: random.Random, port: int, at_once: int = 1) -> Told:
    """Play it in the system CHIBO_HOME names, which has its tables and nothing else.

    `at_once`: up to so many parts of different kinds are killed in one moment.
    """
    ground = json.loads(run("bench.kills", "--prepare"))
    office, ledger, killed = Office(port), Ledger(), Counter[str]()
    try:
        office.wait_until_up()
        people = _sign_in(ground, ledger, port, chance)
        for person in people:
            person.start()
        while killed.total() < kills:
            time.sleep(chance.uniform(SHORTEST, LONGEST))
            killed.update(office.strike(chance, min(at_once, kills - killed.total())))
            office.wait_until_up()
        faults = _stop(people)
        kept = json.loads(run("bench.kills", "--tell"))
    finally:
        ended = office.end()
    if ended:
        faults.append(f"serve ended with {ended}: {office.told.read_text()[-2000:]}")
    faults += [*ledger.faults, *faults_between(ledger, kept), *_verify()]
    return Told(killed, ledger, faults)


def _sign_in(
    ground: dict[str, Any], ledger: Ledger, port: int, chance: random.Random
) -> list[Person]:
    people = []
    for who, kind in PEOPLE.items():
        line = Line(port)
        line.sign_in(ground["accounts"][who], with_app=who == "clerk")
        people.append(kind(ground, line, ledger, PAUSE, random.Random(chance.random())))
    return people


def _stop(people: list[Person]) -> list[str]:
    """Whatever was begun is answered; whoever is not is a fault."""
    for person in people:
        person.told.set()
    for person in people:
        person.join(60)
    return [f"{type(each).__name__} waits for an answer" for each in people if each.is_alive()]


def faults_between(ledger: Ledger, kept: dict[str, Any]) -> list[str]:
    """Every difference between what was acknowledged and what is on record."""
    faults = [f"left over: {what}" for what in kept["left"]]
    roll = {int(member): state for member, state in kept["roll"].items()}
    faults += [
        f"attendance {member}: said {state}, kept {roll.get(member)}"
        for member, state in ledger.roll.items()
        if roll.get(member) != state
    ]
    asked: dict[str, set[str]] = {}
    for what, key in ledger.kept:
        asked.setdefault(what, set()).add(key)
    for what in ("vote", "note", "notice", "sent", "file", "taken", "member"):
        on_record = kept[what]
        faults += [
            f"{what} {key}: asked {key in asked.get(what, ())}, kept {on_record.get(key, 0)} times"
            for key in sorted(asked.get(what, set()) | set(on_record))
            if on_record.get(key) != 1 or key not in asked.get(what, ())
        ]
    books: dict[tuple[int, str], list[int]] = {}
    for unit, kind, number in kept["numbers"]:
        books.setdefault((unit, kind), []).append(number)
    for given in books.values():
        if sorted(given) != list(range(1, len(given) + 1)):
            faults.append(f"numbers given: {given}")
    broken = {name: state for name, state in kept["states"].items() if state in BROKEN}
    return [*faults, *(f"{name} is {state}" for name, state in broken.items())]


BROKEN = ("failed", "refused", "waiting", "checking", "taking")


def _verify() -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "chibo.cli", "verify"],
        env={**os.environ, "CHIBO_TODAY": "2026-11-21"},
        capture_output=True,
        text=True,
        check=False,
    )
    return [] if done.returncode == 0 else [f"verify: {done.stdout}{done.stderr}"]


def run(module: str, *arguments: str) -> str:
    """What a process of ours prints. RuntimeError with what it said where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return done.stdout
