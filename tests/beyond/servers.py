"""Several PostgreSQL servers on one computer, started by the words of docs/beyond.md."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg

from chibo.core.embedded.binaries import installed_binaries
from chibo.core.embedded.connection import NAME, USER
from chibo.core.embedded.home import Home
from chibo.core.embedded.server_user import server_user
from tests.built_homes import copy_migrated_home

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "wal_level": "logical",
    "max_connections": "30",
    "shared_buffers": "32MB",
    "fsync": "off",
    "full_page_writes": "off",
    "hot_standby": "on",
    "logging_collector": "off",
}


@dataclass
class Server:
    """A server at work on the data in `folder`."""

    folder: Path
    data: Path
    secret: str
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """For CHIBO_DATABASE_URL."""
        return f"postgresql://{USER}:{self.secret}@/{NAME}?host={self.folder}"

    def start(self) -> "Server":
        """Start it and wait until it answers."""
        user = server_user(self.data)
        command = [installed_binaries().program("postgres"), "-D", str(self.data)]
        for name, value in (SETTINGS | {"unix_socket_directories": str(self.folder)}).items():
            command += ["-c", f"{name}={value}"]
        os.chown(self.folder, user.uid, user.gid)
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, **user.popen, stdout=log, stderr=log)
        waiting = [installed_binaries().program("pg_isready"), "-q", "-h", str(self.folder)]
        while subprocess.run(waiting, check=False).returncode:
            if self.process.poll() is not None:
                raise RuntimeError((self.folder / "server.log").read_text())
        return self

    def kill(self) -> None:
        """Gone, without a word to anybody."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(30)

    def ask(self, question: str) -> list[tuple[object, ...]]:
        """The rows somebody at the server's own prompt would see."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(question)
            return cursor.fetchall() if cursor.description else []


def own_server(folder: Path) -> Server:
    """A server of its own with empty tables."""
    home = Home(copy_migrated_home(folder))
    server = Server(folder, home.data, home.database_secret.read_text().strip())
    folder.chmod(0o755)
    return server.start()


def replica_of(primary: Server, folder: Path) -> Server:
    """A streaming replica, as the recipe makes one."""
    folder.mkdir(mode=0o755)
    data = folder / "pg"
    subprocess.run(
        [
            *(installed_binaries().program("pg_basebackup"), "--write-recovery-conf"),
            *("--checkpoint", "fast", "--no-sync", "--pgdata", str(data)),
            *("--dbname", primary.url),
        ],
        check=True,
        capture_output=True,
    )
    owner = server_user(primary.data)
    for path in (data, *data.rglob("*")):
        os.chown(path, owner.uid, owner.gid, follow_symlinks=False)
    shutil.rmtree(data / "pg_replslot", ignore_errors=True)
    (data / "pg_replslot").mkdir(mode=0o700)
    os.chown(data / "pg_replslot", owner.uid, owner.gid)
    return Server(folder, data, primary.secret).start()
