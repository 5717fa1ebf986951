"""Plain http sent on to https: for people who type the address without it."""

import threading
from collections.abc import Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from chibo.cli.site import PortBusy

PATIENCE = 5.0
"""Seconds somebody gets to say what they want."""


def redirect_from(host: str, port: int, *, to: int, names: Sequence[str]) -> None:
    """Answer every page asked for at `port` with its https address, until this process ends.

    Only to names of our own: nobody is sent elsewhere by a forged Host. Raises PortBusy.
    """

    class Sender(BaseHTTPRequestHandler):
        timeout = PATIENCE
        server_version, sys_version = "", ""

        def do_GET(self) -> None:
            asked = (self.headers.get("Host") or "").rsplit(":", 1)[0].strip("[]").lower()
            name = asked if asked in names else names[0]
            shown = f"[{name}]" if ":" in name else name
            path = self.path if self.path.startswith("/") else "/"
            self.send_response(HTTPStatus.PERMANENT_REDIRECT)
            self.send_header("Location", f"https://{shown}:{to}{path}")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: addresses may be keys by themselves."""

    try:
        server = ThreadingHTTPServer((host, port), Sender)
    except OSError as error:
        raise PortBusy(
            f"Không mở được cổng {port} để chuyển sang https: {error.strerror}."
        ) from error
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
