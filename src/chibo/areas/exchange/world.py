"""What the database holds of what the files speak about; a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q

from chibo.areas.exchange.sheets import Row
from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import ENDED_STATES, Member, Stay
from chibo.areas.members.sealed import NUMBERS
from chibo.areas.organisation.models import Unit, UnitChange, UnitOrigin
from chibo.core.numbers import bare_text, opened

WHY = "an import is checked against the whole register; the actor's scope is asked row by row"

Record = dict[str, Any]
MeetingKey = tuple[str, date, str, Any]
ChangeKey = tuple[str, date, str]

UNIT_FIELDS = (
    "code",
    "name",
    "kind",
    "parent_code",
    "cell_type",
    "founded_on",
    "ended_before",
    "areas",
    "place",
    "term_starts_on",
)
LINE_FIELDS = ("name", "kind", "parent_code", "founded_on", "ended_before")
"""What changes of a unit change; a unit with changes is known by what these were before."""
CHANGE_FIELDS = (
    "unit_code",
    "on",
    "kind",
    "receiver_codes",
    "new_kind",
    "new_name",
    "decision_number",
)
MEMBER_FIELDS = (
    "code",
    "full_name",
    "gender",
    "born_on",
    "ethnicity",
    "religion",
    "citizen_number",
    "card_number",
    "cell_code",
    "joined_on",
    "full_on",
    "state",
    "state_on",
    "phone",
)
MEETING_FIELDS = (
    "cell_code",
    "held_on",
    "kind",
    "starts_at",
    "ends_at",
    "expected",
    "present",
    "excused",
    "unexcused",
    "speakers",
    "topic",
    "self_total",
    "official_total",
    "visitors",
)


@dataclass
class World:
    """The register's side: records as {field: value} with `id`, `version` and places."""

    units: dict[str, Record] = field(default_factory=dict)
    changes: dict[ChangeKey, Record] = field(default_factory=dict)
    members: dict[str, Record] = field(default_factory=dict)
    came_from: dict[str, set[str]] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    number_owners: dict[str, Record] = field(default_factory=dict)
    meetings: dict[MeetingKey, Record] = field(default_factory=dict)
    meetings_of_day: dict[MeetingKey, int] = field(default_factory=dict)


def load_world(rows: dict[str, list[Row]]) -> World:
    """The records that the rows may touch, and all units."""
    world = World(units=_units())
    world.changes = _changes(world.units)
    holders = {
        row.get("member_code")
        for sheet in ("transfers", "posts", "overseers", "enrolments")
        for row in rows.get(sheet, ())
    }
    _load_members(world, rows.get("members", ()), holders)
    _load_meetings(world, rows.get("meetings", ()))
    return world


def _units() -> dict[str, Record]:
    rows = Unit.objects.unscoped(WHY).values(
        "id", "version", "path", "is_cell", "parent_id", *(set(UNIT_FIELDS) - {"parent_code"})
    )
    by_id = {row["id"]: row for row in rows}
    for row in by_id.values():
        parent = by_id.get(row["parent_id"])
        row["parent_code"] = parent["code"] if parent else None
    _know_by_origins(by_id)
    return {row["code"]: row for row in by_id.values()}


def _know_by_origins(units: dict[int, Record]) -> None:
    """Units with changes as they were before the first; how they are stands under `present`."""
    for origin in UnitOrigin.objects.filter(unit_id__in=units):
        row, parent = units[origin.unit_id], units.get(origin.parent_id or 0)
        row["present"] = {name: row[name] for name in LINE_FIELDS}
        row |= {name: getattr(origin, name) for name in (*LINE_FIELDS, "is_cell") if name in _OWN}
        row["parent_code"] = parent["code"] if parent else None


_OWN = {"name", "kind", "is_cell", "founded_on", "ended_before"}


def _changes(units: dict[str, Record]) -> dict[ChangeKey, Record]:
    """The decisions on record by unit, day and kind; the later one where two are alike."""
    codes = {unit["id"]: code for code, unit in units.items()}
    rows = UnitChange.objects.unscoped(WHY).applied().decided().order_by("id")
    found: dict[ChangeKey, Record] = {}
    for row in rows.values("id", "version", "unit_id", "receivers", *_PLAIN):
        row["unit_code"] = codes[row.pop("unit_id")]
        row["receiver_codes"] = [codes[unit_id] for unit_id in row.pop("receivers")]
        found[change_key(row)] = row
    return found


_PLAIN = set(CHANGE_FIELDS) - {"unit_code", "receiver_codes"}


def change_key(record: Record) -> ChangeKey:
    """What tells one change from another: unit, day, kind."""
    return (record["unit_code"], record["on"], record["kind"])


