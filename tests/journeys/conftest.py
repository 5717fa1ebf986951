"""Journeys: a person's whole path through the demo, in a real Chromium.

With CHIBO_SCREENSHOTS=1 the pictures of the user guides are made anew on the way.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.built_homes import copy_built_demo
from tests.homes import open_folder
from tests.journeys.accessibility import SCRIPT
from tests.journeys.browser import Borrow, find_browser
from tests.journeys.person import Person
from tests.journeys.site import DemoSite, running_demo

PICTURES = Path(__file__).parents[2] / "docs" / "huong-dan" / "hinh"
HERE = Path(__file__).parent
PHONE = {"width": 360, "height": 740}
STAYS = 300  # seconds: far less than until somebody is asked for their password again
DESK = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="module")
def browser(borrow_browser: Borrow) -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        print("Journeys skipped: no Chromium is installed (Debian: apt-get install chromium).")
        pytest.skip("no Chromium is installed")
    with borrow_browser(path) as found:
        yield found


@pytest.fixture(scope="session")
def site() -> Iterator[DemoSite]:
    """A demo nobody else uses; while writing a journey, the one CHIBO_JOURNEY_HOME names."""
    kept = os.environ.get("CHIBO_JOURNEY_HOME")
    if kept:
        with running_demo(Path(kept)) as running:
            yield running
        return
    with open_folder() as ground, running_demo(copy_built_demo(ground / "home")) as running:
        yield running


@pytest.fixture
def stranger(browser: Browser, site: DemoSite) -> Iterator[Callable[..., Person]]:
    """`stranger(phone=True)`: somebody at a browser of their own, not signed in."""
    opened: list[BrowserContext] = []

    def begin(*, phone: bool = False) -> Person:
        context = browser.new_context(
            viewport=PHONE if phone else DESK,  # type: ignore[arg-type]
            locale="vi-VN",
            accept_downloads=True,
        )
        opened.append(context)
        context.add_init_script(SCRIPT)
        pictures = PICTURES if os.environ.get("CHIBO_SCREENSHOTS") == "1" else None
        return Person(context.new_page(), site, pictures)

    yield begin
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, tuple[float, Any]]:
    """When somebody signed in through the page, and what their browser kept of it."""
    return {}


@pytest.fixture
def sign_in(
    stranger: Callable[..., Person], site: DemoSite, signed_in: dict[str, tuple[float, Any]]
) -> Callable[..., Person]:
    """`sign_in("Bí thư chi bộ", phone=True)`: a browser of one's own, signed in.

    Through the page the first time; for a while their next browser begins where that one came to.
    """

    def begin(role: str, *, phone: bool = False) -> Person:
        person = stranger(phone=phone)
        since, cookies = signed_in.get(role, (0.0, None))
        if cookies and time.monotonic() < since + STAYS:
            person.page.context.add_cookies(cookies)
            person.go("/")
        else:
            person.sign_in(site.account(role))
            signed_in[role] = time.monotonic(), person.page.context.cookies()
        return person

    return begin
