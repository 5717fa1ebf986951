"""How long 1,000 cells take to move by decisions of one day, in one transaction, and to move back.

Run on a copy of the made dataset as `python -m bench.reorganising --today 2026-11-21`; `--write`
keeps the table in docs/bench.md. The dataset is as before afterwards.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path

from bench.table import plain_table, write_section

CELLS = 1_000
WHY = "the measurements look at everything"


def main() -> None:
    """Move and move back."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--today", type=date.fromisoformat, required=True)
    options.add_argument("--cells", type=int, default=CELLS)
    options.add_argument("--write", action="store_true", help="keep the table in docs/bench.md")
    chosen = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    import django

    django.setup()
    table = plain_table(("step", "seconds"), moves(chosen.today, chosen.cells))
    print(table)
    if chosen.write:
        write_section(Path("docs/bench.md"), "reorganising", table)


def moves(today: date, cells: int) -> Iterable[tuple[str, str]]:
    """Cells of many communes go under one, each by a decision of its own."""
    from chibo.areas.members.models import Member
    from chibo.areas.organisation import changes_bulk
    from chibo.areas.organisation.models import Unit, UnitChange
    from chibo.core.bulk import reserve_ids
    from chibo.core.clock import ZONE

    communes = Unit.objects.unscoped(WHY).filter(kind="cap_tren_truc_tiep").order_by("id")
    receiver = communes[0]
    rows = Unit.objects.unscoped(WHY).cells().existing_on(today).exclude(parent=receiver)
    moved = list(rows.order_by("id").values_list("pk", flat=True)[:cells])
    members = Member.objects.unscoped(WHY).filter(cell__in=moved).count()
    ids = reserve_ids(UnitChange, len(moved))
    decisions = [
        {
            "id": number,
            "kind": "moved",
            "unit_id": unit_id,
            "receivers": [receiver.pk],
            "on": today,
            "decision_number": "1-QĐ/TU",
            "new_kind": "",
            "new_name": "",
        }
        for number, unit_id in zip(ids, moved, strict=True)
    ]
    now = datetime.combine(today, clock_time(7), ZONE)

    def go() -> None:
        touched = changes_bulk.insert_changes(decisions, by_name="bench", now=now)
        assert changes_bulk.redraw_changed(touched) == ""

    def come_back() -> None:
        assert changes_bulk.redraw_changed(changes_bulk.remove_changes(ids)) == ""

    what = f"{len(moved):,} cells with {members:,} members"
    yield f"{what} moved under one commune", _timed(go)
    under = Unit.objects.unscoped(WHY).filter(pk__in=moved, parent=receiver)
    assert under.count() == len(moved)
    yield "all of it taken back", _timed(come_back)
    assert not under.exists()


def _timed(act: Callable[[], None]) -> str:
    from django.db import transaction

    began = time.perf_counter()
    with transaction.atomic():
        act()
    return f"{time.perf_counter() - began:.2f}"


if __name__ == "__main__":
    main()
