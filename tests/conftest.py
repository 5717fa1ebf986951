"""What all tests share. The database is chosen in tests/database.py."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import user_logged_in
from django.db import connection
from django.test import TransactionTestCase, override_settings
from hypothesis import HealthCheck
from hypothesis import settings as how_to_invent
from pytest_django import DjangoDbBlocker

from tests.tables import empty_written_tables, name_of_tables

# A busy machine is no fault of what is tested: how long an example takes decides nothing.
how_to_invent.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
how_to_invent.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`-m database`: those that ask the database, in whatever way they said so."""
    for item in items:
        asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        of = getattr(item, "cls", None)
        asks_by_class = of is not None and issubclass(of, TransactionTestCase)
        if asks or asks_by_class or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """The database of the tests is a copy of one made once in a run."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = name_of_tables()


@pytest.fixture(scope="session", autouse=True)
def _only_what_was_written_is_emptied() -> None:
    """After a test that commits. Emptying all tables takes longer than most stories."""
    TransactionTestCase._fixture_teardown = empty_written_tables


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_quick() -> Iterator[None]:
    """Argon2 is slow on purpose; what it guards is not what the tests are about."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    with override_settings(PASSWORD_HASHERS=quick):
        yield


@pytest.fixture(scope="session", autouse=True)
def _put_in_front_of_a_page_is_signed_in_wholly() -> None:
    signed_in_wholly()


def signed_in_wholly() -> None:
    """`force_login` has no page: it stands for a sign-in with its second step, just made."""

    def wholly(request: Any, **_more: Any) -> None:
        if "REQUEST_METHOD" not in request.META:
            request.session.update({"second": "test", "confirmed_at": time.time()})

    user_logged_in.connect(wholly, weak=False)


@pytest.fixture(scope="session")
def borrow_browser() -> Iterator[Any]:
    """`with borrow_browser(path) as browser`: one Chromium for all who look at pages."""
    from tests.journeys.browser import kept_browser  # loads Playwright

    with kept_browser() as borrow:
        yield borrow


@pytest.fixture
def today_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Fix the day for entry points: `today_is("2026-11-05")`."""

    def fix(day: str) -> None:
        monkeypatch.setenv("CHIBO_TODAY", day)

    return fix
