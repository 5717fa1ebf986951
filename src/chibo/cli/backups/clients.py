"""PostgreSQL's own client programs, pointed at the database in use."""

import os
import subprocess
from typing import IO

from psycopg.pq import Conninfo

from chibo.core.embedded import database_url
from chibo.core.embedded.binaries import installed_binaries
from chibo.core.errors import Refused


class ClientFailed(Refused):
    """pg_dump or pg_restore gave up."""

    code = "client_failed"


def start_client(
    program: str,
    *arguments: str,
    stdin: int | None = subprocess.DEVNULL,
    stdout: int | None = subprocess.DEVNULL,
    stderr: IO[bytes],
) -> subprocess.Popen[bytes]:
    """Start pg_dump or pg_restore. The password goes by the environment, not the command line."""
    return subprocess.Popen(
        [installed_binaries().program(program), *arguments],
        env=_environment(),
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
    )


def require_success(client: subprocess.Popen[bytes], program: str, errors: IO[bytes]) -> None:
    """Wait for the client; raise ClientFailed with its own words if it failed."""
    if client.wait() == 0:
        return
    errors.seek(0)
    said = errors.read().decode(errors="replace").strip()
    raise ClientFailed(f"Chương trình {program} không làm xong. Nó báo:\n{said}")


def _environment() -> dict[str, str]:
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
    for option in Conninfo.parse(database_url().encode()):
        if option.val is not None and option.envvar is not None:
            environment[option.envvar.decode()] = option.val.decode()
    return environment
