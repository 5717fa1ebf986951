"""Files changed at random, through every way in: `python -m bench.uploads [--files 10000]`.

Each is read as a workbook of an import, looked at as a paper somebody sends, searched for marks
of secrecy, checked as a Word template; workbooks are imported as well. Every one must be taken or
refused in words: any other exception is printed with its seed and fails the run, as does a row
left behind by an import that was refused. Needs an empty database (CHIBO_DATABASE_URL).
"""

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")


def main() -> int:
    """Print what came of them; 1 where anything but a refusal came."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--imports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    from chibo.cli.application import application

    with application():
        outcomes, faults, longest = run(chosen.files, chosen.imports, chosen.seed)
    for outcome, count in sorted(outcomes.items()):
        print(f"{outcome:>28} {count:>7}")
    print(f"{'longest':>28} {longest:>6.2f} s")
    for fault in faults[:20]:
        print(fault)
    return 1 if faults else 0


def run(files: int, imports: int, seed: int) -> tuple[Counter[str], list[str], float]:
    """What came of every file, what should not have come, and the longest one in seconds."""
    from tests.factories.hostile import honest_files, mutated

    honest = sorted(honest_files().items())
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    longest = 0.0
    for number in range(files):
        chance = Random(seed * 1_000_000 + number)
        name, content = chance.choice(honest)
        changed = mutated(content, chance)
        began = time.perf_counter()
        try:
            outcomes[f"refused on {ways(name, changed)} ways"] += 1
            if number < imports and name.endswith(".xlsx"):
                outcomes["imported" if imported(changed) else "import refused"] += 1
        except Exception:  # what this looks for
            last = traceback.format_exc().splitlines()
            faults.append(f"{number} {name}: {last[-1]} {last[-3]}")
        longest = max(longest, time.perf_counter() - began)
    outcomes["faults"] = len(faults)
    return outcomes, faults, longest


def ways(name: str, content: bytes) -> int:
    """How many ways in refused it."""
    from tests.areas.documents.test_harm import read_every_way

    return read_every_way(name, content)


def imported(content: bytes) -> bool:
    """Whether an import took it; AssertionError where a refused one left something."""
    from tests.areas.exchange.test_changed_files import import_once

    with tempfile.TemporaryDirectory() as folder:
        return import_once(Path(folder), content)


if __name__ == "__main__":
    sys.exit(main())
