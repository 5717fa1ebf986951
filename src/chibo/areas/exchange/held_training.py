"""The register's side of `Chỉ tiêu`, `Lớp học` and `Học viên`: records as {field: value}."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.world import WHY, Record
from chibo.areas.targets.models import Target
from chibo.areas.training.models import Enrolment, TrainingClass

TARGET_FIELDS = ("unit_code", "year", "indicator", "planned", "lag_reason")
CLASS_FIELDS = ("code", "course", "name", "unit_code", "starts_on", "ends_on")
ENROLMENT_FIELDS = ("class_code", "member_code", "full_name", "born_on", "attended", "result")

TargetKey = tuple[str, int, str]
PersonKey = tuple[str, str, str, date | None]
"""Class, and the member's code or else name and day of birth."""


def target_key(record: Record) -> TargetKey:
    """What tells a target from another."""
    return (record["unit_code"], record["year"], record["indicator"])


def person_key(record: Record) -> PersonKey:
    """What tells an enrolment from another."""
    if member_code := record.get("member_code"):
        return (record["class_code"], member_code, "", None)
    return (record["class_code"], "", record.get("full_name") or "", record.get("born_on"))


def load_targets(rows: Sequence[Row]) -> dict[TargetKey, Record]:
    """Targets on record of the units that the rows name. One query."""
    units = {row.get("unit_code") for row in rows} - {None}
    found = Target.objects.unscoped(WHY).filter(unit__code__in=units).order_by("id")
    own = set(TARGET_FIELDS) - {"unit_code"}
    held: dict[TargetKey, Record] = {}
    for record in found.values("id", "version", "unit__code", *own):
        record["unit_code"] = record.pop("unit__code")
        held[target_key(record)] = record
    return held


@dataclass
class HeldClasses:
    """Classes on record that the rows name, and everybody enrolled in them."""

    by_code: dict[str, Record] = field(default_factory=dict)
    enrolments: dict[PersonKey, Record] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    """Codes of the files' own classes, sound or not: learners are not blamed for those."""


def load_classes(classes: Sequence[Row], enrolments: Sequence[Row]) -> HeldClasses:
    """What is on record beside the rows. Two queries."""
    codes = {row.get("code") for row in classes} | {row.get("class_code") for row in enrolments}
    held = HeldClasses(named={row.get("code") for row in classes} - {None})
    rows = TrainingClass.objects.unscoped(WHY).filter(code__in=codes - {None}).order_by("id")
    own = set(CLASS_FIELDS) - {"unit_code"}
    for record in rows.values("id", "version", "unit__code", *own):
        record["unit_code"] = record.pop("unit__code")
        held.by_code[record["code"]] = record
    if enrolments and held.by_code:
        _load_enrolments(held)
    return held


def _load_enrolments(held: HeldClasses) -> None:
    rows = Enrolment.objects.unscoped(WHY).filter(training_class__code__in=held.by_code)
    own = set(ENROLMENT_FIELDS) - {"class_code", "member_code"}
    columns = ("id", "version", "training_class__code", "member__code", *own)
    for record in rows.order_by("id").values(*columns):
        record["class_code"] = record.pop("training_class__code")
        record["member_code"] = record.pop("member__code") or ""
        held.enrolments[person_key(record)] = record
