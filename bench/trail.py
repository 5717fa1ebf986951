"""How long a trail takes to be verified, and what sealing it costs those who write.

`python -m bench.trail verify --events 10000000` needs no database: made-up events in a file, as
many batches as a busy province seals, a checkpoint of all of them. `python -m bench.trail write`,
on a migrated database of its own, records acts in turn with and without what the trail added.
`--write` keeps the table in docs/bench.md.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.table import plain_table, write_section

A_BATCH = 300
"""Events sealed at once: thirty a second for ten seconds."""
BEGIN = datetime(2026, 1, 5, 1, tzinfo=UTC)
ROUNDS, ACTS, WARM = 60, 20, 3
BEFORE_US = (
    "ALTER TABLE core_auditevent DISABLE TRIGGER core_auditevent_awaits_seal;"
    "DROP INDEX core_audit_readings; DROP INDEX core_audit_at"
)


def main() -> None:
    """Measure one or the other."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=("verify", "write"))
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--write", action="store_true", help="keep the table in docs/bench.md")
    chosen = options.parse_args()
    if chosen.what == "verify":
        table = plain_table(
            ("step", "seconds of both cores' work", "seconds"), verifying(chosen.events)
        )
    else:
        table = plain_table(("recording an act", "ms"), writing())
    print(table)
    if chosen.write:
        write_section(Path("docs/bench.md"), f"trail-{chosen.what}", table)


def verifying(events: int) -> Iterable[tuple[str, str, str]]:
    """The whole file in order, then with one value changed in the middle of it."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from chibo.core.trail.canonical import show_time
    from chibo.core.trail.checking import check_file
    from chibo.core.trail.checkpoints import MARK, Checkpoint, read_checkpoint
    from chibo.core.trail.hashing import marks_of, numbered, shares

    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as folder:
        path = Path(folder) / "trail.jsonl"
        size, root = _write(path, events)
        told = f"{events:,} events, {path.stat().st_size / 1e6:,.0f} MB"
        marks = marks_of(numbered(shares(path, _body(path)), 1))
        assert len(marks) == size * MARK
        now = show_time(BEGIN)
        unsigned = Checkpoint(size, root, now, now, marks)
        text = unsigned.signed_with(Ed25519PrivateKey.generate()).as_text()
        began = _now()
        report = check_file(path, read_checkpoint(text))
        assert report.holds, report.findings[:3]
        assert report.covered == report.leaves == size
        yield f"{told}: all in order", *_since(began)
        _change_one(path)
        began = _now()
        report = check_file(path, read_checkpoint(text))
        assert len(report.findings) == 1, report.findings
        yield (
            f"{told}: one value changed, found at leaf {report.findings[0].number:,}",
            *_since(began),
        )


def _write(path: Path, events: int) -> tuple[int, bytes]:
    from chibo.core.trail.canonical import Seal
    from chibo.core.trail.files import Header, sealed
    from chibo.core.trail.tree import Frontier, hash_leaf

    batches = -(-events // A_BATCH)
    size = events + batches
    seals = (
        (min(n * A_BATCH, events), Seal(n, BEGIN + timedelta(seconds=10 * n), 0, 0, b""))
        for n in range(1, batches + 1)
    )
    tree = Frontier()
    with path.open("wb") as file:
        file.write(Header(1, size, size).as_line() + b"\n")
        for line in sealed(_events(events), seals):
            tree.add(hash_leaf(line))
            file.write(line + b"\n")
    assert tree.size == size
    return size, tree.root


def _events(count: int) -> Iterator[bytes]:
    made = "2026-01-05T01:00:00"
    for number in range(count):
        if number % A_BATCH == 0:
            at = BEGIN + timedelta(seconds=10 * (number // A_BATCH))
            made = at.strftime("%Y-%m-%dT%H:%M:%S")
        yield (
            f'["e1","{made}.{number % 1000000:06}Z",{number},{number % 900},"Nguyễn Văn An","web",'
            f'"secretary","change","member.corrected",{number % 6000},"member:{number % 100000}",'
            f'{{"phone":["0912000{number % 1000:03}","0987000{number % 997:03}"]}},"","10.0.3.7"]'
        ).encode()


def _body(path: Path) -> int:
    with path.open("rb") as file:
        return len(file.readline())


def _change_one(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.readline()
        begin = file.tell()
        line = file.readline()
        while line.startswith(b'["s1'):
            begin, line = file.tell(), file.readline()
        file.seek(begin + line.index(b"Nguy"))
        file.write(b"X")


def writing() -> Iterable[tuple[str, str]]:
    """Rounds in turn with and without the trail's trigger and indexes, each taken back.

    The act is smaller than any real one and goes without the commit that every act pays for:
    what is measured is rather too much than too little. Of each round the quickest act counts,
    of all rounds the middle one: what else the machine does falls out that way.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    import django

    django.setup()
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * ROUNDS):
        taken[number % 2 == 0].append(min(_acts(guarded=number % 2 == 0)))
    with_it, without = (1000 * statistics.median(taken[each]) for each in (True, False))
    yield "without waiting rows and new indexes", f"{without:.2f}"
    yield "as it is", f"{with_it:.2f}"
    yield "more, per cent", f"{100 * (with_it / without - 1):.1f}"


def _acts(*, guarded: bool) -> list[float]:
    """What the smallest change of a unit takes: found and locked, saved, recorded."""
    from django.db import connection, transaction

    from chibo.areas.access.queries import operator_actor
    from chibo.areas.organisation.models import Unit
    from chibo.areas.organisation.paths import new_ids, path_under
    from chibo.core import audit
    from chibo.core.rows import lock_row

    actor, taken = operator_actor("bench"), []
    with transaction.atomic():
        if not guarded:
            with connection.cursor() as cursor:
                cursor.execute(BEFORE_US)
        (pk,) = new_ids(1)
        path = path_under(None, pk)
        Unit.objects.create(
            id=pk, code=f"B{pk}", name="Đảng ủy", kind="dang_bo_co_so", is_cell=False, path=path
        )
        for number in range(ACTS + WARM):
            began = time.perf_counter()
            with transaction.atomic():
                unit = lock_row(Unit.objects, actor, pk=pk)
                unit.place = f"Nơi {number}"
                unit.save()
                changes = {"place": ["", unit.place]}
                audit.record(actor=actor, action="x", at=BEGIN, unit_id=pk, changes=changes)
            taken.append(time.perf_counter() - began)
        transaction.set_rollback(True)
    return taken[WARM:]


def _now() -> tuple[float, float]:
    """Seconds of processors, ours and our children's, and of the clock."""
    used = os.times()
    return sum(used[:4]), used.elapsed


def _since(began: tuple[float, float]) -> tuple[str, str]:
    work, clock = _now()
    return f"{work - began[0]:.1f}", f"{clock - began[1]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
