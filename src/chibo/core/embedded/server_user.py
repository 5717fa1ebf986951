"""Who the server runs as. PostgreSQL refuses to run as root, and we never create a system user."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chibo.core.embedded.errors import CannotUseHome

PREFERRED = ("chibo", "postgres", "nobody")


@dataclass(frozen=True)
class ServerUser:
    """An account of this machine, and whether running as it means stepping down from root."""

    name: str
    uid: int
    gid: int
    steps_down: bool

    @property
    def popen(self) -> dict[str, Any]:
        """Arguments that make `subprocess` run a program as this user, from nowhere in particular.

        Variables of the caller are left behind: PGPORT, LD_LIBRARY_PATH and their like would
        change what the server does.
        """
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/", "TZ": "UTC"}
        arguments: dict[str, Any] = {"cwd": "/", "env": environment, "stdin": subprocess.DEVNULL}
        if self.steps_down:
            arguments |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return arguments

    def own(self, opened: int) -> None:
        """Give an opened file or folder of ours to this user.

        By descriptor: behind a path the server's user could have put a link to something else.
        """
        if self.steps_down:
            os.fchown(opened, self.uid, self.gid)

    def own_new_folder(self, folder: Path) -> None:
        """Create a folder that this user alone enters."""
        folder.mkdir(mode=0o700)
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            self.own(opened)
        finally:
            os.close(opened)

    def can_enter(self, folder: Path) -> bool:
        """Whether this user gets into `folder`; the kernel knows of more than modes."""
        command = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
        done = subprocess.run(command, **self.popen, capture_output=True, check=False)
        return done.returncode == 0

    def require_way_into(self, folder: Path) -> None:
        """Raise CannotUseHome naming the first folder on the way that shuts this user out."""
        if not self.steps_down or self.can_enter(folder):
            return
        way = [*reversed(folder.parents), folder]
        closed = next((step for step in way if not self.can_enter(step)), folder)
        raise CannotUseHome(
            f"Cơ sở dữ liệu chạy bằng tài khoản “{self.name}”, nhưng tài khoản này không vào được "
            f"thư mục {closed}. Hãy đặt biến CHIBO_HOME là thư mục khác (ví dụ /var/lib/chibo), "
            f"hoặc tự cho phép đi qua thư mục đó: chmod o+x {closed}"
        )


def server_user(data: Path) -> ServerUser:
    """The owner of the data where there are data; else ourselves, or for root a modest account.

    Raises CannotUseHome where the data belong to somebody else or root finds no account.
    """
    ourselves = os.geteuid()
    if data.exists():
        owner = _account(data.stat().st_uid)
        if owner.pw_uid == 0:
            raise CannotUseHome(
                f"Dữ liệu trong {data} thuộc về root, mà cơ sở dữ liệu không chạy bằng root được. "
                "Hãy giao lại cho một tài khoản thường (chown -R), hoặc đặt biến CHIBO_HOME là "
                "một thư mục khác."
            )
        if ourselves not in (0, owner.pw_uid):
            raise CannotUseHome(
                f"Dữ liệu trong {data} thuộc về tài khoản “{owner.pw_name}”. Hãy chạy lệnh bằng "
                "tài khoản đó hoặc bằng root, hoặc đặt biến CHIBO_HOME là một thư mục khác."
            )
        return _as_server(owner)
    return _as_server(_modest_account() if ourselves == 0 else _account(ourselves))


def _as_server(account: pwd.struct_passwd) -> ServerUser:
    return ServerUser(
        name=account.pw_name,
        uid=account.pw_uid,
        gid=account.pw_gid,
        steps_down=os.geteuid() == 0,
    )


def _account(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError:  # a container may run under a number without a name
        return pwd.struct_passwd((str(uid), "x", uid, os.getegid(), "", "/", "/bin/sh"))


def _modest_account() -> pwd.struct_passwd:
    for name in PREFERRED:
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        if account.pw_uid != 0:
            return account
    raise CannotUseHome(
        "Không tìm thấy tài khoản hệ thống nào để chạy cơ sở dữ liệu (chibo, postgres hoặc "
        "nobody). Hãy chạy lệnh bằng một tài khoản thường, không phải root."
    )
