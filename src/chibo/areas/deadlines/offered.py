"""Kinds of deadline whose records lie in areas above this one; order.toml says their place."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor

Source = Callable[[Actor, Unit, date], Iterator[tuple[str, "QuerySet[Any]"]]]
OFFERED: list[Source] = []
"""Each gives parts as `sources.shaped` makes them, for what the actor may see at or below."""


def offer(source: Source) -> None:
    """Called when applications are ready; nothing is read until somebody opens the list."""
    OFFERED.append(source)
