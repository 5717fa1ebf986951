"""How long it takes to notice that somebody is already recorded, at entry and in bulk.

Run on a copy of the made dataset as `python -m bench.look_alikes --today 2026-11-21`; `--write`
keeps the table in docs/bench.md. It plants miswritten copies of some members, measures, and takes
everything back.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path
from random import Random
from typing import Any

from bench.table import plain_table, write_section

ENTRIES, PLANTED = 300, 1_000
WHY = "the measurements look at everything"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--today", type=date.fromisoformat, required=True)
    options.add_argument("--write", action="store_true", help="keep the table in docs/bench.md")
    chosen = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    import django

    django.setup()
    table = plain_table(("what", "median", "p95"), measured(chosen.today))
    print(table)
    if chosen.write:
        write_section(Path("docs/bench.md"), "look-alikes", table)


def measured(today: date) -> list[tuple[str, str, str]]:
    """The rows of the table; the database is left as it was."""
    from django.db import transaction

    with transaction.atomic():
        rows = _all(today)
        transaction.set_rollback(True)
    return rows


def _all(today: date) -> list[tuple[str, str, str]]:
    from chibo.areas.access.queries import operator_actor
    from chibo.areas.members.duplicates import actions, queries
    from chibo.areas.members.duplicates.models import Proposal
    from chibo.areas.members.models import Member
    from chibo.core.clock import ZONE

    chance = Random(1930)
    now = datetime.combine(today, clock_time(7), ZONE)
    actor = operator_actor("bench")
    members = list(Member.objects.unscoped(WHY).order_by("pk")[:: max(_count() // PLANTED, 1)])
    copies = _plant(members, chance)
    asked = [_person(each) for each in chance.sample(copies, ENTRIES)]
    missed = [each for each in asked if not queries.look_alikes(actor, each)]
    assert not missed, missed[:3]
    typing = [_took(lambda p=each: queries.look_alikes(actor, p)) for each in asked]
    again = [
        _took(lambda pk=each.pk: actions.look_again(actor=actor, member_id=pk, now=now))
        for each in asked
    ]
    searching = [_took(lambda: actions.search(now=now)) for _round in range(3)]
    found = Proposal.objects.unscoped(WHY).count()
    assert found >= len(copies), found
    return [
        _row(f"while typing, {_count():,} members on record", typing),
        _row("after saving, proposals kept", again),
        _row(f"the whole register, {found:,} pairs found", searching),
    ]


def _count() -> int:
    from chibo.areas.members.models import Member

    return Member.objects.unscoped(WHY).count()


def _plant(members: list[Any], chance: Random) -> list[Any]:
    """Miswritten copies, as a second office would have recorded the same people."""
    from chibo.areas.members.duplicates.rules import near_births
    from chibo.areas.members.models import Member
    from chibo.areas.members.naming import member_search_key, name_key
    from chibo.core import bulk
    from chibo.core.vietnamese import fold

    made = []
    ids = bulk.reserve_ids(Member, len(members))
    for member, pk in zip(members, ids, strict=True):
        name, born = member.full_name, member.born_on
        slip = chance.randrange(4)
        if slip == 0:
            name = fold(name).title()
        elif slip == 1:
            name = " ".join(reversed(name.split()))
        elif slip == 2:
            born = chance.choice(sorted(near_births(born)))
            born = born if born < member.joined_on else member.born_on
        else:
            place = chance.randrange(len(name) - 1)
            name = name[:place] + name[place + 1 :] if len(name) > 8 else name
        made.append(
            Member(
                pk=pk,
                code=f"98.{pk:07d}",
                full_name=name,
                gender=member.gender,
                born_on=born,
                cell_id=member.cell_id,
                unit_path=member.unit_path,
                joined_on=member.joined_on,
                full_on=member.full_on,
                state=member.state,
                state_on=member.state_on,
                name_key=name_key(name),
                search_key=member_search_key(f"98.{pk:07d}", name),
            )
        )
    Member.objects.bulk_create(made, batch_size=1000)
    return made


def _person(member: Any) -> Any:
    from chibo.areas.members.duplicates.register import person_of

    return person_of(member)


def _took(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def _row(what: str, taken: list[float]) -> tuple[str, str, str]:
    return what, _shown(statistics.median(taken)), _shown(sorted(taken)[int(len(taken) * 0.95)])


def _shown(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    main()
