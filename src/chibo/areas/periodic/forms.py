"""Forms of periodic reports as declared in forms.toml: lines, checks, days. Pure."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, Literal

from chibo.areas.indicators.definitions import Definition, definition
from chibo.areas.indicators.periods import LENGTHS, Kind
from chibo.areas.periodic.periods import Period

Typed = Literal["", "number", "text"]
Carried = Literal["", "sum", "last"]


@dataclass(frozen=True)
class Line:
    """One line: computed by an indicator, or typed because the system cannot know it.

    `carried`: a longer period's number is the sum, or the last, of the unit's sealed shorter
    periods that begin on or after `carried_since`; only what they do not cover is asked.
    """

    code: str
    name: str
    unit: str
    explanation: str
    indicator: str = ""
    typed: Typed = ""
    minutes: int = 0
    adds_up: bool = False
    carried: Carried = ""
    carried_since: date = date.max
    optional: bool = False
    only: tuple[str, ...] = ()

    @property
    def definition(self) -> Definition | None:
        """The indicator of a computed line."""
        return definition(self.indicator) if self.indicator else None

    @property
    def is_number(self) -> bool:
        """Whether somebody types a number on it."""
        return self.typed == "number"

    @property
    def is_text(self) -> bool:
        """Whether somebody types words on it."""
        return self.typed == "text"

    def applies_to(self, kind: str) -> bool:
        """Whether a unit of that kind has such a figure at all."""
        return not self.only or kind in self.only


@dataclass(frozen=True)
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Rule:
    """A check: two sums compared, or (`below`) a line against what the units below reported."""

    code: str
    says: str
    left: tuple[str, ...] = ()
    relation: Literal["=", "<="] = "="
    right: tuple[str, ...] = ()
    below: str = ""


@dataclass(frozen=True)
class Form:
    """A form in force in `[starts_on, ends_before)`. `due`: days after the period, by kind."""

    code: str
    name: str
    period: Kind
    starts_on: date
    due: Mapping[str, int]
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...]
    source: str
    ends_before: date | None = None
    first_only: bool = False
    by_code: Mapping[str, Line] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines in their order."""
        return tuple(self.by_code.values())

    @property
    def fields(self) -> int:
        """How many lines have to be typed at most: where nothing is carried."""
        return sum(bool(line.typed) for line in self.lines)

    @property
    def minutes(self) -> int:
        """The published estimate for typing them all."""
        return sum(line.minutes for line in self.lines)

    @property
    def carried(self) -> tuple[Line, ...]:
        """The lines that sealed shorter periods may answer; a month has none shorter."""
        if LENGTHS[self.period] == 1:
            return ()
        return tuple(line for line in self.lines if line.carried)

    def covers(self, period: Period) -> bool:
        """Whether the form is made for such a period and in force on its last day."""
        if period.kind != self.period or (self.first_only and period.first.month != 1):
            return False
        ended = self.ends_before is not None and period.last_day >= self.ends_before
        return period.last_day >= self.starts_on and not ended

    def due_on(self, kind: str, period: Period) -> date:
        """The last day for a unit of that kind."""
        return period.last_day + timedelta(days=self.due[kind])


@cache
def _data() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("forms.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def forms() -> dict[str, Form]:
    """All forms by code, in the order of the file."""
    data = _data()
    lines = {code: _line(code, row) for code, row in data["line"].items()}
    rules = {code: _rule(code, row) for code, row in data["rule"].items()}
    return {row["code"]: _form(row, lines, rules, data["source"]) for row in data["form"]}


def burdens() -> tuple[Definition, ...]:
    """The indicators about the burden: what is asked costs fields to type and minutes."""
    return definition("burden.fields"), definition("burden.minutes")


def remind_days_before() -> int:
    """How many days before the last day somebody is reminded."""
    return int(_data()["remind_days_before"])


def words() -> Iterator[str]:
    """Every word of the forms that pages show; names of indicators are theirs."""
    for form in forms().values():
        yield from (form.name, form.source)
        yield from (section.title for section in form.sections)
        yield from (rule.says for rule in form.rules)
        for line in form.lines:
            if line.unit not in ("", "%"):
                yield line.unit
            if line.typed:
                yield from (line.name, line.explanation)


def _line(code: str, row: dict[str, Any]) -> Line:
    if "indicator" in row:
        told = definition(row["indicator"])
        row = {"name": told.name, "unit": told.unit, "explanation": told.explanation, **row}
    only = tuple(row.pop("only", ()))
    found = Line(code=code, only=only, **{"unit": "", **row})
    if bool(found.indicator) == bool(found.typed):
        raise ValueError(f"forms.toml: {code} is either computed or typed")
    if found.carried and not (found.is_number and found.carried_since < date.max):
        raise ValueError(f"forms.toml: {code} is carried: it is a typed number, since a day")
    return found


def _rule(code: str, row: dict[str, Any]) -> Rule:
    left, right = (tuple(row.pop(side, ())) for side in ("left", "right"))
    return Rule(code=code, left=left, right=right, **row)


def _form(
    row: dict[str, Any], lines: Mapping[str, Line], rules: Mapping[str, Rule], source: str
) -> Form:
    sections = tuple(
        Section(each["title"], tuple(lines[code] for code in each["lines"]))
        for each in row["section"]
    )
    return Form(
        code=row["code"],
        name=row["name"],
        period=row["period"],
        starts_on=row["starts_on"],
        ends_before=row.get("ends_before"),
        due=row["due"],
        sections=sections,
        rules=tuple(rules[code] for code in row["rules"]),
        source=row.get("source", source),
        first_only=row.get("first_only", False),
        by_code={line.code: line for section in sections for line in section.lines},
    )
