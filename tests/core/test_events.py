"""Lower areas tell what they did; higher ones hear it at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from chibo.core import events
from chibo.core.errors import Refused


@dataclass(frozen=True)
class CellFounded:
    """Something that happened."""

    name: str


@dataclass(frozen=True)
class CommuneFounded(CellFounded):
    """Something more special."""


@pytest.fixture(autouse=True)
def _nobody_subscribed_before() -> Iterator[None]:
    yield
    for event_type in (CellFounded, CommuneFounded):
        events._handlers.pop(event_type, None)


def test_all_who_subscribed_hear_of_it_in_their_order() -> None:
    heard: list[str] = []
    events.subscribe(CellFounded, lambda event: heard.append(f"first {event.name}"))
    events.subscribe(CellFounded, lambda event: heard.append(f"second {event.name}"))
    events.announce(CellFounded("Đông"))
    assert heard == ["first Đông", "second Đông"]


def test_who_subscribes_twice_hears_it_once() -> None:
    heard: list[CellFounded] = []
    events.subscribe(CellFounded, heard.append)
    events.subscribe(CellFounded, heard.append)
    events.announce(CellFounded("Đông"))
    assert len(heard) == 1


def test_only_this_very_type_is_told() -> None:
    heard: list[CellFounded] = []
    events.subscribe(CellFounded, heard.append)
    events.announce(CommuneFounded("Đông"))
    assert heard == []


def test_a_refusal_stops_the_whole_act() -> None:
    def refuse(event: CellFounded) -> None:
        raise Refused("Chưa được.")

    events.subscribe(CellFounded, refuse)
    with pytest.raises(Refused):
        events.announce(CellFounded("Đông"))
