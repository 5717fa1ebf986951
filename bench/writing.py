"""What writers wait for: taking a register of 50,000 members, folding what changed.

Run on an empty, migrated database as `python -m bench.writing import --today 2026-11-21`; on the
made dataset as `python -m bench.writing fold --today 2026-11-21`. `--write` keeps the table in
docs/bench.md.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path
from random import Random
from typing import Any

from bench.table import plain_table, write_section

MEMBERS, CELLS, COMMUNES = 50_000, 3_000, 75
CHANGED = (1, 100, 1_000, 10_000)
WHY = "the measurements look at everything"


def main() -> None:
    """Measure one or the other."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=("import", "fold"))
    options.add_argument("--today", type=date.fromisoformat, required=True)
    options.add_argument("--members", type=int, default=MEMBERS)
    options.add_argument("--write", action="store_true", help="keep the table in docs/bench.md")
    chosen = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    import django

    django.setup()
    table = (
        plain_table(("step", "seconds"), imports(chosen.today, chosen.members))
        if chosen.what == "import"
        else plain_table(("months of cells changed", "seconds"), folds(chosen.today))
    )
    print(table)
    if chosen.write:
        write_section(Path("docs/bench.md"), chosen.what, table)


def imports(today: date, members: int) -> Iterable[tuple[str, str]]:
    """Two workbooks as an office would send them: the tree, then its members."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.exchange.actions import import_files
    from chibo.areas.indicators.actions import fold
    from chibo.core.clock import ZONE

    now = datetime.combine(today, clock_time(7), ZONE)
    share = members / MEMBERS
    with tempfile.TemporaryDirectory() as folder:
        units, people, wrong = _workbooks(Path(folder), today, members, int(CELLS * share), share)
        for label, path, dry_run in (
            (f"{units.name}, taken", units, False),
            (f"{people.name}, {members} members, only checked", people, True),
            (f"{people.name}, {members} members, checked and taken", people, False),
        ):
            began = time.perf_counter()
            told = import_files(
                actor=operator_actor("bench"), paths=[path], dry_run=dry_run, now=now
            )
            assert not told.errors, told.errors[:3]
            yield label, _seconds(began)
        began = time.perf_counter()
        fold(today=today)
        yield "folding all of it", _seconds(began)
        yield from _requests(wrong, now)


def _requests(people: Path, now: datetime) -> Iterable[tuple[str, str]]:
    """What a page does itself, of a workbook as large; the rest is the worker's."""
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.exchange.actions import hand_out_problems, upload
    from chibo.areas.exchange.carrying_out import check
    from chibo.areas.organisation.models import Unit

    actor = operator_actor("bench")
    root = Unit.objects.unscoped(WHY).get(parent=None)
    began = time.perf_counter()
    batch = upload(actor=actor, unit=root, files=[(people.name, people.read_bytes())], now=now)
    yield f"{people.name}, uploaded on the page, until it answers", _seconds(began)
    check(batch.pk, now)
    began = time.perf_counter()
    hand_out_problems(actor=actor, batch_id=batch.pk, now=now)
    yield f"the same with {batch.problems.count()} problems beside its rows", _seconds(began)


def _workbooks(
    folder: Path, today: date, members: int, cells: int, share: float
) -> tuple[Path, Path, Path]:
    from bench.made.people import invent
    from bench.made.tree import grow
    from chibo.areas.exchange.sheets import MEMBERS as MEMBERS_FORM
    from chibo.areas.exchange.sheets import UNITS
    from chibo.areas.members.models import Gender
    from chibo.areas.organisation.models import CellType
    from chibo.core.periods import Month
    from chibo.regulations import get_unit_kind

    tree = grow(cells, max(int(COMMUNES * share), 2), 1930, Month.of(today))
    types = dict(CellType.choices)
    units = [
        {
            "code": unit.code,
            "name": unit.name,
            "kind": get_unit_kind(unit.kind).name,
            "parent_code": unit.parent.code if unit.parent else "",
            "cell_type": types.get(unit.cell_type, ""),
            "founded_on": unit.founded_on,
            "place": unit.place,
        }
        for unit in tree.units
    ]
    rng = Random("1930:register")
    genders = dict(Gender.choices)
    people = []
    for number in range(1, members + 1):
        row = invent(rng, number, today, gone=False)
        cell = tree.cells[number % cells].unit
        row |= {"cell_code": cell.code, "gender": genders[row["gender"]], "state": ""}
        people.append({**row, "state_on": None})
    wrong = [
        row | {"cell_code": "KHONG-CO"} if not at % 100 else row for at, row in enumerate(people)
    ]
    return (
        _write(folder / "to-chuc.xlsx", UNITS, units),
        _write(folder / "dang-vien.xlsx", MEMBERS_FORM, people),
        _write(folder / "dang-vien-sai.xlsx", MEMBERS_FORM, wrong),
    )


def _write(path: Path, form: Any, rows: Sequence[dict[str, Any]]) -> Path:
    from chibo.areas.exchange.workbooks.writer import SheetWriter

    writer = SheetWriter()
    sheet = writer.sheet(form.title)
    writer.headings(sheet, [column.heading for column in form.columns])
    for number, row in enumerate(rows, start=1):
        writer.row(sheet, number, [row.get(column.field) for column in form.columns])
    path.write_bytes(writer.done())
    return path


def folds(today: date) -> Iterable[tuple[str, str]]:
    """Change as many cells' months as said, each by one meeting, and fold; three times each."""
    from django.db import connection

    from chibo.areas.indicators.actions import fold
    from chibo.areas.meetings.models import Meeting

    fold(today=today)
    held = Meeting.objects.unscoped(WHY).held().exclude(kind="thematic")
    ids = list(held.order_by("-held_on", "id").values_list("pk", flat=True))
    chance = Random(1)
    for count in CHANGED:
        taken = []
        for _round in range(3):
            chosen = chance.sample(ids, min(count, len(ids)))
            with connection.cursor() as cursor:  # a minute longer, as a correction would
                cursor.execute(
                    "UPDATE meetings_meeting SET ends_at = ends_at + interval '1 minute'"
                    " WHERE id = ANY(%s)",
                    [chosen],
                )
            began = time.perf_counter()
            fold(today=today)
            taken.append(time.perf_counter() - began)
        yield f"{len(chosen):,}", f"{sorted(taken)[1]:.3f}"


def _seconds(began: float) -> str:
    return f"{time.perf_counter() - began:.1f}"


if __name__ == "__main__":
    main()
