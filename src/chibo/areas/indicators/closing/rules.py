"""When periods are closed, as closing.toml says."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class ClosingRules:
    """How many days after its end a period is closed, and how many are closed in one run."""

    days_after: int
    at_once: int


@cache
def closing_rules() -> ClosingRules:
    """The rules of this program."""
    text = resources.files(__package__).joinpath("closing.toml").read_text(encoding="utf-8")
    return ClosingRules(**tomllib.loads(text))
