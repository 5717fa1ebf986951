"""The demo as people start it: `chibo demo` in a home of its own, on a free port."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TODAY = "2026-11-21"
PATIENCE = 300  # seconds until the first page


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in."""

    role: str
    username: str
    password: str
    full_name: str


@dataclass(frozen=True)
class DemoSite:
    """A running demo."""

    address: str
    home: Path
    accounts: tuple[Account, ...]

    def account(self, role: str) -> Account:
        """The demo's account of a role."""
        return next(account for account in self.accounts if account.role == role)


@contextmanager
def running_demo(home: Path, *more: str) -> Iterator[DemoSite]:
    """`chibo demo --today … more`, stopped with Ctrl-C."""
    port = _free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CHIBO_")}
    environment |= {"CHIBO_HOME": str(home), "CHIBO_TEST_DATABASE": "fast"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    demo = ["demo", "--today", TODAY, "--port", str(port), *more]
    command = [sys.executable, "-m", "chibo.cli", *demo]
    with (home.parent / "demo.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process, home)
        kept = json.loads((home / "demo.json").read_text())
        accounts = tuple(
            Account(a["role_name"], a["username"], a["password"], a["full_name"])
            for a in kept["accounts"]
        )
        yield DemoSite(address, home, accounts)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(address: str, process: "subprocess.Popen[bytes]", home: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError((home.parent / "demo.log").read_text()[-4000:])
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except urllib.error.HTTPError as broken:
            raise RuntimeError((home.parent / "demo.log").read_text()[-4000:]) from broken
        except OSError:
            time.sleep(0.5)
    raise TimeoutError((home.parent / "demo.log").read_text()[-4000:])
