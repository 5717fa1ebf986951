"""Indicators as declared in definitions.toml: the words people read and the facts behind them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
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
class Definition:
    """One indicator: what it is called, what it counts, where the rule comes from."""

    code: str
    name: str
    unit: str
    at: Literal["end", "over"]
    explanation: str
    source: str
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


@cache
def definitions() -> tuple[Definition, ...]:
    """All indicators, in the order people read them."""
    text = resources.files(__package__).joinpath("definitions.toml").read_text(encoding="utf-8")
    return tuple(_definition(row) for row in tomllib.loads(text)["indicator"])


def definition(code: str) -> Definition:
    """The indicator with this code; KeyError if this version has none."""
    return _by_code()[code]


@cache
def _by_code() -> dict[str, Definition]:
    return {each.code: each for each in definitions()}


def _definition(row: dict[str, Any]) -> Definition:
    found = Definition(**{**row, "kinds": tuple(row.get("kinds", ()))})
    if bool(found.counts) == found.is_rate or bool(found.numerator) != found.is_rate:
        raise ValueError(f"definitions.toml: {found.code} needs a count, or two parts of a rate")
    if found.names and found.names not in PERMISSIONS:
        raise ValueError(f"definitions.toml: {found.code}: no permission {found.names}")
    return found
