"""The site: web server and worker, run and watched by one command."""

import http.client
import os
import signal
import socket
import ssl
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chibo.cli.supervision import Child, ChildEnded, children
from chibo.core.certificates import Certificate
from chibo.core.embedded import current_home, revive_database
from chibo.core.errors import Refused

START = 60.0
STEP = 0.1
REVIVE = 1.0
"""Seconds between two looks at the embedded server (killed, say, when memory ran out)."""

LOOK = 0.2
"""Seconds between two looks at our processes."""

RENEW = 3600.0
"""Seconds between two looks at the certificate."""


class PortBusy(Refused):
    """Somebody else listens there, or we may not."""

    code = "port_busy"


@dataclass(frozen=True)
class Site:
    """Where to listen and with how much."""

    host: str
    port: int
    workers: int = 1
    threads: int = 8
    worker: bool = True
    certificate: Certificate | None = None

    @property
    def address(self) -> str:
        """What to type into a browser on this machine."""
        host = {"0.0.0.0": "localhost", "::": "localhost", "127.0.0.1": "localhost"}.get(  # noqa: S104
            self.host, self.host
        )
        shown = f"[{host}]" if ":" in host else host
        return f"{'https' if self.certificate else 'http'}://{shown}:{self.port}/"


def require_free(site: Site) -> None:
    """Raise PortBusy unless we can listen there."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            site.host, site.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise PortBusy(
            f"Không mở được cổng {site.port} tại {site.host} ({error.strerror}). Có thể chương "
            "trình khác đang dùng; hãy chọn cổng khác bằng --port."
        ) from error


def run_site(
    site: Site,
    announce: Callable[[], None],
    meanwhile: Callable[[], None] = lambda: None,
    renewed: Callable[[], bool] = lambda: False,
) -> None:
    """Serve until Ctrl-C or a kill; `announce` is called once pages can be opened.

    `meanwhile` runs beside the web server's own start, before anything is announced; `renewed` is
    asked every hour whether the certificate's files are new. Call with the database in use. A
    process of ours that dies is started again; raises ChildEnded where it never comes up.
    """
    logs = _log_folder()
    _end_by_signal()
    with suppress(KeyboardInterrupt), children() as running:
        numbers = (str(site.port), str(site.workers), str(site.threads))
        files = (str(site.certificate.file), str(site.certificate.key)) if site.certificate else ()
        web = ["chibo.cli.web", site.host, *numbers, *files]
        running.append(Child("web", web, logs / "web.log"))
        meanwhile()
        _wait_until_answering(site, running)
        running[0].came_up = True
        announce()
        sys.stdout.flush()
        if site.worker:
            work = ["chibo.cli", "worker", "--lifeline"]
            running.append(Child("worker", work, logs / "worker.log"))
        _watch(running, renewed)


def _end_by_signal() -> None:
    """Make a polite kill the ordinary end of a site, and Ctrl-C one also where a script started us.

    A shell without job control has its background commands ignore Ctrl-C; `nohup` has them ignore
    the end of the terminal, and means it.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def _watch(running: list[Child], renewed: Callable[[], bool]) -> None:
    """Look after the processes and the database until we are told to end."""
    look_again = time.monotonic() + REVIVE
    renew_again = time.monotonic() + RENEW
    while True:
        for child in running:
            child.keep_running()
        if time.monotonic() > look_again:
            revive_database()
            look_again = time.monotonic() + REVIVE
        if time.monotonic() > renew_again:
            if renewed():
                running[0].process.send_signal(signal.SIGHUP)  # new web workers, one by one
            renew_again = time.monotonic() + RENEW
        time.sleep(LOOK)


def _log_folder() -> Path:
    home = current_home()
    home.create()
    return home.log


def _wait_until_answering(site: Site, running: list[Child]) -> None:
    deadline = time.monotonic() + START
    while not _answers(site):
        for child in running:
            child.require_running()
        if time.monotonic() > deadline:
            raise ChildEnded(
                f"Máy chủ web không trả lời sau {START:.0f} giây. Xem nhật ký: {running[0].log}"
            )
        time.sleep(STEP)


def _answers(site: Site) -> bool:
    """Whether a page comes back, whatever it says: its worker has loaded the program."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(site.host, site.host)  # noqa: S104
    connection = _connection(site, host)
    try:
        connection.request("HEAD", "/", headers={"Host": _known_host()})
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _connection(site: Site, host: str) -> http.client.HTTPConnection:
    if not site.certificate:
        return http.client.HTTPConnection(host, site.port, timeout=START)
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # asked of ourselves: only whether it answers
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(host, site.port, timeout=START, context=anybody)


def _known_host() -> str:
    return os.environ.get("CHIBO_HOSTS", "localhost").split(",")[0].strip() or "localhost"
