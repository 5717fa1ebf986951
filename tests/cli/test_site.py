"""`chibo serve` and `chibo demo`: what they start ends with them."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from chibo.core.embedded.home import Home
from tests.homes import server_processes

from .conftest import Chibo, StartChibo, status_of


def processes_of(home: Home) -> list[str]:
    """Command lines of all processes that work in this home, the test's own apart."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            environment = (entry / "environ").read_bytes().split(b"\0")
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if f"CHIBO_HOME={home.folder}".encode() in environment or str(home.data) in command:
            found.append(command)
    return found


def all_gone(home: Home, within: float) -> bool:
    deadline = time.monotonic() + within
    while processes_of(home):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_serve_answers_and_leaves_nothing_behind_however_it_ends(
    migrated: Home, start_chibo: StartChibo, chibo: Chibo, free_port: int, end: signal.Signals
) -> None:
    serve = start_chibo("serve", "--port", str(free_port))
    assert f":{free_port}/" in first_line(serve)
    assert status_of(free_port) is not None
    assert len(server_processes(migrated)) == 1
    assert chibo("migrate").returncode == 0  # beside it, and gone again
    assert status_of(free_port) is not None

    serve.send_signal(end)
    assert serve.wait(timeout=20) == (-9 if end == signal.SIGKILL else 0)

    assert all_gone(migrated, within=15 if end == signal.SIGKILL else 1)
    assert status_of(free_port) is None


def test_a_killed_web_server_is_reported_and_everything_else_ends(
    migrated: Home, start_chibo: StartChibo, free_port: int
) -> None:
    serve = start_chibo("serve", "--port", str(free_port), "--no-worker")
    first_line(serve)
    children = Path(f"/proc/{serve.pid}/task/{serve.pid}/children").read_text().split()
    web = next(c for c in children if b"chibo.cli.web" in Path(f"/proc/{c}/cmdline").read_bytes())

    os.kill(int(web), signal.SIGKILL)

    assert serve.wait(timeout=20) == 1
    assert "web" in serve.communicate()[0]
    assert all_gone(migrated, within=10)


def test_a_busy_port_is_refused_before_anything_starts(chibo: Chibo, migrated: Home) -> None:
    with socket.socket() as neighbour:
        neighbour.bind(("127.0.0.1", 0))
        neighbour.listen()
        port = str(neighbour.getsockname()[1])
        for name in ("serve", "demo"):
            done = chibo(name, "--port", port)
            assert done.returncode == 1
            assert port in done.stderr
            assert "--port" in done.stderr


def test_the_demo_never_covers_records_that_it_did_not_make(
    chibo: Chibo, migrated: Home, free_port: int
) -> None:
    done = chibo("createsuperuser", "--username", "that", "--password-stdin", typed="Mường-Ảng-9\n")
    assert done.returncode == 0, done.stderr

    done = chibo("demo", "--fresh", "--port", str(free_port))

    assert done.returncode == 1
    assert "CHIBO_HOME" in done.stderr