def _load_members(world: World, rows: Sequence[Row], others: set[str | None]) -> None:
    codes = ({row.get("code") for row in rows} | others) - {None}
    numbers = {row.get("citizen_number") for row in rows} - {None}
    if not codes:
        return
    register = Member.objects.unscoped(WHY)
    found = register.filter(code__in=codes) | register.with_citizen_numbers(numbers)
    fields = set(MEMBER_FIELDS) - {"cell_code"}
    for record in found.values("id", "version", "unit_path", "cell_id", "cell__code", *fields):
        record["cell_code"] = record.pop("cell__code")
        record |= {name: opened(record[name]) for name in NUMBERS}
        if record["code"] in codes:
            world.members[record["code"]] = record
        if record["citizen_number"]:
            world.number_owners[bare_text("number", record["citizen_number"])] = record
    world.came_from = _came_from(world)


def _came_from(world: World) -> dict[str, set[str]]:
    """The cells from which members followed into the one they are in, by their codes."""
    codes = {record["id"]: code for code, record in world.members.items()}
    rows = Stay.objects.unscoped(WHY).filter(member__in=codes).order_by("member_id", "starts_on")
    followed = rows.filter(member__stays__how=Stay.How.FOLLOWED).distinct()
    found: dict[str, set[str]] = {}
    for member_id, how, code in followed.values_list("member_id", "how", "cell__code"):
        chain = found.setdefault(codes[member_id], set())
        if how != Stay.How.FOLLOWED:
            chain.clear()
        chain.add(code)
    return found


def _load_meetings(world: World, rows: Sequence[Row]) -> None:
    days = [row.get("held_on") for row in rows if row.get("held_on")]
    cells = {row.get("cell_code") for row in rows}
    ids = [world.units[code]["id"] for code in cells if code in world.units]
    if not days or not ids:
        return
    found = Meeting.objects.unscoped(WHY).held()
    found = found.filter(unit_id__in=ids, held_on__range=(min(days), max(days)))
    own = set(MEETING_FIELDS) - {"cell_code", "self_total", "official_total"}
    sheet = ("id", "version", *_SHEET_FIELDS)
    by_id = {unit["id"]: unit["code"] for unit in world.units.values()}
    joined = (f"score_sheet__{name}" for name in sheet)
    for record in found.values("id", "version", "unit_id", *own, *joined):
        record["cell_code"] = by_id[record["unit_id"]]
        record["sheet"] = {name: record.pop(f"score_sheet__{name}") for name in sheet}
        record["self_total"] = record["sheet"]["self_total"]
        record["official_total"] = record["sheet"]["official_total"]
        world.meetings[meeting_key(record)] = record
        day = meeting_day(record)
        world.meetings_of_day[day] = world.meetings_of_day.get(day, 0) + 1


_SHEET_FIELDS = (
    "self_total",
    "self_grade",
    "official_total",
    "official_grade",
    "official_at",
    "official_by",
    "confirmed_at",
    "confirmed_by",
)


def meeting_key(record: Record) -> MeetingKey:
    """What tells one held meeting from another: cell, date, kind, start."""
    return (record["cell_code"], record["held_on"], record["kind"], record["starts_at"])


def meeting_day(record: Record) -> MeetingKey:
    """The same without the start, for noticing a second meeting of one day."""
    return (record["cell_code"], record["held_on"], record["kind"], None)


@dataclass(frozen=True)
class Left:
    """A member on record whom the files do not mention, in a cell that the files change."""

    cell_id: int
    code: str
    full_name: str
    ended_on: date | None


def members_left(cell_ids: Iterable[int], mentioned: Iterable[str]) -> list[Left]:
    """Members of these cells beside those mentioned, by name."""
    rows = Member.objects.unscoped(WHY).filter(cell_id__in=list(cell_ids)).by_name()
    named = set(mentioned)
    found = rows.values_list("cell_id", "code", "full_name", "state", "state_on")
    return [
        Left(cell_id, code, name, state_on if state in ENDED_STATES else None)
        for cell_id, code, name, state, state_on in found
        if code not in named
    ]


def meeting_days(cell_ids: Iterable[int]) -> list[tuple[int, date]]:
    """(cell, day) of every meeting held by these cells."""
    rows = Meeting.objects.unscoped(WHY).held().filter(unit_id__in=list(cell_ids))
    return [(unit_id, day) for unit_id, day in rows.values_list("unit_id", "held_on") if day]


def written_here(meeting_ids: Sequence[int]) -> tuple[set[int], set[int]]:
    """Of these meetings: those with a roll of names, and those whose score has lines."""
    rows = Meeting.objects.unscoped(WHY).filter(pk__in=meeting_ids)
    rolls = rows.filter(attendance__isnull=False).values_list("pk", flat=True).distinct()
    lines = rows.filter(score_sheet__lines__isnull=False).values_list("pk", flat=True).distinct()
    return set(rolls), set(lines)


def sizes(cell_ids: Sequence[int], today: date) -> dict[int, tuple[int, int]]:
    """Per cell on record: (members counted today, full members among them)."""
    rows = Member.objects.unscoped(WHY).filter(cell_id__in=cell_ids).counted_on(today)
    full = Count("id", filter=Q(full_on__lte=today))
    counted = rows.values_list("cell_id").annotate(all=Count("id"), full=full)
    return {cell_id: (total, full_members) for cell_id, total, full_members in counted}
