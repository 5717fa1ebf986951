"""1,000 cells given to another commune by a plan, and the folding that follows, taken back."""

import time
from collections.abc import Iterator
from datetime import date

CELLS = 1_000


def rows(today: date, cells: int = CELLS) -> Iterator[tuple[str, str]]:
    """Carried out as `bench.reorganising` does it, folded, undone with everything."""
    from django.db import transaction

    from bench.reorganising import moves
    from chibo.areas.indicators.actions import fold

    began = time.perf_counter()
    fold(today=today)
    yield "folding what waited before", f"{time.perf_counter() - began:.2f}"
    with transaction.atomic():
        for what, seconds in moves(today, cells):
            if "taken back" in what:
                break
            yield what, seconds
            if "carried out" in what:
                break
        began = time.perf_counter()
        fold(today=today)
        yield (
            f"folding what follows from {cells:,} moved cells",
            f"{time.perf_counter() - began:.2f}",
        )
        transaction.set_rollback(True)
