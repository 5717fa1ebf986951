"""What is found by its words, a page at a time, behind the second wall.

Policies come before what is not leak-proof, and matching words is not: behind the wall each paper
of a province would be looked at before the index of words. So which rows there are is asked as the
owner, under all of the application's conditions; the rows themselves as the one who looks.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, overload

from django.db.models import Model

from chibo.core.scoped import ScopedQuerySet
from chibo.core.wall import lifted

M = TypeVar("M", bound=Model)
_WHY = "ids and how many by an index no policy lets be used; rows are asked as the actor sees"


class FoundByWords(Sequence[M]):
    """The rows of `among` that have the words, in its order.

    `among` is what the actor may see, `by_words` the condition on it.
    """

    def __init__(self, among: "ScopedQuerySet[M]", **by_words: Any) -> None:
        self._among, self._found = among, among.filter(**by_words)

    def __len__(self) -> int:
        with lifted(_WHY):
            return self._found.count()

    def __iter__(self) -> Iterator[M]:
        return iter(self[:])

    @overload
    def __getitem__(self, part: int) -> M: ...
    @overload
    def __getitem__(self, part: slice) -> Sequence[M]: ...

    def __getitem__(self, part: int | slice) -> M | Sequence[M]:
        if isinstance(part, int):
            return self[part : part + 1][0]
        with lifted(_WHY):
            ids = list(self._found.values_list("pk", flat=True)[part])
        return list(_only(self._among, ids)) if ids else []


def _only(among: "ScopedQuerySet[M]", ids: Sequence[int]) -> "ScopedQuerySet[M]":
    """The rows with these ids, which all conditions of `among` let through a moment ago.

    Asked together with the conditions, the database would look through all papers of a part of the
    tree it takes for small, against forty ids each.
    """
    rows = among.all()
    rows.query.clear_where()
    return rows.filter(pk__in=ids)
