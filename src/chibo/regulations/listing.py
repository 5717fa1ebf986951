"""Every rule of a pack as a line people can read: what it is about, its value, its source.

Nothing is listed by hand: whatever a pack's rules hold with a source becomes a line, so that a new
rule, or a new subject, cannot be left out. A rule may say its value itself (`told`).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from chibo.core.i18n import _
from chibo.core.vietnamese import show_date, show_number, show_points
from chibo.regulations.layers import MeetingLayer
from chibo.regulations.subjects import Rules
from chibo.regulations.values import Source, Sourced

NAMES = ("name", "title", "number", "code")
CODE = re.compile("[a-z0-9_]*")
SILENT = frozenset({*NAMES, "source", "clause", "pack_id", "guidance", "applies_to", "aliases"})


@dataclass(frozen=True)
class RuleRow:
    """One rule; `group` is the part of the rules it belongs to, `anchor` its place on the page."""

    group: str
    anchor: str
    title: str
    value: str
    source: Source


def rule_rows(rules: Rules | MeetingLayer) -> list[RuleRow]:
    """Every rule with a source, in the order the rules are declared in."""
    rows: list[RuleRow] = []
    seen: set[str] = set()
    for part in fields(rules):  # type: ignore[arg-type]
        for title, value, source in _found(getattr(rules, part.name), ""):
            anchor = source.anchor if source.anchor not in seen else ""
            seen.add(source.anchor)
            rows.append(RuleRow(part.name, anchor, title, value, source))
    return rows


def shown(value: Any) -> str:
    """A value as people here write it."""
    if isinstance(value, tuple | frozenset | list):
        return "; ".join(sorted(shown(each) for each in value))
    write = next((write for kind, write in WRITTEN if isinstance(value, kind)), None)
    if write is None and is_dataclass(value):
        return _told(value)
    return write(value) if write else str(value or "")


WRITTEN: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: _("có") if value else _("không")),
    (Decimal, show_points),
    (int, show_number),
    (date, show_date),
    (Enum, lambda value: str(getattr(value, "label", value.value))),
)


Found = Iterator[tuple[str, str, Source]]


def _found(thing: Any, about: str) -> Found:
    """Title, value and source of every rule at or inside `thing`."""
    if isinstance(thing, Sourced):
        yield _joined(about, thing.source.clause), shown(thing.value), thing.source
    elif isinstance(thing, Source):
        yield _joined(about, thing.clause), "", thing
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from _found(value, shown(key) if isinstance(key, Enum) else "")
    elif isinstance(thing, tuple | list):
        for value in thing:
            yield from _found(value, about)
    elif is_dataclass(thing):
        yield from _inside(thing, about)


def _inside(thing: Any, about: str) -> Found:
    source = getattr(thing, "source", None)
    if isinstance(source, Source):
        yield _joined(about, _title(thing, source)), _told(thing), source
    for part in fields(thing):
        inside = getattr(thing, part.name)
        is_told = isinstance(inside, Sourced) and inside.source is source
        if part.name != "source" and not is_told:
            yield from _found(inside, "")


def _title(thing: Any, source: Source) -> str:
    told = next((getattr(thing, name) for name in NAMES if getattr(thing, name, "")), "")
    return str(told) or source.clause


def _told(thing: Any) -> str:
    """What the rule says of its own value, else its plain fields one after the other."""
    if hasattr(thing, "told"):
        return str(thing.told)
    plain = [getattr(thing, part.name) for part in fields(thing) if part.name not in SILENT]
    return " · ".join(shown(value) for value in plain if _speaks(value))


def _speaks(value: Any) -> bool:
    """Whether a value says something without its field's name: no codes, no bare yes or no."""
    if isinstance(value, str):
        return not CODE.fullmatch(value)
    return isinstance(value, Decimal | int | Enum | date) and not isinstance(value, bool)


def _joined(about: str, title: str) -> str:
    return f"{about}: {title}" if about else title
