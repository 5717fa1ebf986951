"""Reading the sheets, and what is behind their numbers; always for an actor."""

from chibo.areas.statistics.queries.people import (
    Behind,
    TypedBelow,
    people_behind,
    typed_numbers,
)
from chibo.areas.statistics.queries.sheets import Book, book

__all__ = [
    "Behind",
    "Book",
    "TypedBelow",
    "book",
    "people_behind",
    "typed_numbers",
]
