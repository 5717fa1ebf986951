"""From the files to a plan with all that was found: nothing is written here."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
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
from chibo.areas.exchange.checks.targets import plan_targets
from chibo.areas.exchange.checks.training import plan_classes, plan_enrolments
from chibo.areas.exchange.checks.transfers import plan_transfers
from chibo.areas.exchange.checks.units import plan_units
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.held_training import load_classes
from chibo.areas.exchange.matching import read_rows
from chibo.areas.exchange.national.settling import settle_layout
from chibo.areas.exchange.plan import Plan, Planned
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
    for sheet, found in _planned(rows, plan, today, findings):
        tick(plan.row_counts.get(sheet, 0))
        if sheet in plan.row_counts:
            plan.sheets[sheet] = found
    units, members = plan.sheets.get("units", []), plan.sheets.get("members", [])
    check_left_behind(units, members, plan.tree, findings)
    check_scope(plan, reach, findings)
    warn_sizes(members, plan.tree, today, findings)
    warn_look_alikes(members, reach, findings)
    findings.in_file_order()
    return plan


def _planned(
    given: dict[str, list[Row]], plan: Plan, today: date, findings: Findings
) -> Iterator[tuple[str, list[Planned]]]:
    """The sheets one after the other, each on what those before it will have made."""
    rows: dict[str, list[Row]] = defaultdict(list, given)
    told, world, tree = (today, findings), plan.world, plan.tree
    yield "units", plan_units(rows["units"], world, tree, *told, _named(rows["changes"]))
    yield "changes", plan_changes(rows["changes"], world, tree, *told)
    members = plan_members(rows["members"], world, tree, *told)
    yield "members", members
    yield "transfers", plan_transfers(rows["transfers"], members, plan, *told)
    yield "posts", plan_posts(rows["posts"], members, world, tree, *told)
    yield "meetings", plan_meetings(rows["meetings"], world, tree, *told)
    yield "places", plan_places(rows["places"], tree, *told)
    yield "overseers", plan_overseers(rows["overseers"], members, world, tree, *told)
    yield "targets", plan_targets(rows["targets"], tree, *told)
    held = load_classes(rows["classes"], rows["enrolments"])
    classes = plan_classes(rows["classes"], held, tree, *told)
    yield "classes", classes
    learners = plan_enrolments(rows["enrolments"], classes, members, world, held, *told)
    plan.opened_by = {code: each["unit_code"] for code, each in held.by_code.items()}
    plan.opened_by |= {each.after["code"]: each.after["unit_code"] for each in classes}
    yield "enrolments", learners


def _named(rows: Sequence[Row]) -> set[str]:
    """The units that the changes of the files name."""
    codes = {row.get("unit_code") for row in rows} - {None}
    return codes | {code for row in rows for code in row.get("receiver_codes") or ()}
