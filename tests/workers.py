"""Which tests run together where several workers share a run (`pytest -n 2`).

Loaded by pytest as a plugin (`-p tests.workers`, see pyproject.toml). A class of tests stays with
one worker, so that what its stories start from is made once; all journeys share one running demo;
the walks over every page of a role go to whoever is free. The demo is built beside the first tests,
those of FIRST, so that nobody waits for it; short ones stand at the end, where workers should end
together. All begin with everything loaded, see tests/forks.py.
"""

import os
import sys
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests import forks

JOURNEYS = "tests/journeys/"
WALKS = "tests/journeys/test_every_page.py::"
FIRST = ("tests/cli/", "tests/areas/indicators/", "tests/web/components/", "tests/bench/")
DEMO = (JOURNEYS, "tests/sample/test_build.py")


class TogetherByStart(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out classes, the journeys, and every other test by itself."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(JOURNEYS) and not nodeid.startswith(WALKS):
            return JOURNEYS
        file, *inside = nodeid.split("[", maxsplit=1)[0].split("::")
        return "::".join([file, *inside[:-1]]) if len(inside) > 1 else nodeid


def pytest_configure(config: pytest.Config) -> None:
    """What all workers of this machine need is loaded once, beside this process that leads them."""
    workers = config.getoption("tx", [])
    leads = set(workers) == {"popen"} and not hasattr(config, "workerinput")
    if leads and sys.platform == "linux":  # elsewhere libraries of the system do not bear a fork
        asked = [f"--ignore={path}" for path in config.getoption("ignore") or []]
        if folder := config.getoption("--ask-statements"):
            asked.append(f"--ask-statements={folder}")
        place = Path(os.environ["CHIBO_HOME"]) / "workers"  # see tests/database.py
        command = forks.begin(str(place), [*asked, *config.args])
        config.option.tx = [f"popen//python={command}"] * len(workers)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In an order of our own, the same in every worker."""
    items.sort(key=lambda item: _turn(item.nodeid))


def _turn(nodeid: str) -> int:
    if nodeid.startswith(FIRST):
        return 0
    return 1 if nodeid.startswith(DEMO) else 2


def pytest_collection_finish(session: pytest.Session) -> None:
    """The first worker begins the demo, where a test asks for one."""
    if os.environ.get("PYTEST_XDIST_WORKER") == "gw0" and any(
        item.nodeid.startswith(DEMO) for item in session.items
    ):
        from tests.built_homes import begin_demo  # knows the home, which is chosen by then

        begin_demo()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> TogetherByStart:
    """How xdist asks for the order of work: as collected, not classes of many tests first."""
    config.option.loadscopereorder = False
    return TogetherByStart(config, log)
