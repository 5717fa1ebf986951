"""Secrets in the database that a copy of the database alone does not give away.

The keys lie in a file outside it (`data-keys` in CHIBO_KEYS, else in CHIBO_HOME), one a line as
`name:hex`; the last is in use, the older ones still open what was sealed with them. Every purpose
has a key of its own, derived from that one, so that nothing sealed for one opens as another.
"""

import hmac
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chibo.core.embedded import CannotUseHome, current_home

NONCE = 12


class CannotOpen(RuntimeError):
    """Sealed with a key that is not here any more, or altered since."""


def seal(purpose: str, text: str) -> str:
    """The text, readable only with the key in use."""
    name, key = _keys(_file())[-1]
    nonce = secrets.token_bytes(NONCE)
    closed = AESGCM(derived(key, purpose)).encrypt(nonce, text.encode(), purpose.encode())
    return f"{name}.{urlsafe_b64encode(nonce + closed).decode()}"


def unseal(purpose: str, sealed: str) -> str:
    """What was sealed for this purpose. Raises CannotOpen."""
    name, _dot, rest = sealed.partition(".")
    try:
        raw = urlsafe_b64decode(rest)
        opener = AESGCM(derived(_key(name), purpose))
        return opener.decrypt(raw[:NONCE], raw[NONCE:], purpose.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(purpose) from error


def mark(purpose: str, text: str) -> str:
    """A keyed fingerprint: tells the same text again, without the key not even by guessing."""
    name, key = _keys(_file())[-1]
    return f"{name}.{_fingerprint(key, purpose, text)}"


def is_marked(purpose: str, text: str, marked: str) -> bool:
    """Whether `marked` is the fingerprint of this text."""
    name, _dot, rest = marked.partition(".")
    try:
        key = _key(name)
    except CannotOpen:
        return False
    return hmac.compare_digest(_fingerprint(key, purpose, text), rest)


def is_current(sealed: str) -> bool:
    """Whether it was sealed with the key in use; otherwise it wants to be sealed again."""
    return sealed.partition(".")[0] == _keys(_file())[-1][0]


def keys_here() -> tuple[tuple[str, bytes], ...]:
    """The keys that are here by name, the one in use last; read anew once the file changed."""
    return _keys(_file())


def add_key() -> str:
    """A new key, in use from now on; the older ones stay for what they sealed. Gives its name."""
    path = _file()
    name = secrets.token_hex(4)
    _rewrite(path, [*_keys(path), (name, secrets.token_bytes(32))])
    return name


def drop_key(name: str) -> None:
    """Forget an older key, of which the caller knows that nothing needs it. Else ValueError."""
    path = _file()
    kept = [(each, key) for each, key in _keys(path) if each != name]
    if not kept or _keys(path)[-1][0] == name:
        raise ValueError(name)
    _rewrite(path, kept)


def key_names() -> list[str]:
    """The names of the keys that are here, the one in use last."""
    return [name for name, _key in _keys(_file())]


def keep_keys(text: str) -> None:
    """Take in keys of another file of this form, as older ones; where there are none, as they are.

    What was sealed there opens here as well.
    """
    path, others = _file(), [line.split(":") for line in text.split()]
    kept = _keys(path) if path.exists() else ()
    names = [name for name, _key in kept]
    new = [(name, bytes.fromhex(key)) for name, key in others if name not in names]
    if new:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _rewrite(path, [*new, *kept])


def _rewrite(path: Path, keys: Sequence[tuple[str, bytes]]) -> None:
    aside = _aside(path, "".join(f"{name}:{key.hex()}\n" for name, key in keys))
    aside.replace(path)


def _fingerprint(key: bytes, purpose: str, text: str) -> str:
    return hmac.new(derived(key, f"mark:{purpose}"), text.encode(), sha256).hexdigest()


@lru_cache(maxsize=256)
def derived(key: bytes, purpose: str) -> bytes:
    """The key of one purpose, 32 bytes; deriving costs more than sealing, so it is done once."""
    return HKDF(SHA256(), 32, salt=None, info=b"chibo:" + purpose.encode()).derive(key)


def _key(name: str) -> bytes:
    found = dict(_keys(_file())).get(name)
    if found is None:
        raise CannotOpen(name)
    return found


def _file() -> Path:
    return _file_of(os.environ.get("CHIBO_HOME"), os.environ.get("CHIBO_KEYS"))


@lru_cache(maxsize=8)
def _file_of(_home: str | None, _keys: str | None) -> Path:
    """Worked out once for what the environment names: resolving a path asks the disk."""
    return current_home().data_keys


def _keys(path: Path) -> tuple[tuple[str, bytes], ...]:
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        _make_first(path)
        changed = path.stat().st_mtime_ns
    return _read(path, changed)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> tuple[tuple[str, bytes], ...]:
    try:
        lines = [line.split(":") for line in path.read_text().split()]
        return tuple((name, bytes.fromhex(key)) for name, key in lines)
    except (OSError, ValueError) as error:
        raise CannotUseHome(
            f"Không đọc được khoá dữ liệu {path}. Hãy đặt lại tệp từ bản sao, không tạo tệp mới: "
            "dữ liệu đã niêm phong chỉ mở được bằng khoá cũ."
        ) from error


def _make_first(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = _aside(path, f"{secrets.token_hex(4)}:{secrets.token_hex(32)}\n")
    except OSError as error:
        raise CannotUseHome(
            f"Không ghi được khoá dữ liệu {path}. Hãy đặt CHIBO_KEYS là một thư mục ghi được."
        ) from error
    with suppress(FileExistsError):  # another process was quicker: its key is the one
        os.link(aside, path)
    aside.unlink()


def _aside(path: Path, text: str) -> Path:
    """The text in a new file beside it that only its owner reads."""
    aside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    opened = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w") as file:
        file.write(text)
    return aside
