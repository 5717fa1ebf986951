"""Finding rows by beginnings of words, through an index: what `search_words` is for what is typed.

The column holds a folded text (`core.vietnamese.fold`); its words are runs of letters and digits.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, QuerySet

Q = TypeVar("Q", bound=QuerySet[Any])


class Words(Func):
    """The words of a folded text, for a GIN index and for asking it."""

    template = (
        "array_to_tsvector(array_remove(regexp_split_to_array(%(expressions)s, '[^a-z0-9]+'), ''))"
    )
    arity = 1
    output_field = SearchVectorField()


def with_words(rows: Q, column: str, words: Sequence[str]) -> Q:
    """The rows in whose column every word begins a word; all rows where there is none."""
    if not words:
        return rows
    query = SearchQuery(
        " & ".join(f"{word}:*" for word in words), search_type="raw", config="simple"
    )
    return rows.alias(words_of_column=Words(column)).filter(words_of_column=query)
