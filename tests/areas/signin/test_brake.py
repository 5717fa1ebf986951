"""Who goes on guessing once the brake holds is told in the trail, and cannot fill it."""

from datetime import datetime, timedelta

import pytest

from chibo.areas.signin.brake import Guess, braked, tell_refused
from chibo.areas.signin.errors import BadSignIn, TooManyTries
from chibo.areas.signin.models import BrakedTries
from chibo.areas.signin.rules import LIMIT, WINDOW
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
SECOND = timedelta(seconds=1)


def guess(name: str = "an", address: str = "10.1.1.1") -> Guess:
    return Guess("sign-in", name, address)


def wrong() -> int | None:
    raise BadSignIn("sai")


def tries(count: int, *, begin: datetime = NOW, who: Guess | None = None) -> None:
    for number in range(count):
        with pytest.raises((BadSignIn, TooManyTries)):
            braked(who or guess(), begin + number * SECOND, wrong)


def told() -> list[tuple[str, int]]:
    rows = AuditEvent.objects.filter(action="sign_in.braked").order_by("pk")
    return [(event.actor_name, event.changes["tries"]) for event in rows]


def test_tries_behind_the_brake_are_one_event_a_window_with_their_number() -> None:
    tries(LIMIT + 25)
    assert AuditEvent.objects.count() == LIMIT
    assert BrakedTries.objects.get().tries == 25
    assert tell_refused(now=NOW + WINDOW - SECOND) == 0, "the window goes on"

    assert tell_refused(now=NOW + 2 * WINDOW) == 1
    assert told() == [("an", 25)]
    event = AuditEvent.objects.latest("pk")
    assert event.changes["from"] == (NOW + LIMIT * SECOND).isoformat()
    assert event.changes["until"] == (NOW + (LIMIT + 24) * SECOND).isoformat()
    assert "10.1.1.1" not in str(event.changes) + event.target + event.address
    assert not BrakedTries.objects.exists()


def test_where_no_worker_runs_the_next_one_refused_tells_of_the_window_before() -> None:
    tries(LIMIT + 3)
    later = NOW + WINDOW + 30 * SECOND
    tries(LIMIT + 2, begin=later)
    assert told() == [("an", 3)]
    assert BrakedTries.objects.get().tries == 2


def test_each_who_tries_from_each_place_is_counted_apart_and_in_is_in() -> None:
    for who in (guess(), guess(address="10.1.1.2"), guess("binh")):
        tries(LIMIT + 1, who=who)
    assert BrakedTries.objects.count() == 3
    braked(guess("chi"), NOW, lambda: 7)
    assert AuditEvent.objects.latest("pk").action == "sign_in"
