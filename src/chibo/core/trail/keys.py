"""The key that signs checkpoints: a file of its owner's alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NAME = "trail-key"


class BadKey(ValueError):
    """The file holds no key."""


def kept_key(path: Path) -> tuple[Ed25519PrivateKey, bool]:
    """The key kept in the file, and whether it was made just now."""
    made = not path.exists()
    if made:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
        opened = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw().hex() + "\n")
        with suppress(FileExistsError):  # another command was quicker: its key is the one
            os.link(aside, path)
        aside.unlink()
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip())), made
    except ValueError as error:
        raise BadKey(str(path)) from error
