"""Which statements each test sends, so that a second server need not be asked the same ones again.

Loaded by pytest as a plugin (`-p tests.statements`). With `--tell-statements FOLDER` every worker
writes there what its tests sent and how long they took. With `--ask-statements FOLDER` only tests
run that together send every statement told there, always the one next that adds most for its time;
places are given from the root of the project on.
Statements that differ by names of savepoints or by how many values they carry count as one.
"""

import json
import os
import re
import time
from collections.abc import Iterator
from functools import cache
from heapq import heapify, heappop, heappush
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.utils import CursorWrapper

PASSING_NAMES = re.compile(r'"\w+_x\d+"|_django_curs_\w+|"?test_\w+"?')
VALUE = re.compile(r"%s(?:::[\w ]+(?:\[\])?)?")
VALUES = re.compile(r"\(?\?\)?(?:, ?\(?\?\)?)+")
LEAST = 0.02  # seconds any test takes
Told = dict[str, tuple[float, int]]
"""By test: seconds, and one bit for each statement it sent."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Two folders, one to write, one to read."""
    parser.addoption("--tell-statements", type=Path, metavar="FOLDER")
    parser.addoption("--ask-statements", type=Path, metavar="FOLDER")


def pytest_configure(config: pytest.Config) -> None:
    """Listen where asked to."""
    if folder := config.getoption("--tell-statements"):
        config.pluginmanager.register(Listener(folder))


class Listener:
    """Hears every statement of this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent: set[str] = set()
        self.told: dict[str, tuple[float, list[str]]] = {}
        self._listen_to("execute")
        self._listen_to("executemany")

    def _listen_to(self, way: str) -> None:
        ask, sent = getattr(CursorWrapper, way), self.sent

        def heard(cursor: Any, sql: Any, *more: Any) -> Any:
            sent.add(sql if isinstance(sql, str) else repr(sql))
            return ask(cursor, sql, *more)

        setattr(CursorWrapper, way, heard)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """From the setting up of a test to the end of its story; what is taken away is nobody's."""
        self.sent.clear()
        began = time.perf_counter()
        result = yield
        if item.nodeid in self.told:
            self.told[item.nodeid] = time.perf_counter() - began, self.told[item.nodeid][1]
        return result

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        """Before anything is taken away."""
        marks = {mark.name for mark in item.iter_markers()}
        if self.sent and "database" in marks and "once" not in marks:
            self.told[item.nodeid] = 0.0, sorted({shape(sql) for sql in self.sent.copy()})

    def pytest_sessionfinish(self) -> None:
        """One file of this worker."""
        if not self.told:
            return
        statements = sorted({sql for _, sent in self.told.values() for sql in sent})
        number = {sql: at for at, sql in enumerate(statements)}
        tests = {t: [took, [number[s] for s in sent]] for t, (took, sent) in self.told.items()}
        self.folder.mkdir(parents=True, exist_ok=True)
        name = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        text = json.dumps({"statements": statements, "tests": tests})
        (self.folder / f"{name}.json").write_text(text)


def shape(sql: str) -> str:
    """A statement without what differs from one sending to the next."""
    return VALUES.sub("(?)", VALUE.sub("?", PASSING_NAMES.sub("", sql)))


def read(folder: Path) -> Told:
    """What all workers told; a statement has the same bit wherever it was sent."""
    bits: dict[str, int] = {}
    told: Told = {}
    for file in sorted(folder.glob("*.json")):
        of = json.loads(file.read_text())
        own = [bits.setdefault(sql, 1 << len(bits)) for sql in of["statements"]]
        for test, (took, sent) in of["tests"].items():
            told[test] = took, sum(own[at] for at in sent)
    return told


def enough(told: Told) -> set[str]:
    """The tests that together send all that is told, those with most for their time first.

    What a test would add never grows: only the one that looked best is asked again.
    """
    missing = 0
    for _, sent in told.values():
        missing |= sent
    waiting = [(-sent.bit_count() / max(s, LEAST), test) for test, (s, sent) in told.items()]
    heapify(waiting)
    chosen: set[str] = set()
    while missing:
        _, best = heappop(waiting)
        took, sent = told[best]
        worth = -(sent & missing).bit_count() / max(took, LEAST)
        if waiting and (worth, best) > waiting[0]:
            heappush(waiting, (worth, best))
            continue
        missing &= ~sent
        chosen.add(best)
    return _without_spare({test: told[test] for test in chosen})


def _without_spare(told: Told) -> set[str]:
    """Those of them whose statements others do not send too; the longest are left out first."""
    kept = dict(told)
    for test in sorted(told, key=lambda test: (-told[test][0], test)):
        _, sent = kept.pop(test)
        for _, of_another in kept.values():
            sent &= ~of_another
        if sent:
            kept[test] = told[test]
    return set(kept)


@cache
def _chosen(folder: Path, here: tuple[str, ...], ignored: tuple[str, ...]) -> frozenset[str]:
    """Of the tests told there and collected here; workers that are forked need not ask again."""
    told = {
        test: of
        for test, of in read(folder).items()
        if test.startswith(here) and not (ignored and test.startswith(ignored))
    }
    return frozenset(enough(told))


def _asked(config: pytest.Config) -> frozenset[str] | None:
    folder = config.getoption("--ask-statements")
    ignored = config.getoption("ignore") or []
    return _chosen(folder, tuple(config.args), tuple(ignored)) if folder else None


@cache
def _files(asked: frozenset[str]) -> frozenset[str]:
    return frozenset(test.partition("::")[0] for test in asked)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file of which nothing is asked need not be loaded."""
    asked = _asked(config)
    if asked is None or not collection_path.name.startswith("test_"):
        return None
    is_asked = collection_path.relative_to(config.rootpath).as_posix() in _files(asked)
    return None if is_asked else True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what would send nothing new."""
    asked = _asked(config)
    if asked is not None:
        rest = [item for item in items if item.nodeid not in asked]
        config.hook.pytest_deselected(items=rest)
        items[:] = [item for item in items if item.nodeid in asked]
