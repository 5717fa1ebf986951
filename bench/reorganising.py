"""How long 1,000 cells take to move by one plan, in one transaction, and to move back.

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
from typing import TYPE_CHECKING, Any

from bench.table import plain_table, write_section

if TYPE_CHECKING:
    from chibo.areas.organisation.models import Unit
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
    table = plain_table(("step", "seconds"), moves(chosen.today, chosen.cells))
    print(table)
    if chosen.write:
        write_section(Path("docs/bench.md"), "reorganising", table)


def moves(today: date, cells: int) -> Iterable[tuple[str, str]]:
    """Cells of many communes go under one by a plan: drafted, looked at, approved, undone."""
    from chibo.areas.members.models import Member
    from chibo.areas.organisation.models import Unit
    from chibo.areas.plans import actions, queries
    from chibo.areas.plans.models import Plan
    from chibo.core.clock import ZONE

    communes = Unit.objects.unscoped(WHY).filter(kind="cap_tren_truc_tiep").order_by("id")
    receiver = communes[0]
    rows = Unit.objects.unscoped(WHY).cells().existing_on(today).exclude(parent=receiver)
    moved = list(rows.order_by("id").values_list("pk", flat=True)[:cells])
    members = Member.objects.unscoped(WHY).filter(cell__in=moved).count()
    now = datetime.combine(today, clock_time(7), ZONE)
    drafter, approver = _people()
    plan = _drafted(drafter, receiver, moved, now)
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

    what = f"{len(moved):,} cells with {members:,} members"
    yield f"before and after of {what} looked at", _timed(look)
    assert len(steps["seen"].moving) == len(moved), steps["seen"].problems[:3]
    yield "the plan handed in", _timed(hand_in)
    yield f"approved and carried out: {what} moved under one commune", _timed(go)
    under = Unit.objects.unscoped(WHY).filter(pk__in=moved, parent=receiver)
    assert under.count() == len(moved)
    yield "all of it taken back", _timed(come_back)
    assert not under.exists()
    Plan.objects.unscoped(WHY).filter(pk=plan.pk).delete()


def _people() -> "tuple[Actor, Actor]":
    """Somebody who drafts and somebody else who approves, both for the whole tree."""
    from chibo.areas.access.queries import operator_actor

    return operator_actor("bench, drafting"), operator_actor("bench, approving")


def _drafted(drafter: "Actor", receiver: "Unit", moved: list[int], now: datetime) -> "Plan":
    from chibo.areas.organisation.models import Unit
    from chibo.areas.plans import actions
    from chibo.areas.plans.drafts import moves

    body = receiver.parent or receiver
    codes = Unit.objects.unscoped(WHY).filter(pk__in=moved).order_by("pk")
    heading = actions.Heading("bench", now.date(), "1-QĐ/TU")
    plan = actions.draft(actor=drafter, body_id=body.pk, heading=heading, now=now)
    return actions.add_lines(
        actor=drafter,
        plan_id=plan.pk,
        lines=moves(codes.values_list("code", flat=True), receiver.code),
        version=plan.version,
        now=now,
    )


def _timed(act: Callable[[], None]) -> str:
    from django.db import transaction

    began = time.perf_counter()
    with transaction.atomic():
        act()
    return f"{time.perf_counter() - began:.2f}"


if __name__ == "__main__":
    main()
