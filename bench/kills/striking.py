"""The processes of a running office, found and killed."""

import http.client
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from bench.kills.ground import TODAY

KINDS = ("serve", "web server", "web process", "worker", "postmaster", "backend")
UP = "Ctrl-C"
"""In the line that `serve` writes once it answers."""
PATIENCE = 120.0
"""Seconds: where web processes die again and again `serve` waits up to a minute itself."""


class Office:
    """`chibo serve` as an office runs it: two web processes, a worker, its own database."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.told = Path(os.environ["CHIBO_HOME"]).with_name("serve.log")
        self._was_killed = False
        self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "chibo.cli", "serve", "--port", str(self.port)]
        with self.told.open("ab") as told:
            self._told_before = told.tell()
            self.site = subprocess.Popen(
                [*command, "--workers", "2"],
                env={**os.environ, "CHIBO_TODAY": str(TODAY)},
                stdout=told,
                stderr=told,
            )

    def wait_until_up(self) -> None:
        """Until a page comes back. RuntimeError where `serve` has ended, or nothing comes.

        One that was killed is started again as an office does it, until the port is free; what is
        left of the killed one may answer for a moment.
        """
        deadline = time.monotonic() + PATIENCE
        while not (self._says_so() and self._answers()):
            is_over = self.site.poll() is not None
            if (is_over and not self._was_killed) or time.monotonic() > deadline:
                raise RuntimeError(f"the office is down:\n{self.told.read_text()[-3000:]}")
            if is_over:
                self._start()
            time.sleep(0.05)
        self._was_killed = False

    def _says_so(self) -> bool:
        """Whether this `serve` said that it is up; whatever else it writes comes later."""
        with self.told.open("rb") as told:
            told.seek(self._told_before)
            return UP in told.read(1000).decode(errors="ignore")

    def _answers(self) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/dang-nhap/")
            return line.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    def strike(self, chance: random.Random, most: int = 1) -> list[str]:
        """Kill up to `most` of different kinds that run now, in one moment; which kinds they were.

        `serve` is the last of them: what it started is known by it.
        """
        while True:
            there = self.processes()
            kinds = [kind for kind in KINDS if there[kind]]
            chosen = chance.sample(kinds, min(chance.randint(1, most), len(kinds)))
            struck = [
                kind
                for kind in sorted(chosen, key=lambda kind: kind == "serve")
                if _was_there(chance.choice(there[kind]))
            ]
            if "serve" in struck:
                self.site.wait(PATIENCE)
                self._was_killed = True
                self._start()
            if struck:
                return struck

    def processes(self) -> dict[str, list[int]]:
        """Those of each kind that run now."""
        ours = _children(self.site.pid)
        servers = [pid for pid in ours if "chibo.cli.web" in _command(pid)]
        postmasters = _postmasters()
        return {
            "serve": [self.site.pid],
            "web server": servers,
            "web process": [
                pid
                for server in servers
                for pid in _children(server)
                if "resource_tracker" not in _command(pid)
            ],
            "worker": [pid for pid in ours if "worker" in _command(pid)],
            "postmaster": postmasters,
            "backend": [
                pid
                for postmaster in postmasters
                for pid in _children(postmaster)
                if "[local]" in _command(pid)
            ],
        }

    def end(self) -> int:
        """Ctrl-C; how it ended."""
        self.site.send_signal(signal.SIGINT)
        return self.site.wait(PATIENCE)


def _was_there(pid: int) -> bool:
    """Kill a process; False where it had ended by itself."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _children(pid: int) -> list[int]:
    """Those somebody started, by whichever thread."""
    found = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return sorted(found)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _postmasters() -> list[int]:
    """The number the server wrote down, if its bearer is the server."""
    try:
        pid = int(Path(os.environ["CHIBO_HOME"], "pg", "postmaster.pid").read_text().split()[0])
    except (OSError, IndexError):
        return []
    return [pid] if "postgres" in _command(pid) else []
