"""From the files to a plan with all that was found: nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chibo.areas.exchange.checks.changes import plan_changes
from chibo.areas.exchange.checks.look_alikes import warn_look_alikes
from chibo.areas.exchange.checks.meetings import plan_meetings
from chibo.areas.exchange.checks.members import plan_members
from chibo.areas.exchange.checks.merged_codes import follow_merged_codes
from chibo.areas.exchange.checks.overseers import plan_overseers
from chibo.areas.exchange.checks.places import plan_places
from chibo.areas.exchange.checks.posts import plan_posts
from chibo.areas.exchange.checks.registers import check_left_behind
from chibo.areas.exchange.checks.scope import Reach, check_scope
from chibo.areas.exchange.checks.sizes import warn_sizes
from chibo.areas.exchange.checks.units import plan_units
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.matching import read_rows
from chibo.areas.exchange.national.settling import settle_layout
from chibo.areas.exchange.plan import Plan
from chibo.areas.exchange.reading import RawSheet, read_file, refuse_secrets
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Tree
from chibo.areas.exchange.world import load_world
from chibo.core.bulk import Tick, no_tick
from chibo.core.errors import Refused


@dataclass(frozen=True)
class File:
    """A file as it came."""

    name: str
    content: bytes


def open_files(files: Sequence[File], findings: Findings) -> list[RawSheet]:
    """The raw sheets of all files; a file that cannot be read or is marked secret is an error."""
    found: list[RawSheet] = []
    for file in files:
        try:
            sheets = read_file(file.name, file.content)
            refuse_secrets(file.name, file.content, sheets)
        except Refused as refusal:
            findings.error_in_file(file.name, refusal)
        else:
            found.extend(sheets)
    return found


def make_plan(
    sheets: Sequence[RawSheet], reach: Reach, today: date, findings: Findings, tick: Tick = no_tick
) -> Plan:
    """What taking the sheets would do today, with every fault and oddity in `findings`.

    `tick` hears of the rows as they are dealt with.
    """
    rows = read_rows(sheets, findings) if sheets else {}
    settle_layout(rows, reach, findings)
    follow_merged_codes(rows, findings)
    world = load_world(rows)
    plan = Plan(world, Tree(world.units), row_counts={s: len(each) for s, each in rows.items()})
    counts = plan.row_counts
    named = _named(rows.get("changes", []))
    units = plan_units(rows.get("units", []), world, plan.tree, today, findings, named)
    tick(counts.get("units", 0))
    changes = plan_changes(rows.get("changes", []), world, plan.tree, today, findings)
    tick(counts.get("changes", 0))
    members = plan_members(rows.get("members", []), world, plan.tree, today, findings)
    tick(counts.get("members", 0))
    posts = plan_posts(rows.get("posts", []), members, world, plan.tree, today, findings)
    tick(counts.get("posts", 0))
    meetings = plan_meetings(rows.get("meetings", []), world, plan.tree, today, findings)
    tick(counts.get("meetings", 0))
    places = plan_places(rows.get("places", []), plan.tree, today, findings)
    tick(counts.get("places", 0))
    overseers = plan_overseers(
        rows.get("overseers", []), members, world, plan.tree, today, findings
    )
    tick(counts.get("overseers", 0))
    planned = {"units": units, "changes": changes, "places": places, "members": members}
    planned |= {"posts": posts, "overseers": overseers, "meetings": meetings}
    plan.sheets = {sheet: planned[sheet] for sheet in counts}
    check_left_behind(units, members, plan.tree, findings)
    check_scope(plan, reach, findings)
    warn_sizes(members, plan.tree, today, findings)
    warn_look_alikes(members, reach, findings)
    findings.in_file_order()
    return plan


def _named(rows: Sequence[Row]) -> set[str]:
    """The units that the changes of the files name."""
    codes = {row.get("unit_code") for row in rows} - {None}
    return codes | {code for row in rows for code in row.get("receiver_codes") or ()}
