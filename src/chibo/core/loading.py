"""Loading the program: what it loads once and keeps stays out of every look through the memory."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Load in the block without Python looking through all objects for some no longer used.

    Nearly all are the program itself and stay: looking took a fifth of the time to start, and
    would make somebody wait a tenth of a second every few pages that read some thousand rows.
    What has come by the end is left out of it for good.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
