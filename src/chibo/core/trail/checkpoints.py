"""A signed statement of how long the trail was and what it led to, to be kept elsewhere.

The root alone proves that something was changed; the marks (four bytes of each leaf's hash) say
where. A checkpoint without marks fits on a sheet of paper.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chibo.core.trail.tree import require_growth

FORMAT = "chibo-checkpoint 1"
MARK = 4
"""Bytes of a leaf's hash that are kept to find the place of a change."""


class BadCheckpoint(ValueError):
    """Not a checkpoint, or one whose signature does not hold."""


@dataclass(frozen=True)
class Growth:
    """Shows that the tree began with an older one."""

    size: int
    root: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True)
class Checkpoint:
    """The trail had `size` leaves with this root; sealed and signed at these times (UTC)."""

    size: int
    root: bytes
    sealed_at: str
    made_at: str
    marks: bytes = b""
    growth: Growth | None = None
    key: bytes = b""
    signature: bytes = field(default=b"", repr=False)

    @property
    def key_name(self) -> str:
        """A short name of the key, for people to compare."""
        return hashlib.sha256(self.key).hexdigest()[:16]

    @property
    def signed_text(self) -> bytes:
        """What the signature is over."""
        marks = hashlib.sha256(self.marks).hexdigest() if self.marks else "-"
        lines = (FORMAT, self.size, self.root.hex(), self.sealed_at, self.made_at, marks)
        return "".join(f"{line}\n" for line in lines).encode()

    def signed_with(self, key: Ed25519PrivateKey) -> "Checkpoint":
        """The same, signed."""
        signature = key.sign(self.signed_text)
        public = key.public_key().public_bytes_raw()
        return Checkpoint(
            self.size,
            self.root,
            self.sealed_at,
            self.made_at,
            self.marks,
            self.growth,
            public,
            signature,
        )

    def as_text(self) -> str:
        """The file that is kept."""
        document: dict[str, Any] = {
            "format": FORMAT,
            "size": self.size,
            "root": self.root.hex(),
            "sealed_at": self.sealed_at,
            "made_at": self.made_at,
            "key": self.key.hex(),
            "signature": self.signature.hex(),
        }
        if self.growth:
            document["after"] = {
                "size": self.growth.size,
                "root": self.growth.root.hex(),
                "proof": [each.hex() for each in self.growth.proof],
            }
        if self.marks:
            document["marks"] = base64.b64encode(self.marks).decode()
        return json.dumps(document, indent=1) + "\n"


def read_checkpoint(text: str | bytes) -> Checkpoint:
    """A checkpoint whose signature holds. Raises BadCheckpoint."""
    try:
        found = _parsed(json.loads(text))
        Ed25519PublicKey.from_public_bytes(found.key).verify(found.signature, found.signed_text)
    except InvalidSignature as error:
        raise BadCheckpoint("the signature does not hold") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadCheckpoint("not a checkpoint") from error
    if found.marks and len(found.marks) != MARK * found.size:
        raise BadCheckpoint("the marks do not fit the size")
    return found


def require_grown(older: Checkpoint, newer: Checkpoint) -> None:
    """Raise BadProof unless the newer checkpoint shows that it continues the older one.

    The same key twice is the caller's to ask for.
    """
    growth = newer.growth
    proof = growth.proof if growth and growth.size == older.size else ()
    require_growth(older.size, newer.size, older.root, newer.root, proof)


def _parsed(document: dict[str, Any]) -> Checkpoint:
    if document["format"] != FORMAT:
        raise BadCheckpoint("not a checkpoint")
    after = document.get("after")
    growth = None
    if after:
        proof = tuple(bytes.fromhex(each) for each in after["proof"])
        growth = Growth(int(after["size"]), bytes.fromhex(after["root"]), proof)
    return Checkpoint(
        int(document["size"]),
        bytes.fromhex(document["root"]),
        str(document["sealed_at"]),
        str(document["made_at"]),
        base64.b64decode(document.get("marks", "")),
        growth,
        bytes.fromhex(document["key"]),
        bytes.fromhex(document["signature"]),
    )
