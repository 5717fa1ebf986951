"""A small site that renders the real frame and scripts, and a browser to look at it."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles import finders
from django.template import engines
from playwright.sync_api import BrowserContext

from tests.journeys.browser import Borrow, find_browser

CSP = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
BELL = "/thong-bao/chuong/"  # asked for by every page of somebody signed in
Answer = Callable[["Site", dict[str, str]], tuple[int, str]]


def render(content: str, **context: Any) -> str:
    """A page of ours with `content` in it."""
    source = (
        "{% extends 'base.html' %}{% load chibo %}{% block title %}Thử{% endblock %}"
        "{% block heading %}Thử{% endblock %}{% block content %}" + content + "{% endblock %}"
    )
    return str(engines["django"].from_string(source).render({"csrf_token": "t" * 32, **context}))


@dataclass
class Site:
    """What the pages show now, and everything that was posted."""

    content: str = ""
    account: int | None = 7
    answer: Answer = lambda site, posted: (200, site.page())
    messages: list[Message] = field(default_factory=list)
    posted: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    def page(self, content: str | None = None) -> str:
        """The page as the account sees it; messages are shown once."""
        shown, self.messages = self.messages, []
        return render(
            self.content if content is None else content,
            account=SimpleNamespace(pk=self.account),
            actor=SimpleNamespace(name="Nguyễn Thị Minh"),
            messages=shown,
        )

    def address(self, path: str = "/") -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}{path}"


class Handler(BaseHTTPRequestHandler):
    """Static files, the page, and the answers a test has chosen."""

    site: Site

    def log_message(self, *args: Any) -> None:
        """Quiet."""

    def send(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        """One whole answer."""
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Security-Policy": CSP,
            **headers,
        }.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        """A static file, or the page."""
        if self.path.startswith("/static/"):
            found = finders.find(self.path.removeprefix("/static/").split("?")[0])
            if not isinstance(found, str):
                return self.send(404, b"", "text/plain")
            with open(found, "rb") as file:
                kind = TYPES[os.path.splitext(found)[1]]
                return self.send(200, file.read(), f"{kind}; charset=utf-8")
        if self.path == BELL:
            return self.send(200, b"", "text/html; charset=utf-8")
        signed_out = {"X_Sign_In": "1"} if self.path.startswith("/dang-nhap/") else {}
        return self.send(200, self.site.page().encode(), "text/html; charset=utf-8", **signed_out)

    def do_POST(self) -> None:
        """Remembers what came and answers as the test chose; 303 takes the text for the address."""
        length = int(self.headers["Content-Length"])
        posted = {k: v[-1] for k, v in self.read_form(length).items()}
        self.site.posted.append(posted)
        status, text = self.site.answer(self.site, posted)
        if status == 303:
            return self.send(status, b"", "text/html", Location=text)
        return self.send(status, text.encode(), "text/html; charset=utf-8")

    def read_form(self, length: int) -> dict[str, list[str]]:
        """Both encodings of a form."""
        body = self.rfile.read(length).decode()
        kind = self.headers["Content-Type"]
        if "multipart" not in kind:
            return parse_qs(body, keep_blank_values=True)
        found: dict[str, list[str]] = {}
        for part in body.split("--" + kind.split("boundary=")[1]):
            if 'name="' in part:
                head, _, value = part.partition("\r\n\r\n")
                found.setdefault(head.split('name="')[1].split('"')[0], []).append(value[:-2])
        return found


@pytest.fixture(autouse=True)
def _addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.components.addresses"


@pytest.fixture
def site() -> Iterator[Site]:
    """The small site, running."""
    site = Site()
    handler = type("Bound", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    site.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def _browser(borrow_browser: Borrow) -> Iterator[Any]:
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium is installed")
    with borrow_browser(path) as found:
        yield found


@pytest.fixture
def browser(_browser: Any) -> Iterator[BrowserContext]:
    """A fresh window; any error of a script fails the test."""
    context = _browser.new_context(viewport={"width": 400, "height": 800})
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []
