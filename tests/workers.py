"""Which tests run together where several workers share a run (`pytest -n 2`).

Loaded by pytest as a plugin (`-p tests.workers`, see pyproject.toml). A class of tests stays with
one worker, so that what its stories start from is made once; all journeys share one running demo;
the walks over every page of a role go to whoever is free. The demo is built beside the first tests.
"""

import os

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/journeys/"
WALKS = "tests/journeys/test_every_page.py::"


class TogetherByStart(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out classes, the journeys, and every other test by itself."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(JOURNEYS) and not nodeid.startswith(WALKS):
            return JOURNEYS
        file, *inside = nodeid.split("[", maxsplit=1)[0].split("::")
        return "::".join([file, *inside[:-1]]) if len(inside) > 1 else nodeid


def pytest_collection_finish(session: pytest.Session) -> None:
    """The first worker begins the demo, where a test asks for one."""
    if os.environ.get("PYTEST_XDIST_WORKER") == "gw0" and any(map(_asks_for_demo, session.items)):
        from tests.built_homes import begin_demo  # knows the home, which is chosen by then

        begin_demo()


def _asks_for_demo(item: pytest.Item) -> bool:
    return item.nodeid.startswith((JOURNEYS, "tests/sample/test_build.py"))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> TogetherByStart:
    """How xdist asks for the order of work."""
    return TogetherByStart(config, log)
