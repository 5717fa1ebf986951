"""The first start: a data folder that either exists whole or not at all."""

import os
import shutil
import subprocess
from pathlib import Path

from chibo.core.embedded.binaries import Binaries, major_version
from chibo.core.embedded.connection import NAME, USER
from chibo.core.embedded.errors import CannotUseDatabase
from chibo.core.embedded.home import Home, kept_secret
from chibo.core.embedded.server_user import ServerUser

INITDB = (
    *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"),
    # The built-in C.UTF-8 sorts by code point like C does, but knows the case of Đ and Ư.
    *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
    *("--no-instructions", "--no-sync"),
)


def initialise(home: Home, binaries: Binaries, user: ServerUser, sockets: Path) -> None:
    """Make the data folder with its empty database, unless it is there. Call under the start lock.

    Built aside and moved into place, so that a machine switched off half-way starts over.
    """
    if home.data.is_dir():
        return
    unfinished = home.folder / "pg.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    user.own_new_folder(unfinished)
    _initdb(home, binaries, user, unfinished, sockets)
    _create_database(binaries, user, unfinished)
    unfinished.rename(home.data)


def require_same_version(home: Home) -> None:
    """Raise CannotUseDatabase where the data were written by another PostgreSQL."""
    if not home.data.is_dir():
        return
    found = (home.data / "PG_VERSION").read_text().strip()
    if found != major_version():
        raise CannotUseDatabase(
            f"Dữ liệu trong {home.data} do PostgreSQL {found} tạo ra, bản chibo này dùng "
            f"PostgreSQL {major_version()}. Hãy dùng bản chibo cũ chạy “chibo backup”, rồi dùng "
            "bản mới chạy “chibo restore” vào một CHIBO_HOME trống."
        )


def _initdb(home: Home, binaries: Binaries, user: ServerUser, data: Path, sockets: Path) -> None:
    password = sockets / f"password-{os.getpid()}"
    password.unlink(missing_ok=True)
    opened = os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(opened, f"{kept_secret(home.database_secret)}\n".encode())
        user.own(opened)
        options = ("--pgdata", str(data), "--username", USER, "--pwfile", str(password), *INITDB)
        _run(user, [binaries.program("initdb"), *options])
    finally:
        os.close(opened)
        password.unlink()
    if os.environ.get("CHIBO_TEST_DATABASE") != "fast":
        os.sync()


def _create_database(binaries: Binaries, user: ServerUser, data: Path) -> None:
    single = [binaries.program("postgres"), "--single", "-D", str(data), "postgres"]
    _run(user, single, statement=f"CREATE DATABASE {NAME};\n")


def _run(user: ServerUser, command: list[str], statement: str = "") -> None:
    arguments = user.popen
    del arguments["stdin"]
    done = subprocess.run(
        command, **arguments, input=statement, capture_output=True, text=True, check=False
    )
    if done.returncode != 0 or "ERROR:" in done.stderr:
        said = (done.stderr or done.stdout).strip()
        raise CannotUseDatabase(
            f"Không chuẩn bị được cơ sở dữ liệu. Chương trình {Path(command[0]).name} báo: {said}"
        )
