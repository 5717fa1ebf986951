"""The frame of a summation as declared in frame.toml: sections, proposed figures. Pure."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

DONE, TOTAL, RATE = "carried.done", "carried.total", "carried.rate"


@dataclass(frozen=True)
class Section:
    """A section people write; `proposed` stands in a new summation."""

    code: str
    number: str
    title: str
    hint: str
    proposed: str


@cache
def _data() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("frame.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def sections() -> tuple[Section, ...]:
    """The sections in their order."""
    return tuple(Section(**row) for row in _data()["section"])


@cache
def carried_names() -> dict[str, str]:
    """What may be bound of the paper summed up itself: the name by code."""
    return {row["code"]: row["name"] for row in _data()["carried"]}


def proposed_indicators() -> list[str]:
    """The figures a new summation tells."""
    return list(_data()["indicators"])


def proposed_charts() -> list[str]:
    """Of these the ones that are drawn."""
    return list(_data()["charts"])


def near_percent() -> int:
    """How far below a number "gần" may lie, in per cent of it."""
    return int(_data()["near_percent"])


def source() -> str:
    """Where the frame comes from."""
    return str(_data()["source"])


def words() -> Iterator[str]:
    """Every word of the frame that pages show."""
    yield source()
    yield from carried_names().values()
    for section in sections():
        yield from (section.title, section.hint)
