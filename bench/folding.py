"""Whether figures are exact after the worker or PostgreSQL was killed at random moments under load.

Run as `python -m bench.folding --kills 40`. In a folder of its own: somebody writes at random by
every way there is (tests.areas.indicators.office), several others bring in and correct meetings
and members without a pause, the worker's folding runs without one too, and
one of the two, the folding process or the database server, is killed (SIGKILL) again and again.
At the end all figures are recounted from the records (`chibo verify`).
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from datetime import time as clock_time
from pathlib import Path

from bench.table import plain_table, write_section

SHORTEST, LONGEST = 0.0, 0.6  # seconds of writing before a kill
PATIENCE = 180.0
PARTS = ("--writer", "--busy", "--folder", "--verify")
ANEW, GONE = 0.4, 0.2  # of the writes: a new meeting; one that is taken away
PAUSE = 0.1  # seconds between writes: hundreds of mergers among nine cells are no office's life
BUSY = 4  # others, who write records without a pause


@dataclass
class Told:
    """What happened, and what was wrong in the end."""

    of_worker: int = 0
    of_server: int = 0
    written: int = 0
    folded: int = 0
    faults: list[str] = field(default_factory=list)


def main() -> None:
    """Many kills, and a table of what was written and found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--busy", type=int, default=BUSY, help="writers without a pause")
    options.add_argument("--write", action="store_true", help="keep the table in docs/bench.md")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        Path(folder).chmod(0o755)  # the database server may run as another user
        os.environ["CHIBO_HOME"] = str(Path(folder) / "home")
        os.environ.pop("CHIBO_DATABASE_URL", None)
        subprocess.run([sys.executable, "-m", "chibo.cli", "migrate"], check=True)
        told = kill_again_and_again(chosen.kills, random.Random(chosen.seed), chosen.busy)
    rows = [
        ("kills of the folding process", str(told.of_worker)),
        ("kills of PostgreSQL", str(told.of_server)),
        (f"writers, {chosen.busy} of them without a pause", str(chosen.busy + 1)),
        ("writes while they went on", f"{told.written:,}"),
        ("foldings", str(told.folded)),
        ("figures that differ from a recount", str(len(told.faults))),
    ]
    table = plain_table(("what", "how many"), rows)
    print(table, *told.faults, sep="\n")
    if chosen.write:
        write_section(Path("docs/bench.md"), "folding-killed", table)


def kill_again_and_again(kills: int, chance: random.Random, busy: int = BUSY) -> Told:
    """Play it in the system CHIBO_HOME names, which has its tables and nothing else."""
    told = Told()
    with tempfile.TemporaryDirectory() as folder:
        written, folded = Path(folder, "written"), Path(folder, "folded")
        writer = _start(written, "--writer", str(chance.randint(1, 10**6)))
        worker = _start(folded, "--folder")
        others: list[subprocess.Popen[bytes]] = []
        try:
            _wait_for_lines(written, 5, writer)
            others += [_start(written, "--busy", str(n)) for n in range(busy)]
            for number in range(kills):
                worker = _until_folded(folded, worker)
                time.sleep(chance.uniform(SHORTEST, LONGEST))
                if number % 2:
                    os.kill(_postmaster(), signal.SIGKILL)
                    told.of_server += 1
                else:
                    told.of_worker += 1
                worker.kill()
                worker.wait(PATIENCE)
                worker = _start(folded, "--folder")  # finds the server dead and starts it again
            _wait_for_lines(written, _lines(written) + 5, writer)
        finally:
            for process in (writer, worker, *others):
                process.kill()
                process.wait(PATIENCE)
        told.written, told.folded = _lines(written), _lines(folded)
    told.faults = _ask("--verify").splitlines()
    return told


def _until_folded(folded: Path, worker: "subprocess.Popen[bytes]") -> "subprocess.Popen[bytes]":
    """Folded once more; a worker that met the server going is begun again, as `serve` does it."""
    before, deadline = _lines(folded), time.monotonic() + PATIENCE
    while _lines(folded) == before:
        if time.monotonic() > deadline:
            raise RuntimeError("nobody folds any more")
        if worker.poll() is not None:
            worker = _start(folded, "--folder")
        time.sleep(0.05)
    return worker


