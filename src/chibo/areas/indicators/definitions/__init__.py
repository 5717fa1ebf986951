"""Indicators as the files beside this one declare them: words, facts, the records behind them.

An indicator more is a `[[indicator]]` in one of the files, or a file more, and where no measuring
function counts its fact yet, a function in `areas/indicators/measures` with `@measuring` above it.
Nothing else is to be touched: the worker counts it for all months that are kept, and every page,
command and file that tells figures tells it. `[group]`, once for the codes with the same
beginning: the heading (`name`) and where it stands (`place`). Of an indicator:

code, name, unit
: the code begins with the name of its group.

at
: "end": it stands at the end of the period; "over": it adds up over it.

counts, or numerator and denominator
: the facts a measuring function gives; the two of a share or mean with their names in words.

target_of
: the denominator is the unit's own target of that indicator, whose null is no data.

judges
: "months" or "quarters": it speaks of every one of the period, so the record must reach so far.

better
: whether "more" of it or "fewer" is what one strives for; without it no target may be set.

records
: the list of what was counted, by the name `@measuring` gives it. As a table: `list`; `whole` and
  `above`, what of the list the figure and its numerator count, where that is not said by the facts
  of the same name; `told`, what the list tells of each record, where not the usual; `several`,
  where one record may stand for several of what is counted; or `none`, why there is no list.

names
: the permission with which the records behind it name people; none where no people stand behind
  it (units, meetings, classes, places). Without it the list of people stays closed.

listed
: false: shown on pages only, no part of what `chibo indicators` gives.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from chibo.areas.access.permissions import PERMISSIONS
from chibo.core.vietnamese import percent, rounded

Number = int | Decimal
Facts = Mapping[str, Number]
"""What was counted, by name; facts of two places add up."""


@dataclass(frozen=True)
class Figure:
    """An indicator's value; a rate or mean comes with the two numbers it was computed from."""

    value: Number | None
    numerator: Number | None = None
    denominator: Number | None = None


@dataclass(frozen=True)
class Behind:
    """The records behind an indicator.

    `list`: which; `whole`: what of it the figure counts or divides by; `above`: what its numerator
    counts. `told`: what is said of each record; `several`: a record may stand for more than one.
    """

    list: str = ""
    whole: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    told: str = ""
    several: bool = False
    none: str = ""
    """Why there is no list."""


@dataclass(frozen=True)
class Group:
    """Indicators whose codes begin alike, under one heading."""

    code: str
    name: str
    place: int


@dataclass(frozen=True)
class Definition:
    """One indicator: what it is called, what it counts, where the rule comes from."""

    code: str
    name: str
    unit: str
    at: Literal["end", "over"]
    explanation: str
    source: str
    records: Behind
    counts: str = ""
    numerator: str = ""
    denominator: str = ""
    numerator_name: str = ""
    denominator_name: str = ""
    kinds: tuple[str, ...] = ()
    listed: bool = True
    target_of: str = ""
    """The indicator whose own target the denominator is; no sum of facts."""
    course: str = ""
    """The kind of class it is narrowed to."""
    names: str = ""
    """The permission with which its records name people; "" where nobody is named."""
    better: Literal["more", "fewer", ""] = ""
    """Which way is better; "" where neither is, and then it may not be a target."""
    judges: Literal["months", "quarters", ""] = ""
    """Of what it speaks of every one of the period."""

    @property
    def group(self) -> str:
        """What its code begins with."""
        return self.code.partition(".")[0]

    @property
    def is_rate(self) -> bool:
        """Whether it is a share or a mean, which has no value where there is nothing to divide."""
        return bool(self.denominator)

    @property
    def adds_up(self) -> bool:
        """Whether its months and the units below add up."""
        return self.at == "over" and not self.is_rate

    def figure(self, facts: Facts) -> Figure:
        """The value by `facts`; what is missing from them counts as none.

        One decimal, half up, from the very numbers given beside it.
        """
        if not self.is_rate:
            return Figure(facts.get(self.counts, 0))
        if self.target_of and self.denominator not in facts:
            return Figure(None, facts.get(self.numerator, 0), None)
        above, below = facts.get(self.numerator, 0), facts.get(self.denominator, 0)
        if self.unit == "%":
            return Figure(percent(above, below), above, below)
        mean = rounded(Decimal(above) / Decimal(below), 1) if below else None
        return Figure(mean, above, below)


FOLDERS: tuple[Path, ...] = (Path(__file__).parent,)
"""Where the files stand."""


@cache
def groups() -> tuple[Group, ...]:
    """All groups, in the order people read them."""
    found = [Group(file.stem, **told["group"]) for file, told in _files() if "group" in told]
    return tuple(sorted(found, key=lambda each: each.place))


@cache
def definitions() -> tuple[Definition, ...]:
    """All indicators, in the order people read them."""
    places = {group.code: group.place for group in groups()}
    found = [_definition(row, file) for file, told in _files() for row in told["indicator"]]
    for each in found:
        if each.group not in places:
            raise ValueError(f"{each.code}: no file {each.group}.toml names its group")
    return tuple(sorted(found, key=lambda each: places[each.group]))


def definition(code: str) -> Definition:
    """The indicator with this code; KeyError if this version has none."""
    return _by_code()[code]


@cache
def _by_code() -> dict[str, Definition]:
    return {each.code: each for each in definitions()}


def _files() -> Iterator[tuple[Path, dict[str, Any]]]:
    for folder in FOLDERS:
        for file in sorted(folder.glob("*.toml")):
            yield file, tomllib.loads(file.read_text(encoding="utf-8"))


def _definition(row: dict[str, Any], file: Path) -> Definition:
    given = {**row, "kinds": tuple(row.get("kinds", ())), "records": _behind(row)}
    found = Definition(**given)
    if bool(found.counts) == found.is_rate or bool(found.numerator) != found.is_rate:
        raise ValueError(f"{file.name}: {found.code} needs a count, or two parts of a rate")
    if found.names and found.names not in PERMISSIONS:
        raise ValueError(f"{file.name}: {found.code}: no permission {found.names}")
    return found


def _behind(row: Mapping[str, Any]) -> Behind:
    """What of the list is counted is told by the facts, unless other names are given."""
    told = row["records"]
    given: dict[str, Any] = {"list": told} if isinstance(told, str) else told
    counts = row.get("counts", "")
    above: Sequence[str] = [row.get("numerator", counts)]
    whole: Sequence[str] = above if "target_of" in row else [row.get("denominator", counts)]
    whole, above = given.get("whole", whole), given.get("above", given.get("whole", above))
    return Behind(**{**given, "whole": tuple(whole), "above": tuple(above)})
