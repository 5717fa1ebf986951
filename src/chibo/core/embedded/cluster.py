"""One embedded server: is it running, start it, stop it. Callers hold the start lock."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from chibo.core.embedded.binaries import Binaries, copied_binaries
from chibo.core.embedded.errors import CannotUseDatabase
from chibo.core.embedded.home import Home
from chibo.core.embedded.initialise import initialise, require_same_version
from chibo.core.embedded.locks import STEP, Lock, opened
from chibo.core.embedded.orphans import PATIENCE, end_orphans, is_at_work
from chibo.core.embedded.server_user import ServerUser, server_user
from chibo.core.embedded.socket_folder import PORT, prepared_socket_folder

RECOVERY = 600.0
"""Seconds a start may take: after a crash the log is replayed first."""

STOP = 60
"""Seconds a fast stop may take before it is made an immediate one."""

LOG_LIMIT = 10 * 1024 * 1024

SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "cluster_name": "chibo",
    "log_line_prefix": "%m [%p] ",
}
CARELESS = {"fsync": "off", "full_page_writes": "off"}
"""For databases that live as long as a test run."""

_children: dict[Path, subprocess.Popen[bytes]] = {}
"""Servers that this process started, by their data folder."""


class Cluster:
    """The server of one home.

    The server inherits a locked descriptor: as long as any of its processes lives the lock is
    held, and no file left behind by a crash can make a dead server look alive.
    """

    def __init__(self, home: Home) -> None:
        self.home = home
        self._server_lock = home.locks / "server"

    def is_running(self) -> bool:
        """Whether a server of ours runs on these data."""
        with opened(self._server_lock) as lock:
            return not lock.try_take()

    def ensure_started(self) -> None:
        """Start the server unless it runs. Raises CannotUseHome, CannotUseDatabase."""
        with opened(self._server_lock) as lock:
            if self._runs_already(lock):
                return
            require_same_version(self.home)
            user = server_user(self.home.data)
            user.require_way_into(self.home.folder)
            binaries = copied_binaries(self.home)
            sockets = prepared_socket_folder(self.home, user)
            initialise(self.home, binaries, user, sockets)
            for left in (self._pid_file, sockets / f".s.PGSQL.{PORT}.lock"):
                _forget_dead_server(left, at_work_in=self.home.data)
            child = self._spawn(binaries, user, sockets, lock)
        self._wait_until_ready(child)

    def stop(self) -> None:
        """Stop the server and wait until its last process is gone."""
        with opened(self._server_lock) as lock:
            if lock.try_take():
                return
            for second, sign in enumerate([signal.SIGINT] * STOP + [signal.SIGQUIT] * STOP):
                self._signal(sign)  # said again each second: it may only just have started
                if lock.try_take(1.0):
                    self._bury()
                    return
                if second >= PATIENCE:
                    self._end_orphans()
        raise CannotUseDatabase(
            f"Cơ sở dữ liệu trong {self.home.folder} không chịu dừng. Xem nhật ký: {self._log}"
        )

    @property
    def _log(self) -> Path:
        return self.home.log / "postgres.log"

    def _spawn(
        self, binaries: Binaries, user: ServerUser, sockets: Path, lock: Lock
    ) -> subprocess.Popen[bytes]:
        careless = os.environ.get("CHIBO_TEST_DATABASE") == "fast"
        settings = SETTINGS | {"unix_socket_directories": str(sockets)}
        settings |= CARELESS if careless else {}
        command = [binaries.program("postgres"), "-D", str(self.home.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        if self._log.exists() and self._log.stat().st_size > LOG_LIMIT:
            self._log.replace(self._log.with_suffix(".log.1"))
        with self._log.open("ab") as log:
            # Its own session: Ctrl-C in the terminal is for the command, not for the server.
            child = subprocess.Popen(
                command,
                **user.popen,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=(lock.descriptor,),
            )
        _children[self.home.data] = child
        return child

    def _runs_already(self, lock: Lock) -> bool:
        """Whether the server is there and ready; if not, `lock` is ours.

        Neither holds for a moment while a server whose starter was killed comes up, or while the
        last processes of a killed server notice and end; those that do not are ended.
        """
        began = time.monotonic()
        while not lock.try_take():
            if self._is_ready():
                return True
            waited = time.monotonic() - began
            if waited > RECOVERY:
                raise self._did_not_start()
            if waited > PATIENCE:
                self._end_orphans()
            time.sleep(STEP)
        return False

    def _end_orphans(self) -> None:
        lines = _lines(self._pid_file)
        end_orphans(self.home.data, int(lines[0]) if lines else None)

    def _wait_until_ready(self, child: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + RECOVERY
        while not self._is_ready(child.pid):
            if child.poll() is not None or time.monotonic() > deadline:
                raise self._did_not_start()
            time.sleep(STEP)

    def _did_not_start(self) -> CannotUseDatabase:
        return CannotUseDatabase(
            f"Cơ sở dữ liệu trong {self.home.folder} không khởi động được. "
            f"Nhật ký {self._log}:\n{self._end_of_log()}"
        )

    @property
    def _pid_file(self) -> Path:
        return self.home.data / "postmaster.pid"

    def _signal(self, sign: signal.Signals) -> None:
        """Signal the server: our own child even before it has written its number down."""
        child = _children.get(self.home.data)
        with suppress(ProcessLookupError):
            if child is not None and child.poll() is None:
                child.send_signal(sign)
            elif lines := _lines(self._pid_file):
                os.kill(int(lines[0]), sign)

    def _is_ready(self, pid: int | None = None) -> bool:
        """Whether the server (that with this number) says it is ready, and answers.

        Its word alone is not enough: a killed server leaves it standing, and its number stays
        in use until its parent looks.
        """
        lines = _lines(self._pid_file)
        if len(lines) < 8 or (pid is not None and lines[0] != str(pid)):
            return False
        return lines[7].strip() == "ready" and _answers(f"{lines[4]}/.s.PGSQL.{PORT}")

    def _bury(self) -> None:
        child = _children.pop(self.home.data, None)
        if child is not None:
            child.wait(STOP)

    def _end_of_log(self) -> str:
        try:
            return "\n".join(self._log.read_text(errors="replace").splitlines()[-8:])
        except FileNotFoundError:
            return ""


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except FileNotFoundError:
        return []


def _answers(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        return client.connect_ex(address) == 0


def _forget_dead_server(pid_file: Path, *, at_work_in: Path) -> None:
    """Remove the file of a dead server whose number seems to be in use.

    PostgreSQL sees by itself that a number is free, but not that it was given to some other
    program, as happens after every restart of a container, nor that its bearer is dead and only
    not yet buried. A server that somebody started by hand on these data keeps its file.
    """
    lines = _lines(pid_file)
    if not lines or not _is_alive(int(lines[0])) or not Path("/proc/self/cwd").exists():
        return
    if is_at_work(int(lines[0]), at_work_in):
        return
    pid_file.unlink(missing_ok=True)
