"""CHIBO_HOME: where the embedded server's data, the uploads and the keys of one system live."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from chibo.core.embedded.errors import CannotUseHome

SYSTEM_HOME = Path("/var/lib/chibo")


@dataclass(frozen=True)
class Home:
    """The folder of one system and the names inside it. Two homes are two separate systems."""

    folder: Path

    @property
    def binaries(self) -> Path:
        """Copies of the server's programs, one folder for each version."""
        return self.folder / "bin"

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder; only the server's user enters it."""
        return self.folder / "pg"

    @property
    def run(self) -> Path:
        """The folder of the unix socket, or a link to it where this path is too long."""
        return self.folder / "run"

    @property
    def locks(self) -> Path:
        """Files that are only ever locked, never written."""
        return self.folder / "locks"

    @property
    def uploads(self) -> Path:
        """Files that people sent."""
        return self.folder / "uploads"

    @property
    def log(self) -> Path:
        """What the server has to say."""
        return self.folder / "log"

    @property
    def database_secret(self) -> Path:
        """The password of the embedded database."""
        return self.folder / "secret"

    @property
    def keys(self) -> Path:
        """The folder of keys: CHIBO_KEYS where that is given."""
        named = os.environ.get("CHIBO_KEYS")
        return Path(named).expanduser() if named else self.folder

    @property
    def django_secret(self) -> Path:
        """The signing key of sessions and links."""
        return self.keys / "django-secret"

    @property
    def data_keys(self) -> Path:
        """The keys of what is kept sealed in the database, the one in use last."""
        return self.keys / "data-keys"

    @property
    def certificates(self) -> Path:
        """The office's authority and the server's certificate made with it."""
        return self.keys / "https"

    def create(self) -> None:
        """Create what is missing. What exists keeps its owner and its rights.

        Raises CannotUseHome where we may not write.
        """
        try:
            _create_open_folder(self.folder)
            for private in (self.locks, self.uploads, self.log):
                private.mkdir(mode=0o700, exist_ok=True)
            _create_open_folder(self.binaries)
        except OSError as error:
            raise _cannot_write(self.folder, error) from error


def current_home() -> Home:
    """The home named by CHIBO_HOME, else the platform's data folder, else (root) the state folder.

    Root's own data folder is of no use: the server runs as an unprivileged user who may not
    enter /root.
    """
    named = os.environ.get("CHIBO_HOME")
    if named:
        return Home(Path(named).expanduser().resolve())
    if os.geteuid() == 0:
        return Home(SYSTEM_HOME)
    return Home(Path(platformdirs.user_data_dir("chibo", appauthor=False)))


def kept_secret(path: Path) -> str:
    """The secret kept in `path`; made up now, readable by its owner only, if there is none yet."""
    with suppress(FileNotFoundError):
        return path.read_text().strip()
    _create_open_folder(path.parent)
    # Written aside and linked into place: of two commands that begin together one wins whole.
    aside = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    aside.touch(mode=0o600, exist_ok=False)
    aside.write_text(secrets.token_urlsafe(48) + "\n")
    with suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
    return path.read_text().strip()


def _create_open_folder(folder: Path) -> None:
    """Create a folder, and the parents it lacks, that others may enter but not change."""
    if folder.is_dir():
        return
    _create_open_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)  # whatever the umask says: the server's user has to pass through


def _cannot_write(folder: Path, error: OSError) -> CannotUseHome:
    return CannotUseHome(
        f"Không ghi được vào thư mục dữ liệu {folder} ({error.strerror}). "
        "Hãy chạy lệnh bằng đúng tài khoản đã tạo "
        "thư mục này, hoặc đặt biến CHIBO_HOME là một thư mục khác mà tài khoản này ghi được."
    )
