"""The register's side of the sheet `Phụ trách`: assignments on record as {field: value}."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.world import WHY, Record
from chibo.areas.oversight.models import Overseeing

OverseerKey = tuple[str, str, date]
"""Member, unit and from: what tells one assignment from another."""

OVERSEER_FIELDS = (
    "member_code",
    "unit_code",
    "starts_on",
    "ends_before",
    "is_lead",
    "decision",
)


@dataclass
class HeldUnits:
    """Assignments on record of the units that the rows name."""

    by_key: dict[OverseerKey, Record] = field(default_factory=dict)
    of_unit: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))


def overseer_key(record: Record) -> OverseerKey:
    """What tells an assignment from another."""
    return (record["member_code"], record["unit_code"], record["starts_on"])


def load_overseers(rows: Sequence[Row]) -> HeldUnits:
    """What is on record beside the rows. One query."""
    held = HeldUnits()
    units = {row.get("unit_code") for row in rows} - {None}
    found = Overseeing.objects.unscoped(WHY).filter(unit__code__in=units).order_by("id")
    own = set(OVERSEER_FIELDS) - {"member_code", "unit_code"}
    for record in found.values("id", "version", "member__code", "unit__code", *own):
        record["member_code"] = record.pop("member__code")
        record["unit_code"] = record.pop("unit__code")
        held.by_key[overseer_key(record)] = record
        held.of_unit[record["unit_code"]].append(record)
    return held