def _start(told: Path, *part: str) -> "subprocess.Popen[bytes]":
    with told.open("ab") as file:
        return subprocess.Popen([sys.executable, "-m", "bench.folding", *part], stdout=file)


def _lines(told: Path) -> int:
    return told.read_bytes().count(b"\n")


def _wait_for_lines(told: Path, number: int, who: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while _lines(told) < number:
        if who.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("somebody stopped")
        time.sleep(0.05)


def _postmaster() -> int:
    pid = Path(os.environ["CHIBO_HOME"], "pg", "postmaster.pid").read_text().split()[0]
    return int(pid)


def _ask(part: str) -> str:
    command = [sys.executable, "-m", "bench.folding", part]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def write(seed: int) -> None:
    """Write at random for ever; each write whole or not at all, a line for each that was kept."""
    from django.db import Error, connection, transaction

    from chibo.areas.organisation.models import Unit
    from tests.areas.indicators.office import Office

    office = Office(seed)
    while True:
        try:
            with transaction.atomic():
                office.act()
            print(flush=True)
            time.sleep(PAUSE)
        except (Error, Unit.DoesNotExist):  # the server went, and with it what was not kept
            connection.close()
            with suppress(Error):
                rows = Unit.objects.unscoped("who writes at random knows every cell")
                office.cells = list(rows.filter(is_cell=True).order_by("id"))
            time.sleep(0.02)


def write_records(seed: int) -> None:
    """Bring in, correct and take away meetings without a pause; a line for each that was kept."""
    from django.db import Error, connection, transaction

    from chibo.areas.meetings.models import Meeting
    from chibo.areas.organisation.models import Unit
    from tests.areas.indicators.office import KINDS, TODAY
    from tests.factories import a_held_meeting

    pick, why = random.Random(f"records {seed}"), "who writes at random knows every cell"
    meetings = Meeting.objects.unscoped(why).filter(origin=f"busy:{seed}").order_by("id")
    while True:
        try:
            cells = list(Unit.objects.unscoped(why).filter(is_cell=True).order_by("id"))
            for _again in range(100):
                expected, kept = pick.randint(1, 40), meetings[: pick.randint(1, 50)]
                numbers = {"expected": expected, "present": pick.randint(0, expected)}
                with transaction.atomic():
                    found = [] if pick.random() < ANEW else list(kept)
                    if not found:
                        a_held_meeting(
                            pick.choice(cells),
                            date.fromordinal(TODAY.toordinal() - pick.randint(0, 700)),
                            kind=pick.choice(KINDS),
                            starts_at=clock_time(pick.randint(0, 18), pick.randint(0, 59)),
                            origin=f"busy:{seed}",
                            **numbers,
                        )
                    elif pick.random() < GONE:
                        found[-1].delete()
                    else:
                        excused = expected - numbers["present"]
                        meetings.filter(pk=found[-1].pk).update(**numbers, excused=excused)
                print(flush=True)
        except Error:  # the server went, or somebody else has such a meeting
            connection.close()
            time.sleep(0.02)


def fold_for_ever() -> None:
    """What the worker does, without its pauses."""
    from chibo.areas.indicators.actions import fold
    from tests.areas.indicators.office import TODAY

    while True:
        fold(today=TODAY)
        print(flush=True)


def verify() -> None:
    """Every sentence of what differs from a recount."""
    from chibo.areas.indicators.actions import BY_HAND
    from chibo.areas.indicators.actions import verify as recount
    from tests.areas.indicators.office import TODAY

    print(*recount(today=TODAY, part=BY_HAND), sep="\n", end="")


def _inside() -> None:
    """A part in a process of its own, which has the database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "chibo.config.settings"
    from chibo.core.embedded import database_in_use

    with database_in_use():
        import django

        django.setup()
        if sys.argv[1] == "--writer":
            write(int(sys.argv[2]))
        elif sys.argv[1] == "--busy":
            write_records(int(sys.argv[2]))
        elif sys.argv[1] == "--folder":
            fold_for_ever()
        else:
            verify()


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        _inside()
    else:
        main()
