"""Every address × method × role, with what lies elsewhere: refused, or nothing told."""

from collections.abc import Iterator
from random import Random

import pytest

from tests.probes.model import ROLES, Person, somebody
from tests.probes.routes import asked, everything, querysets_that_ask, routes
from tests.probes.test_rows import BEHIND
from tests.probes.world import World, made_world

ASKED = 20_000
ASKED_UNFILTERED = 5_000
"""In the test command; `bench/probes.py` asks a million."""
NARROW = ("overseer", "inspection_clerk", "propaganda_clerk", "office")
SECRETARY = Person((("secretary", "own"),), member_of="own")


@pytest.fixture
def world(db: None) -> World:
    return made_world(BEHIND)


def visitors() -> Iterator[Person]:
    """Each wide role where it fits, somebody without any, and some whose role has ended."""
    for role, told in ROLES.items():
        if role in NARROW:
            continue
        yield Person(((role, "own" if told["kinds"] == "cell" else "near"),), member_of="own")
    yield Person((("overseer", "own"),))
    yield Person((), member_of="own")
    yield Person(())
    yield Person((), once=(("secretary", "gone"),))
    yield Person((), once=(("superior", "old body"),))
    yield Person((("secretary", "own"),), member_of="own", revoked=(("superior", "top"),))


def narrow() -> Iterator[Person]:
    """The roles that are parts of wider ones."""
    for role in NARROW:
        yield Person(((role, "near"),), member_of="own")


def passers_by(chance: Random) -> Iterator[Person]:
    """Roles of today with some that ended, as they happen to meet."""
    for _n in range(8):
        yield somebody(chance)


def forgetful() -> Iterator[Person]:
    """Those who meet the wall alone: of cells and bodies, with two roles, with none, of before."""
    yield SECRETARY
    for role, place in (("clerk", "near"), ("superior", "far"), ("auditor", "near")):
        yield Person(((role, place),))
    yield Person((("member", "sibling"), ("office", "far")), member_of="sibling")
    yield Person((("administrator", "near"),), member_of="office")
    yield Person((), member_of="far cell")
    yield Person((), once=(("secretary", "gone"),))


@pytest.mark.once  # the wall's own story and that of the rows are asked of both servers
def test_no_address_tells_anybody_of_what_is_not_theirs(world: World) -> None:
    every = routes()
    found = asked(visitors(), world, every, 2, Random(7), inside=6)
    found.add(asked(narrow(), world, every, 1, Random(7), inside=6))
    found.add(asked(passers_by(Random(9)), world, every, 0, Random(9), inside=15))
    print(f"{found.probes} probes of routes: {found}")
    assert not found.leaks, found.leaks[:20]
    assert not found.broken
    assert found.probes >= ASKED
    assert found.refused > 0.9 * found.probes, "what lies elsewhere is refused, not merely empty"


def test_what_is_packed_in_workbooks_and_papers_is_looked_at_too(world: World) -> None:
    clerk = Person((("clerk", "near"),), member_of="office")
    found = asked([clerk], world, routes(), 0, Random(1), at=("near", "own"))
    assert found.in_files
    assert not found.leaks, found.leaks[:20]


def test_nor_does_one_that_forgot_every_filter(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in querysets_that_ask():
        monkeypatch.setattr(each, "visible_to", everything)
    every = routes()
    found = asked(forgetful(), world, every, 1, Random(8), walled=True)
    print(f"{found.probes} probes of routes without filters: {found}")
    assert not found.leaks, found.leaks[:20]
    assert found.probes >= ASKED_UNFILTERED
    some = Random(8).sample(every, 60)
    assert asked([SECRETARY], world, some, 1, Random(8)).leaks, "without the wall it would tell"
