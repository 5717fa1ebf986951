"""Reading the sheets, and what is behind their numbers; always for an actor."""

from chibo.areas.statistics.queries.behind import Behind, Number, records_behind
from chibo.areas.statistics.queries.sheets import Book, book
from chibo.areas.statistics.queries.typed import TypedBelow, typed_numbers

__all__ = [
    "Behind",
    "Book",
    "Number",
    "TypedBelow",
    "book",
    "records_behind",
    "typed_numbers",
]
