"""Programs are shown and let do no more than the roles of today: every endpoint × method × role."""

from random import Random
from typing import Any

import pytest

from chibo.areas.tokens.actions import end_token
from chibo.areas.tokens.models import Token
from chibo.core import clock
from chibo.core.actor import Actor
from tests.factories import an_account
from tests.probes.api import Asked, Program, around
from tests.probes.model import ROLES, Person
from tests.probes.routes import everything, querysets_that_ask
from tests.probes.test_rows import BEHIND
from tests.probes.world import World, made_world
from tests.programs import a_program


@pytest.fixture(autouse=True)
def _a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIBO_TODAY", "2026-03-20")


@pytest.fixture
def world(db: None) -> World:
    return made_world(BEHIND)


def test_every_role_asks_for_its_own_and_for_what_lies_around_it(world: World) -> None:
    found = Asked()
    for role in ROLES:
        places = around(role)
        program = Program(Person(((role, places["own"]),), member_of="own"), world, found)
        for place in places.values():
            program.ask_everything(place)
    print(f"{found.calls} calls of programs, {found.refused} refused")
    assert not found.leaks, found.leaks[:20]
    assert found.calls > 600
    assert found.refused > found.calls / 2


def test_who_holds_nothing_or_only_held_something_is_told_nothing(world: World) -> None:
    found = Asked()
    nobody = Person((), member_of="own")
    former = Person((), once=(("superior", "old body"), ("secretary", "gone")))
    for person in (nobody, former):
        for place in ("own", "gone", "old body", "near"):
            Program(person, world, found).ask_everything(place)
    assert not found.leaks, found.leaks[:20]


def test_nor_does_an_endpoint_that_forgot_every_filter(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in querysets_that_ask():
        monkeypatch.setattr(each, "visible_to", everything)
    found = Asked()
    people = [Person((("secretary", "own"),), member_of="own"), Person((("clerk", "near"),))]
    for person in people:
        for place in ("own", "sibling", "far", "far cell", "top"):
            Program(person, world, found).ask_everything(place, filtered=False)
    assert not found.leaks, found.leaks[:20]


def test_a_token_taken_back_or_whose_role_ended_opens_nothing(world: World) -> None:
    chance = Random(3)
    for role, told in ROLES.items():
        unit = world.units["own" if told["kinds"] == "cell" else "near"]
        account: Any = an_account(role, unit)
        program = a_program(account, writes=True)
        if chance.random() < 0.5:
            account.grants.unscoped("a test").update(ends_before="2026-03-20")
        else:
            own = Actor(account.pk, account.full_name, None, ())
            end_token(actor=own, token_id=program.token.pk, now=clock.now())
        for address in ("me", "units", f"units/{unit.code}/members"):
            assert program.get(address).status_code == 401, (role, address)
    assert Token.objects.count() == len(ROLES)
