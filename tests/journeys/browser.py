"""A real Chromium, as an administrator installed it, started so that it talks to us only."""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_browser() -> str | None:
    """The installed browser; None where there is none."""
    named = os.environ.get("CHIBO_BROWSER")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def running_browser(path: str) -> Iterator[Browser]:
    """The browser, closed again."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


Borrow = Callable[[str], AbstractContextManager[Browser]]


@contextmanager
def kept_browser() -> Iterator[Borrow]:
    """A browser for all of a process, begun by who borrows it first.

    Its loop stands for the running one of this thread only while it is borrowed: Django asks no
    database within a loop.
    """
    with ExitStack() as ending:
        kept: list[tuple[Browser, asyncio.AbstractEventLoop | None]] = []

        @contextmanager
        def borrow(path: str) -> Iterator[Browser]:
            if not kept:
                browser = ending.enter_context(running_browser(path))
                kept.append((browser, asyncio._get_running_loop()))
            browser, loop = kept[0]
            asyncio._set_running_loop(loop)
            try:
                yield browser
            finally:
                asyncio._set_running_loop(None)

        yield borrow
        if kept:
            asyncio._set_running_loop(kept[0][1])
