"""Loading the tests without looking through the memory for objects no longer used.

Loaded by pytest first of all (`-p tests.loading`, see pyproject.toml): of five thousand tests and
the whole program nearly everything stays, and looking through it took a third of the time.
"""

import gc

gc.disable()


def pytest_collection_finish() -> None:
    """What is loaded by now stays: left out of every later look."""
    gc.freeze()
    gc.enable()
