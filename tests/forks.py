"""Workers (`pytest -n 3`) that are forked from one process, which has loaded tests and program.

Each used to load, and in a fresh clone to compile, all of it for itself: 200,000 lines. `begin`
starts the process beside the controller, which tells xdist to start its workers by a command that
only hands its standard streams over: `python tests/forks.py SOCKET`, this file as a script.
"""

import atexit
import os
import select
import socket
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

AS_WORKER = "forks"  # what is loaded is loaded for workers; each is told its own name later
WITH_THREADS = ("duckdb", "numpy")  # begin some when they are imported; a fork would not have them


def begin(place: str, collected: list[str]) -> str:
    """Begin to load what `pytest` collects of these arguments; the command that starts a worker."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen()
        loading = subprocess.Popen(
            [sys.executable, "-m", "tests.forks", str(door.fileno()), *collected],
            env=os.environ | {"PYTEST_XDIST_WORKER": AS_WORKER},
            pass_fds=[door.fileno()],
            stdin=subprocess.PIPE,
        )

    def end() -> None:
        loading.communicate()  # it ends when its standard input does

    atexit.register(end)
    return f"{sys.executable} -I -S {__file__} {place}"


def _load_and_fork(door: socket.socket, collected: list[str]) -> None:
    """Load everything, then become a worker for each who asks, until the controller ends."""
    _load(collected)
    while True:
        ready, _, _ = select.select([door, sys.stdin], [], [])
        if door not in ready:
            return
        line, _ = door.accept()
        _, streams, _, _ = socket.recv_fds(line, 1, 3)
        if os.fork() == 0:
            door.close()
            _become_worker(streams)
            return
        for stream in (line.detach(), *streams):
            os.close(stream)


def _load(collected: list[str]) -> None:
    import gc

    import pytest

    sys.meta_path.insert(0, _Later())  # type: ignore[arg-type]
    with open(os.devnull, "w") as nobody:  # what was not loaded each worker loads, or says why
        kept = os.dup(1), os.dup(2)
        for stream in (1, 2):
            os.dup2(nobody.fileno(), stream)
        # Not captured: what keeps a stream, as the console's log does, keeps one that stays open.
        quiet = ["--collect-only", "-s", "-p", "no:cacheprovider"]
        pytest.main([*quiet, *collected], plugins=[unfinished := _Unfinished()])
        sys.stdout.flush()  # or every worker, and the end, would tell what was for nobody
        for stream, copy in zip((1, 2), kept, strict=True):
            os.dup2(copy, stream)
            os.close(copy)
    del sys.meta_path[0]
    unfinished.forget()
    tasks = "/proc/self/task"
    assert not os.path.exists(tasks) or len(os.listdir(tasks)) == 1, "something began a thread"
    gc.disable()  # until the worker has collected, see tests/loading.py
    gc.freeze()


class _Unfinished:
    """What could not be loaded here: pytest leaves half of such a file among Python's modules, and
    a worker would find it there, take it for the whole, and run none of the tests that it lacks."""

    def __init__(self) -> None:
        self._files: set[str] = set()

    def pytest_exception_interact(self, node: "pytest.Item | pytest.Collector") -> None:
        """Note files that failed; in a folder that failed its conftest did."""
        self._files |= {str(node.path), str(node.path / "conftest.py")}

    def forget(self) -> None:
        """Let each worker load them, or say why it cannot."""
        for name, module in list(sys.modules.items()):
            if getattr(module, "__file__", None) in self._files:
                del sys.modules[name]


class _Later:
    """Keeps some modules from being imported: who needs one is loaded by each worker."""

    def find_spec(self, name: str, *_more: object) -> None:
        if name in WITH_THREADS:
            raise ImportError(name)


def _become_worker(streams: list[int]) -> None:
    """Go on as `python -c …` would with these streams: xdist sends on them what to do."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    atexit._clear()  # type: ignore[attr-defined]  # what was to be done at the end of another process
    sys.argv = ["-c"]
    sys.stdin = os.fdopen(0, closefd=False)
    exec(eval(sys.stdin.readline()), {"__name__": "__main__"})  # execnet's own way to begin


def _hand_over(place: str) -> None:
    """Let somebody who has loaded everything work with the streams of this process."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(place)
        socket.send_fds(line, [b"\0"], [0, 1, 2])
        line.recv(1)  # comes to nothing when the worker has ended


if __name__ == "__main__":
    if __package__:
        with suppress(KeyboardInterrupt):
            _load_and_fork(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
    else:
        _hand_over(sys.argv[1])
