"""The web server's process: granian in WSGI mode (`python -m chibo.cli.web HOST PORT …`)."""

import sys
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces, SSLProtocols

from chibo.cli.lifeline import end_politely, end_with_the_starter
from chibo.core.embedded import database_in_use

KILL_AFTER = 8
"""Seconds a worker gets to answer what it has begun."""


def run(host: str, port: int, workers: int, threads: int, *certificate: str) -> None:
    """Serve until told to end; `certificate`: its file and its key's, for https."""
    file, key = [Path(each) for each in certificate] or (None, None)
    Granian(
        "chibo.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        workers_kill_timeout=KILL_AFTER,
        respawn_failed_workers=True,
        websockets=False,
        ssl_cert=file,
        ssl_key=key,
        ssl_protocol_min=SSLProtocols.tls12,  # phones of 2018 have no 1.3
        log_access=False,  # links of organisations and calendar feeds are keys by themselves
    ).serve()


if __name__ == "__main__":
    end_politely()
    # In use by us too, and before we follow our starter: where it is killed, we are the last
    # and stop the server.
    with database_in_use():
        end_with_the_starter()
        run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), *sys.argv[5:])
