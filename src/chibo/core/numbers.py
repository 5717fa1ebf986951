"""Numbers that single a person out: sealed, found again by a blind index, shown masked.

Sealed so that the same text under the same key gives the same sealed text: its nonce is a keyed
fingerprint of the text itself (as in RFC 5297, with AES-GCM). A row put back, undone or taken
twice is then told by comparing, as every other row is. That two rows hold the same number is
seen, and by the blind index would be anyway; what the number is, nobody without the key learns,
nor by trying them all.
"""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chibo.core.secrets import NONCE, CannotOpen, derived, keys_here

Kind = Literal["number", "phone"]
HEAD = "~"
"""What sealed text begins with; what does not is plain text of an earlier version."""
SHOWN = 3
"""So many digits at the end stay visible. A citizen number tells place of birth, gender and year
at its beginning: with the date of birth beside it four at the end would leave a hundred to try."""
_PURPOSE = "personal numbers"
_MARK = 16
_SHORTEST_PHONE = 6
_NOT_OF_A_NUMBER = re.compile(r"[^0-9A-Za-z]")
_NOT_A_DIGIT = re.compile(r"[^0-9]")


@dataclass(frozen=True)
class Sealed:
    """A number as the database holds it, opened only when it is asked for."""

    stored: str

    def open(self) -> str:
        """The number. Raises CannotOpen."""
        return sealer().open(self.stored)

    def __str__(self) -> str:
        return "•••"

    __repr__ = __str__


class _Key:
    """One key, ready for sealing and marking."""

    def __init__(self, name: str, key: bytes) -> None:
        self.name = name
        self.cipher = AESGCM(derived(key, _PURPOSE))
        self._nonces = hmac.new(derived(key, f"nonce:{_PURPOSE}"), digestmod=sha256)
        self._marks = {
            kind: hmac.new(derived(key, f"blind:{kind}"), digestmod=sha256)
            for kind in ("number", "phone")
        }

    def seal(self, text: bytes) -> bytes:
        """Nonce and sealed text."""
        fingerprint = self._nonces.copy()
        fingerprint.update(text)
        nonce = fingerprint.digest()[:NONCE]
        return nonce + self.cipher.encrypt(nonce, text, None)

    def mark(self, kind: Kind, bare: str) -> str:
        """The blind index of a bare number: 128 bits, so that no two numbers meet."""
        fingerprint = self._marks[kind].copy()
        fingerprint.update(bare.encode())
        told = urlsafe_b64encode(fingerprint.digest()[:_MARK]).rstrip(b"=").decode()
        return f"{self.name}.{told}"


class Sealer:
    """Sealing and opening with the keys that were here at one moment; many values with one."""

    def __init__(self, keys: tuple[tuple[str, bytes], ...]) -> None:
        self._keys = {name: _Key(name, key) for name, key in keys}
        self._used = self._keys[keys[-1][0]]

    @cached_property
    def head(self) -> str:
        """What is sealed with the key in use begins so."""
        return f"{HEAD}{self._used.name}."

    def seal(self, text: str) -> str:
        """The text sealed with the key in use."""
        return self.head + urlsafe_b64encode(self._used.seal(text.encode())).decode()

    def seal_bytes(self, content: bytes) -> bytes:
        """The same for a file; sealed once, not encoded."""
        return self.head.encode() + self._used.seal(content)

    def open(self, stored: str) -> str:
        """What was sealed with any key here; plain text of an earlier version as it is."""
        name, raw = self._parted(stored)
        return self._opened(name, urlsafe_b64decode(raw)).decode() if name else stored

    def open_bytes(self, stored: bytes) -> bytes:
        """The same for a file."""
        if not stored.startswith(HEAD.encode()):
            return stored
        name, _dot, raw = stored[1:].partition(b".")
        return self._opened(name.decode(errors="replace"), raw)

    def mark(self, kind: Kind, text: str) -> str | None:
        """The blind index under the key in use; None where nothing of a number is there."""
        bare = bare_text(kind, text)
        return self._used.mark(kind, bare) if bare else None

    def marks(self, kind: Kind, text: str) -> list[str]:
        """The blind index under every key here: by one of them the number is found."""
        bare = bare_text(kind, text)
        return [key.mark(kind, bare) for key in self._keys.values()] if bare else []

    def _parted(self, stored: str) -> tuple[str, str]:
        if not stored.startswith(HEAD):
            return "", ""
        name, _dot, raw = stored[1:].partition(".")
        return name, raw

    def _opened(self, name: str, raw: bytes) -> bytes:
        key = self._keys.get(name)
        if key is None:
            raise CannotOpen(name)
        try:
            return key.cipher.decrypt(raw[:NONCE], raw[NONCE:], None)
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(name) from error


def sealer() -> Sealer:
    """Ready to seal with the key in use now."""
    return _sealer(keys_here())


@lru_cache(maxsize=4)
def _sealer(keys: tuple[tuple[str, bytes], ...]) -> Sealer:
    return Sealer(keys)


def opened(value: Any) -> Any:
    """A value read from a table: a sealed one opened, any other as it is."""
    return value.open() if isinstance(value, Sealed) else value


def as_read(stored: Any) -> Any:
    """A value of a document as a column would give it: sealed, not opened yet."""
    return Sealed(stored) if isinstance(stored, str) and stored.startswith(HEAD) else stored


def bare_text(kind: Kind, text: str) -> str:
    """What two spellings of one number have in common; empty where nothing is left."""
    if kind == "number":
        return _NOT_OF_A_NUMBER.sub("", text).upper()
    digits = _NOT_A_DIGIT.sub("", text)
    national = digits.removeprefix("84") if text.lstrip().startswith(("+84", "84")) else ""
    digits = "0" + national.removeprefix("0") if national else digits
    return digits if len(digits) >= _SHORTEST_PHONE else ""


def masked(text: str | None) -> str:
    """Only the last three characters; nothing of a text too short to hide the rest of."""
    kept = text or ""
    if len(kept) < 2 * SHOWN:
        return "•" * len(kept)
    return "•" * (len(kept) - SHOWN) + kept[-SHOWN:]


_SPELT_NUMBER = re.compile(r"\d(?:[ .-]?\d){5,}")
_LONG_NUMBER = re.compile(r"\d{9,}")


def without_numbers(sentence: str, *, all_of: bool) -> str:
    """A sentence with long numbers in it masked; `all_of`: also short ones, however spelt."""
    pattern = _SPELT_NUMBER if all_of else _LONG_NUMBER
    return pattern.sub(lambda found: masked(found[0]), sentence)
