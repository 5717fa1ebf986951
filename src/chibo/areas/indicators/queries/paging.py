"""One page of a list and where the next one begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows in a fixed order; `after` is what asks for those that follow, None at the end."""

    rows: Sequence[T]
    after: str | None


def cut(rows: Sequence[T], limit: int, keys: Sequence[str]) -> Page[T]:
    """A page out of up to `limit` + 1 rows and the key of each."""
    more = len(rows) > limit
    return Page(rows[:limit], keys[limit - 1] if more else None)
