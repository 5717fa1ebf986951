"""How long 1,000 cells take to move or to merge by one plan, in one transaction, and back.

Run on a copy of the made dataset as `python -m bench.reorganising --today 2026-11-21`; `--write`
keeps the table in docs/bench.md. The dataset is as before afterwards.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.table import plain_table, write_section

if TYPE_CHECKING:
    from chibo.areas.organisation.models import Unit
    from chibo.areas.plans.drafts import LineDraft
    from chibo.areas.plans.models import Plan
    from chibo.core.actor import Actor

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
    steps = [*moves(chosen.today, chosen.cells), *mergers(chosen.today, chosen.cells)]
    table = plain_table(("step", "seconds"), steps)
    print(table)
    if chosen.write:
        write_section(Path("docs/bench.md"), "reorganising", table)


def moves(today: date, cells: int) -> Iterable[tuple[str, str]]:
    """Cells of many communes go under one by a plan: drafted, looked at, approved, undone."""
    from chibo.areas.organisation.models import Unit
    from chibo.areas.plans import drafts

    communes = Unit.objects.unscoped(WHY).filter(kind="cap_tren_truc_tiep").order_by("id")
    receiver = communes[0]
    rows = Unit.objects.unscoped(WHY).cells().existing_on(today).exclude(parent=receiver)
    moved = list(rows.order_by("id")[:cells])
    lines = drafts.moves([unit.code for unit in moved], receiver.code)
    ids = [unit.pk for unit in moved]
    under = Unit.objects.unscoped(WHY).filter(pk__in=ids, parent=receiver)
    yield from _run(today, ids, lines, "moved under one commune", under.count)


def mergers(today: date, cells: int) -> Iterable[tuple[str, str]]:
    """As many cells end, each merged into another one beside it, with all that hangs on them."""
    from chibo.areas.organisation.models import Unit
    from chibo.areas.plans.drafts import LineDraft

    rows = Unit.objects.unscoped(WHY).cells().existing_on(today).order_by("parent_id", "id")
    found = list(rows)
    beside = [
        (one, other)
        for one, other in zip(found[::2], found[1::2], strict=False)
        if one.parent_id == other.parent_id
    ][:cells]
    lines = [
        LineDraft(kind="merged", unit_code=one.code, receiver_codes=(other.code,))
        for one, other in beside
    ]
    ids = [one.pk for one, _other in beside]
    ended = Unit.objects.unscoped(WHY).filter(pk__in=ids, heir__isnull=False)
    yield from _run(today, ids, lines, "merged into others", ended.count)


def _run(
    today: date,
    ids: list[int],
    lines: "Sequence[LineDraft]",
    done: str,
    count: Callable[[], int],
) -> Iterable[tuple[str, str]]:
    from chibo.areas.organisation.models import Unit
    from chibo.areas.plans import actions, queries
    from chibo.areas.plans.models import Plan
    from chibo.core.clock import ZONE

    now = datetime.combine(today, clock_time(7), ZONE)
    drafter, approver = _people()
    body = Unit.objects.unscoped(WHY).get(parent=None)
    plan = _drafted(drafter, body, lines, now)
    steps: dict[str, Any] = {}

    def look() -> None:
        steps["seen"] = queries.outlook_of(drafter, plan)

    def hand_in() -> None:
        told = {"plan_id": plan.pk, "seen": steps["seen"].digest, "version": plan.version}
        steps["plan"] = actions.submit(actor=drafter, now=now, **told)

    def go() -> None:
        told = {"plan_id": plan.pk, "seen": steps["seen"].digest}
        version = steps["plan"].version
        steps["plan"] = actions.approve(actor=approver, version=version, now=now, **told)

    def come_back() -> None:
        version = steps["plan"].version
        actions.undo(actor=approver, plan_id=plan.pk, version=version, now=now)

    what = f"{len(ids):,} cells with {_hanging_on(ids)}"
    yield f"before and after of {what} looked at", _timed(look)
    assert not steps["seen"].problems, steps["seen"].problems[:3]
    yield "the plan handed in", _timed(hand_in)
    yield f"approved and carried out: {len(ids):,} cells {done}", _timed(go)
    assert count() == len(ids)
    yield "all of it taken back", _timed(come_back)
    assert not count()
    Plan.objects.unscoped(WHY).filter(pk=plan.pk).delete()


def _hanging_on(ids: list[int]) -> str:
    """What goes along with these cells, counted."""
    from chibo.areas.access.models import RoleGrant
    from chibo.areas.members.models import Member
    from chibo.areas.tasks.models import Task

    members = Member.objects.unscoped(WHY).filter(cell__in=ids).count()
    tasks = Task.objects.unscoped(WHY).filter(unit__in=ids).still_open().count()
    roles = RoleGrant.objects.unscoped(WHY).filter(unit__in=ids).count()
    return f"{members:,} members, {tasks:,} open tasks, {roles:,} roles"


def _people() -> "tuple[Actor, Actor]":
    """Somebody who drafts and somebody else who approves, both for the whole tree."""
    from chibo.areas.access.queries import operator_actor

    return operator_actor("bench, drafting"), operator_actor("bench, approving")


def _drafted(drafter: "Actor", body: "Unit", lines: "Sequence[LineDraft]", now: datetime) -> "Plan":
    from chibo.areas.plans import actions

    heading = actions.Heading("bench", now.date(), "1-QĐ/TU")
    plan = actions.draft(actor=drafter, body_id=body.pk, heading=heading, now=now)
    return actions.add_lines(
        actor=drafter, plan_id=plan.pk, lines=lines, version=plan.version, now=now
    )


def _timed(act: Callable[[], None]) -> str:
    from django.db import transaction

    began = time.perf_counter()
    with transaction.atomic():
        act()
    return f"{time.perf_counter() - began:.2f}"


if __name__ == "__main__":
    main()
