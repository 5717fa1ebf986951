"""Files a command hands out: there whole or not at all, never half-written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chibo.core.errors import Refused


class CannotWrite(Refused):
    """The file named by --out cannot be written."""

    code = "cannot_write"


@contextmanager
def finished_file(target: Path) -> Iterator[Path]:
    """A new file beside `target`, for its owner only, that takes its name if the block succeeds."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        unfinished.touch(mode=0o600)
    except OSError as error:
        raise CannotWrite(
            f"Không ghi được tệp {target} ({error.strerror}). Hãy chọn chỗ khác cho --out."
        ) from error
    try:
        yield unfinished
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def write_file(target: Path, content: bytes) -> None:
    """Write a whole file."""
    with finished_file(target) as unfinished:
        unfinished.write_bytes(content)
