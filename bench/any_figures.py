"""Stored figures after any number of operations at random: folded = built anew = counted.

Run on an empty, migrated database as `python -m bench.any_figures --operations 20000`; everything
is written in one transaction and taken back. The test command does the same with twenty thousand.
"""

import argparse
import os
import time

SINCE = 2017


def main() -> None:
    """Write, fold, compare; an AssertionError tells what differs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--operations", type=int, default=20_000)
    options.add_argument("--burst", type=int, default=300, help="of one kind at a time")
    options.add_argument(
        "--single", type=int, default=100, help="one in so many is one act by hand"
    )
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    import django

    django.setup()
    from django.db import transaction

    from chibo.areas.indicators.models import KeptFigures
    from tests.areas.indicators.registers import Registers

    with transaction.atomic():
        began = time.perf_counter()
        registers = Registers(chosen.seed, SINCE, chosen.burst, chosen.single)
        done = registers.write(chosen.operations)
        print(f"{time.perf_counter() - began:6.1f} s  {done} operations written and folded")
        registers.check(units=20, spans=6)
        rows = KeptFigures.objects.count()
        print(f"{time.perf_counter() - began:6.1f} s  {rows} rows: kept = built anew = counted")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
