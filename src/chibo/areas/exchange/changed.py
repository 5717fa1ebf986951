"""What an import changed, record by record, in the words of its sheets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chibo.areas.exchange.history import TABLES
from chibo.areas.exchange.history_homes import HOMES
from chibo.areas.exchange.models import ImportBatch, ImportChange
from chibo.areas.exchange.sheets import SHEETS, sheet_form
from chibo.areas.exchange.sheets.members import SENSITIVE
from chibo.areas.exchange.world import WHY
from chibo.areas.members.models import Member
from chibo.areas.members.sealed import NUMBERS
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.numbers import as_read, masked, opened
from chibo.core.rows import get_row
from chibo.core.vietnamese import show_date

PAGE = 30
_UNITS = {
    "cell_id": "cell_code",
    "parent_id": "parent_code",
    "unit_id": "unit_code",
    "from_cell_id": "from_code",
    "to_cell_id": "to_code",
}
_DAYS = {"answered_on": "on"}
_NAMES = ("full_name", "name", "title", "code")
_HIDDEN = "•••"


@dataclass(frozen=True)
class ChangedField:
    """One field that changed; both sides as they are shown."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedRecord:
    """One record an import made or changed."""

    sheet: str
    name: str
    is_new: bool
    fields: tuple[ChangedField, ...]


@dataclass(frozen=True)
class ChangedPage:
    """One page of them; `after` is the mark from which the next one starts."""

    batch: ImportBatch
    rows: list[ChangedRecord]
    after: str


def changed_records(
    actor: Actor, batch_id: int, *, after: str = "", size: int = PAGE
) -> ChangedPage:
    """What a taken import made and changed, in the order of writing; nothing once it is undone."""
    batch = get_row(ImportBatch.objects.select_related("unit"), actor, pk=batch_id)
    rows = ImportChange.objects.filter(batch=batch).order_by("pk")
    if after.isdigit():
        rows = rows.filter(pk__gt=int(after))
    found = list(rows[: size + 1])
    may = batch.unit is not None and actor.may("members.sensitive", batch.unit.path)
    units = _unit_names(found[:size])
    last = found[size - 1] if len(found) > size else None
    people = _people(found[:size])
    shown = [
        _homes(change, units, people) if change.table == HOMES else _record(change, units, may=may)
        for change in found[:size]
    ]
    return ChangedPage(batch, shown, str(last.pk) if last else "")


def _unit_names(changes: Iterable[ImportChange]) -> dict[int, str]:
    ids = {
        side[column]
        for change in changes
        for side in (change.before or {}, change.after)
        for column in _UNITS
        if side.get(column)
    }
    ids |= {part[0] for change in changes for side in (change.before or {}, change.after)
            for part in side.get("parts", ())}  # fmt: skip
    rows = Unit.objects.unscoped(WHY).filter(pk__in=ids)
    return dict(rows.values_list("pk", "name"))


def _record(change: ImportChange, units: dict[int, str], *, may: bool) -> ChangedRecord:
    form = next((form for form in SHEETS if form.code == change.table), None)
    headings = {column.field: column.heading for column in form.columns} if form else {}
    fields = []
    for column, after in change.after.items() if change.before is not None else ():
        before = (change.before or {}).get(column)
        heading = headings.get(_UNITS.get(column) or _DAYS.get(column, column))
        if heading is not None and before != after:
            hidden = column in SENSITIVE and not may
            sides = [_HIDDEN if hidden else _shown(change.table, column, each, units)
                     for each in (before, after)]  # fmt: skip
            fields.append(ChangedField(heading, *sides))
    name = next((change.after[each] for each in _NAMES if change.after.get(each)), "")
    code = change.after.get("code")
    return ChangedRecord(
        sheet=form.title if form else "",
        name=f"{name} · {code}" if code and code != name else str(name or f"{change.row_id}"),
        is_new=change.before is None,
        fields=tuple(fields),
    )


def _people(changes: Iterable[ImportChange]) -> dict[int, str]:
    ids = {change.row_id for change in changes if change.table == HOMES}
    rows = Member.objects.unscoped(WHY).filter(pk__in=ids)
    return {
        pk: f"{name} · {code}" for pk, name, code in rows.values_list("pk", "full_name", "code")
    }


def _homes(change: ImportChange, units: dict[int, str], people: dict[int, str]) -> ChangedRecord:
    """Where a member was at home before and is by the import."""
    sides = [
        "; ".join(
            _("%(cell)s từ %(day)s")
            % {"cell": units.get(cell, ""), "day": show_date(date.fromisoformat(starts))}
            for cell, starts, _ends, _how in side.get("parts", ())
        )
        for side in (change.before or {}, change.after)
    ]
    field = ChangedField(_("Nơi sinh hoạt"), *sides)
    name = people.get(change.row_id, str(change.row_id))
    return ChangedRecord(sheet_form("transfers").title, name, is_new=False, fields=(field,))


def _shown(table: str, column: str, value: Any, units: dict[int, str]) -> str:
    if value in (None, "", []):
        return ""
    if table == "members" and column in NUMBERS:
        return masked(opened(as_read(value)))
    if column in _UNITS:
        return units.get(value, "")
    return _plain(table, column, value)


def _plain(table: str, column: str, value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    choices = _choices(table, column)
    if value in choices:
        return choices[value]
    if isinstance(value, str) and column.endswith(("_on", "_before")):
        return show_date(date.fromisoformat(value))
    return str(value)


def _choices(table: str, column: str) -> dict[Any, str]:
    names = {field.column: field for field in TABLES[table]._meta.concrete_fields}
    field = names.get(column)
    flat: Sequence[Any] = field.flatchoices if field is not None else ()
    return {code: str(label) for code, label in flat}
