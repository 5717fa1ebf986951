"""Kinds of paper that areas above the monthly reports fill, and how one is found."""

from collections.abc import Callable
from typing import Any

OFFERED: dict[str, Callable[..., Any]] = {}
"""By kind of paper: (actor, unit, now) → the newest such paper the actor may see, or None."""


def offer(kind: str, find: Callable[..., Any]) -> None:
    """Called when applications are ready; nothing is read until somebody tries a template."""
    OFFERED[kind] = find
