"""`chibo serve` and `chibo demo`: what they start ends with them."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from chibo.cli.supervision import TRIES, Child, ChildEnded, children
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


def left_after(home: Home, seconds: float) -> list[str]:
    """What still works in this home so long afterwards; at once where nothing does."""
    deadline = time.monotonic() + seconds
    while left := processes_of(home):
        if time.monotonic() > deadline:
            return left
        time.sleep(0.05)
    return []


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

    assert left_after(migrated, 15 if end == signal.SIGKILL else 1) == []
    assert status_of(free_port) is None


def children_of(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def left_of(processes: list[int], seconds: float) -> list[int]:
    """Which of them are still there so long afterwards; at once where none is."""
    deadline = time.monotonic() + seconds
    while left := [pid for pid in processes if Path(f"/proc/{pid}").exists()]:
        if time.monotonic() > deadline:
            return left
        time.sleep(0.05)
    return []


def child_of(serve: "subprocess.Popen[str]", part: str, besides: int = 0) -> int:
    """The process of `serve` that runs this part, once there is another than `besides`."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for child in children_of(serve.pid):
            command = Path(f"/proc/{child}/cmdline").read_bytes()
            if child != besides and part.encode() in command:
                return child
        time.sleep(0.05)
    raise AssertionError(f"no {part}")


def answers_again(port: int, within: float = 30) -> bool:
    deadline = time.monotonic() + within
    while status_of(port) is None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_what_is_killed_is_started_again_and_said_so_and_ctrl_c_still_ends_all(
    migrated: Home, start_chibo: StartChibo, free_port: int
) -> None:
    serve = start_chibo("serve", "--port", str(free_port))
    first_line(serve)
    worker = child_of(serve, "worker")
    for _twice_quickly in range(2):
        os.kill(worker, signal.SIGKILL)
        worker = child_of(serve, "worker", besides=worker)
    web = child_of(serve, "chibo.cli.web")
    its_own = children_of(web)
    assert its_own
    os.kill(web, signal.SIGKILL)
    child_of(serve, "chibo.cli.web", besides=web)
    assert answers_again(free_port)
    assert left_of(its_own, 30) == []  # they use the database until they have gone, too

    serve.send_signal(signal.SIGINT)

    assert serve.wait(timeout=20) == 0
    assert left_after(migrated, 10) == []
    said = [line for line in serve.communicate()[0].splitlines() if "đã dừng" in line]
    assert [name for line in said for name in ("worker", "web") if f"“{name}”" in line] == [
        "worker",
        "worker",
        "web",
    ]
    assert "SIGKILL), khởi động lại ngay" in said[0]
    assert "SIGKILL), khởi động lại sau 0.5 giây" in said[1]
    assert str(migrated.log / "worker.log") in said[0]


def keep_for_ever(child: Child) -> None:
    while True:
        child.keep_running()
        time.sleep(0.02)


def test_a_worker_that_cannot_start_ends_the_site_with_what_it_said(ground: Path) -> None:
    broken = ["chibo.cli", "worker", "--concurrency", "nhiều"]
    with children() as running:
        running.append(Child("worker", broken, ground / "worker.log"))
        with pytest.raises(ChildEnded) as refused:
            keep_for_ever(running[0])
    assert "“worker”" in str(refused.value)
    assert "nhiều" in str(refused.value)
    assert (ground / "worker.log").read_text().count("Tiến trình “worker” đã dừng") == TRIES - 1


@pytest.mark.parametrize(
    ("program", "came_up"),
    [(["calendar", "--no-such-option"], True), (["tests.cli.ends_without_database"], False)],
    ids=["it came up once", "its database is gone"],
)
def test_a_process_is_started_again_however_often_it_ends(
    program: list[str], came_up: bool, ground: Path
) -> None:
    with children() as running:
        running.append(Child("web", program, ground / "web.log"))
        running[0].came_up = came_up
        seen = set()
        while len(seen) <= TRIES:
            running[0].keep_running()
            seen.add(running[0].process.pid)
            time.sleep(0.02)


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
