"""Invented calls of the API: `python -m bench.api_fuzz [--examples 10000] [--write]`.

Schemathesis makes them from the API's own document, half of them fitting it and half not, with all
its checks on: no 5xx, every status and every answer as described. In a database of its own, made
and dropped; the first fault ends the run.
"""

import argparse
import os
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
os.environ["CHIBO_TODAY"] = "2026-11-21"
PAGE = Path(__file__).parents[1] / "docs" / "bench.md"


def main() -> None:
    """Call, print, and write the table where asked to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--examples", type=int, default=10_000)
    asked.add_argument("--write", action="store_true")
    told = asked.parse_args()
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection, transaction
    from django.test.utils import setup_test_environment

    from bench.table import plain_table, write_section

    setup_test_environment()
    settings.CHIBO_JOBS = "inline"
    connection.creation.create_test_db(verbosity=0)
    try:
        with transaction.atomic():
            lines = _called(told.examples)
            transaction.set_rollback(True)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    text = plain_table(("answered with", "calls"), lines)
    print(text)
    if told.write:
        write_section(PAGE, "api", text)


def _called(examples: int) -> list[tuple[str, str]]:
    from chibo.api.document import document
    from tests.api.fuzzing import MODES, fuzz, world

    _ours, program = world()
    operations = sum(len(methods) for methods in document()["paths"].values())
    began = time.perf_counter()
    found = fuzz(program, -(-examples // (operations * len(MODES))))
    lines = [(str(status), f"{count:,}") for status, count in sorted(found.statuses.items())]
    took = f"{time.perf_counter() - began:.0f} s"
    return [*lines, ("all", f"{found.calls:,}"), ("faults", "0"), ("took", took)]


if __name__ == "__main__":
    main()
