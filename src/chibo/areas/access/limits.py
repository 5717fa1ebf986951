"""The numbers of limits.toml."""

import tomllib
from functools import cache
from importlib import resources


@cache
def limit(part: str, name: str) -> int:
    """A number declared in limits.toml; KeyError where there is none."""
    text = resources.files(__package__).joinpath("limits.toml").read_text(encoding="utf-8")
    return int(tomllib.loads(text)[part][name])
