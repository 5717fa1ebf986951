"""Where the unix socket goes. Its whole path may have 107 characters at most (103 off Linux)."""

import hashlib
import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from chibo.core.embedded.errors import CannotUseHome
from chibo.core.embedded.home import Home
from chibo.core.embedded.server_user import ServerUser

PORT = "5432"
LONGEST = 107 if sys.platform == "linux" else 103


def socket_folder(home: Home) -> Path:
    """The folder to connect to, whether or not it exists yet.

    A short folder once chosen is remembered by a link in the home, so that a command with
    another temp folder finds the same socket.
    """
    if home.run.is_symlink():
        return Path(os.readlink(home.run))
    return home.run if _fits(home.run) else _short_folder(home)


def prepared_socket_folder(home: Home, user: ServerUser) -> Path:
    """The same folder, created for the server's user alone. Call under the start lock.

    Raises CannotUseHome where somebody else already made a folder of that name.
    """
    folder = socket_folder(home)
    if folder != home.run and not home.run.is_symlink():
        home.run.symlink_to(folder)
    with suppress(FileExistsError):
        user.own_new_folder(folder)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != user.uid or found.st_mode & 0o077:
        raise CannotUseHome(
            f"Thư mục {folder} do tài khoản khác tạo nên không dùng được. Hãy xoá thư mục đó, "
            "hoặc đặt biến CHIBO_HOME là một đường dẫn ngắn hơn."
        )
    return folder


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= LONGEST


def _short_folder(home: Home) -> Path:
    name = f"chibo-{hashlib.sha256(os.fsencode(home.folder)).hexdigest()[:16]}"
    usual = Path(tempfile.gettempdir()) / name
    return usual if _fits(usual) else Path("/tmp") / name  # noqa: S108 - checked for its owner above
