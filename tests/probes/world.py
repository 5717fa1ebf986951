"""A small province in which every table behind the wall has a row at every place.

Rows are made from the tables alone, not by the actions: what is asked is who may read them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from chibo.areas.access.wall.rules import rules
from chibo.areas.documents.models import PaperCounter, PaperNumber
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from tests.factories import a_cell, a_change, a_commune, a_member, a_province, an_account
from tests.probes.model import ABOVE_OF, MET

DAY = date(2026, 1, 10)
MARK = re.compile(r"⟦(\d+)\.(\d+)⟧")
TABLES = sorted(rules())
PLACES = ["top", *ABOVE_OF]
MADE_BEFORE = ("organisation_unit", "members_member", "members_stay", "access_account")
BY_HAND: dict[tuple[str, str], Any] = {
    ("access_secondask", "facts"): {},
    ("badges_agegap", "ends_before"): date(2026, 2, 1),
    ("dues_duesentry", "guest"): None,
    ("targets_target", "year"): 2026,
    ("remedies_shortcoming", "year"): 2026,
    ("statistics_typednumber", "year"): 2026,
    ("training_enrolment", "full_name"): "",
    ("periodic_periodicreport", "ends_before"): date(2026, 2, 1),
    ("sittings_ballotcount", "issued"): 5,
    ("sittings_ballotcount", "returned"): 5,
    ("sittings_ballotcount", "valid"): 4,
    ("sittings_ballotcount", "invalid"): 1,
    ("documents_owntemplate", "file_kind"): "minutes",
    ("inputs_input", "giver"): "farmers",
    ("meetings_vote", "decision"): "ordinary",
    ("members_transfer", "kind"): "official",
    ("members_transfer", "pack_id"): "members-hd38-2025",
    ("periodic_asking", "form"): "month",
    ("periodic_periodicreport", "form"): "month",
    ("periodic_periodicreport", "starts_on"): date(2026, 1, 1),
    ("periodic_periodicstep", "step"): "submitted",
    ("periodic_seal", "record"): {"changes": []},
    ("scoring_scoreline", "criterion"): "1",
    **{
        (f"scoring_{table}", column): ""
        for table in ("scoresheet", "thematicsheet")
        for column in ("rubric", "self_grade", "official_grade", "grade_cap")
    },
    ("summations_summation", "first_year"): 2025,
    ("summations_summation", "last_year"): 2025,
    ("targets_target", "indicator"): "members.total",
    ("minutes_minutes", "sitting"): None,
    ("summations_summation", "resolution"): None,
}
"""Values a rule of the table asks for, by table and column."""
HELD_ON = {"kept": date(2025, 6, 30), "kept on": date(2025, 7, 1)}
"""When the meetings of cells were held that stood below a body until it ended on 1/7/2025."""
_HELD: dict[str, Any] = {
    "state": "closed",
    "held_on": DAY,
    "starts_at": time(8),
    "ends_at": time(10),
    "closed_at": datetime(2026, 1, 10, 5, tzinfo=UTC),
}
OVER: dict[str, dict[str, Any]] = {
    "meetings_meeting": _HELD | {"expected": 2, "present": 2, "excused": 0, "unexcused": 0},
    "committee_meetings_committeemeeting": _HELD,
    "documents_papernumber": {"state": "held"},
    "minutes_minutes": {"circulated_at": datetime(2026, 1, 11, tzinfo=UTC)},
}
"""Values of what is over, by table and column."""


def mark(table: str, place: str) -> str:
    """A word that says which row a text is of."""
    return f"⟦{TABLES.index(table)}.{PLACES.index(place)}⟧"


def read_marks(text: str) -> set[tuple[str, str]]:
    """The rows whose words stand in a text: (table, place)."""
    return {(TABLES[int(t)], PLACES[int(p)]) for t, p in MARK.findall(text)}


@dataclass
class World:
    """The units by the name of their place, and the rows by table and place."""

    units: dict[str, Unit]
    rows: dict[tuple[str, str], models.Model] = field(default_factory=dict)
    others: dict[str, Member] = field(default_factory=dict)
    """A second member of each place, where a row names two."""

    def of(self, table: str) -> dict[int, str]:
        """The rows of a table: id → place."""
        return {row.pk: place for (name, place), row in self.rows.items() if name == table}


def made_world(tables: Iterable[str]) -> World:
    """The province with a row of each of the tables at each place."""
    world = World(_units())
    for place, unit in world.units.items():
        name = f"{mark('members_member', place)} An"
        member = a_member(unit, name, code=f"P-{place}", card_number=f"{len(place)}{unit.pk}")
        world.rows["organisation_unit", place] = unit
        world.rows["members_member", place] = member
        world.rows["members_stay", place] = member.stays.unscoped("made with the member").get()
        world.others[place] = a_member(unit, "Lê Thị Bé", code=f"Q-{place}")
        world.rows["access_account", place] = an_account(username=f"of-{place}", member=member)
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    waiting = [by_table[name] for name in tables if name not in MADE_BEFORE]
    while waiting:
        model = next(each for each in waiting if not _points_at(each) & set(waiting))
        waiting.remove(model)
        for number, place in enumerate(world.units, 1):
            row = model(**_values(model, place, number, world))
            row.save_base(raw=True, force_insert=True)
            world.rows[model._meta.db_table, place] = row
    _count_numbers(world)
    return world


def _count_numbers(world: World) -> None:
    """No number without the counter it was taken from."""
    for (table, place), number in world.rows.items():
        if table == "documents_papernumber":
            assert isinstance(number, PaperNumber)
            known = PaperCounter.objects.unscoped("the world of the probes")
            known.update_or_create(
                {"last_number": number.number, "last_issued_on": number.issued_on},
                unit=world.units[place],
                paper_kind=number.paper_kind,
                term_starts_on=number.term_starts_on,
            )


def _units() -> dict[str, Unit]:
    """Two communes of two cells each, a cell of the province itself, and units that ended."""
    top = a_province()
    near, far = a_commune(top), a_commune(top, "Đảng ủy xã Tân Lập")
    found = {
        "top": top,
        "near": near,
        "own": a_cell(near, "Chi bộ thôn Đông"),
        "sibling": a_cell(near, "Chi bộ thôn Tây"),
        "far": far,
        "far cell": a_cell(far, "Chi bộ thôn Nam"),
        "office": a_cell(top, "Chi bộ Văn phòng", kind="chi_bo_co_so"),
    }
    old = a_commune(top, "Đảng ủy xã Cũ")
    found |= {
        "gone": a_cell(near, "Chi bộ thôn Trung"),
        "older": a_cell(far, "Chi bộ thôn Thượng"),
        "halved": a_cell(near, "Chi bộ thôn Rộng"),
        "old body": old,
        "old hamlet": a_cell(old, "Chi bộ xóm Cũ"),
        "kept": a_cell(old, "Chi bộ xóm Giữa"),
        "kept on": a_cell(old, "Chi bộ xóm Ngoài"),
    }
    changes = [
        ("merged", date(2023, 5, 1), "older", "gone"),
        ("merged", date(2024, 5, 1), "old hamlet", "own"),
        ("merged", date(2025, 1, 1), "gone", "own"),
        ("split", date(2025, 1, 1), "halved", "own", "sibling"),
        ("merged", date(2025, 7, 1), "old body", "near"),
    ]
    for kind, on, ended, *into in changes:
        a_change(kind, found[ended], on, *(found[each] for each in into))
    for unit in found.values():
        unit.refresh_from_db()
    return found


def _points_at(model: type[models.Model]) -> set[Any]:
    return {f.related_model for f in model._meta.fields if f.related_model} - {model}


def _values(model: type[models.Model], place: str, number: int, world: World) -> dict[str, Any]:
    table = model._meta.db_table
    found: dict[str, Any] = {}
    for each in model._meta.concrete_fields:
        if (each.primary_key and not each.is_relation) or getattr(each, "generated", False):
            continue
        if (table, each.name) == ("meetings_meeting", "held_on") and place in HELD_ON:
            value = HELD_ON[place]
        elif place in MET and each.name in OVER.get(table, {}):
            value = OVER[table][each.name]
        elif (table, each.name) in BY_HAND:
            value = BY_HAND[table, each.name]
        elif each.name in ("mentor", "second"):
            value = world.others[place]
        elif each.is_relation:
            value = world.rows.get((each.related_model._meta.db_table, place))
        else:
            value = _value(each, table, place, number, world)
        found[each.name] = value
    return found


def _value(each: Any, table: str, place: str, number: int, world: World) -> Any:
    if each.name in ("account_id", "made_by_account"):
        return world.rows["access_account", place].pk
    if (table, each.name) == ("core_auditevent", "unit_id"):
        return world.units[place].pk
    if (table, each.name) == ("grading_waitingsheet", "path"):
        return world.units[place].path
    if each.name == "concerns":
        return world.rows["members_member", place].pk
    if each.has_default():
        return each.get_default()
    if each.null:
        return None
    if each.choices:
        return each.choices[0][0]
    kinds: dict[type, Any] = {
        ArrayField: [],
        models.DateTimeField: datetime(2026, 1, 10, tzinfo=UTC),
        models.DateField: DAY,
        models.TimeField: time(8),
        models.DecimalField: Decimal(1),
        models.BooleanField: False,
        models.JSONField: {},
        models.BinaryField: b"",
        models.IntegerField: number,
        models.CharField: f"{mark(table, place)} {place} {number}"[: each.max_length or None],
        models.TextField: f"{mark(table, place)} {place} {number}",
        models.FileField: f"{place}-{number}.docx",
    }
    return next(value for kind, value in kinds.items() if isinstance(each, kind))
