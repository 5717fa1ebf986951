"""Querysets that fail when nobody said for whom they ask.

Every table of the business uses `ScopedManager`. A queryset must pass through
`visible_to(actor)` (or, in actions and jobs, `unscoped("why")`) before it may touch the database;
one that forgot raises `UnscopedQuery` instead of leaking. See docs/adr/0005.

Behind the second wall (docs/adr/0016) the first kind is asked as the one who looks, the second as
the owner of the tables.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import reduce
from itertools import pairwise
from operator import and_, or_
from typing import Any, Self, TypeVar, cast

from django.db import models
from django.db.models import Q

from chibo.core.actor import Actor, Scope
from chibo.core.wall import Mode, asking

M = TypeVar("M", bound=models.Model, covariant=True)


class UnscopedQuery(RuntimeError):
    """A query reached the database without an actor. A bug, never shown to people."""


NOTHING = Q(pk__in=[])
END = object()
TOLD = 4
"""So many ranges one condition names: eight comparisons, and one's own rows are a ninth."""


def within_scopes(actor: Actor, permission: str, column: str, inside: str = "") -> Q:
    """The rows whose `column` (a unit's path) lies where `actor` holds `permission`.

    `inside` narrows the answer to what stands at or below that path: one range instead of two,
    which the database judges better.
    """
    return reduce(and_, _within(actor.scopes(permission), column, inside))


def _within(scopes: Sequence[Scope], column: str, inside: str) -> list[Q]:
    """Conditions that hold together of what lies in the scopes, each of few comparisons.

    Behind the wall the database looks at a condition before a policy only where it has fewer than
    ten (docs/adr/0016): of many scopes neighbours are told as one, what lies between them apart.
    """
    parts = {scope: _part(scope, column, inside) for scope in scopes}
    telling = [scope for scope, part in parts.items() if part != NOTHING]
    if len(telling) <= TOLD:
        return [_any_of(parts.values())]
    ranges = [(s.path, s.path + ("~" if s.below else "!")) for s in telling]
    size = -(-len(ranges) // TOLD)
    told = [ranges[at : at + size] for at in range(0, len(ranges), size)]
    whole = _any_of(_range(each[0][0], each[-1][1], column) for each in told)
    between = [
        Q(**{f"{column}__lt": end}) | Q(**{f"{column}__gte": begin})
        for each in told
        for (_first, end), (begin, _last) in pairwise(each)
    ]
    return [whole, *between]


def _range(begin: str, end: str, column: str) -> Q:
    return Q(**{f"{column}__gte": begin, f"{column}__lt": end})


def _part(scope: Scope, column: str, inside: str) -> Q:
    if scope.below and inside.startswith(scope.path):
        return at_or_below(inside, column)
    if not scope.path.startswith(inside):
        return NOTHING
    return at_or_below(scope.path, column) if scope.below else Q(**{column: scope.path})


def at_or_below(path: str, column: str) -> Q:
    """The rows whose `column` is `path` or a path below it."""
    return _range(path, path + "~", column)


def at_or_below_any(paths: Iterable[str], column: str) -> Q:
    """The rows whose `column` is one of these paths or below one of them."""
    return _any_of(at_or_below(path, column) for path in paths)


def _any_of(parts: Iterable[Q]) -> Q:
    """The parts joined by "or"; one that lets nothing through is left out, it only costs time."""
    telling = [part for part in parts if part != NOTHING]
    return reduce(or_, telling) if telling else NOTHING


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset bound to an actor before it may be evaluated.

    Subclasses set `view_permission` and `path_column`, and may widen `own_rows`. `day_column`: the
    day of what the row tells, where records of before a day are read (`Actor.until`).
    """

    view_permission: str = ""
    path_column: str = "unit__path"
    day_column: str = ""
    _answerable: bool = False
    _mode: Mode = Mode.AS_ONE_SEES

    def visible_to(self, actor: Actor, permission: str | None = None, *, inside: str = "") -> Self:
        """Only the rows where `actor` holds `permission` (default: the table's viewing one).

        `inside`: of those, only what stands at or below this path.
        """
        asked = permission or self.view_permission
        wanted = _within(actor.scopes(asked), self.path_column, inside)
        own = NOTHING if permission else self.own_rows(actor)
        if own != NOTHING and inside:
            own &= at_or_below(inside, self.path_column)
        until = self._until(actor, asked, inside)
        return self._opened().filter(*(_any_of((each, own, until)) for each in wanted))

    def _until(self, actor: Actor, permission: str, inside: str) -> Q:
        if not self.day_column:
            return NOTHING
        parts = (
            (_part(scope, self.path_column, inside), Q(**{f"{self.day_column}__lt": day}))
            for scope, day in actor.until(permission)
        )
        return _any_of(part & before for part, before in parts if part != NOTHING)

    def own_rows(self, actor: Actor) -> Q:
        """Rows that are the actor's own whatever roles they hold; none unless a table says so."""
        return NOTHING

    def unscoped(self, reason: str) -> Self:
        """All rows. `reason` says why no actor limits them; for actions, jobs and commands."""
        if not reason:
            raise ValueError("an unscoped query needs a reason")
        return self._opened(Mode.LIFTED)

    def _opened(self, mode: Mode = Mode.AS_ONE_SEES) -> Self:
        opened = self.all()
        opened._answerable = True
        opened._mode = mode
        return opened

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._answerable = self._answerable
        clone._mode = self._mode
        return clone  # type: ignore[no-any-return]

    def __or__(self, other: Any) -> Self:
        return self._with_parts(super().__or__(other), other)

    def __and__(self, other: Any) -> Self:
        return self._with_parts(super().__and__(other), other)

    def __xor__(self, other: Any) -> Self:
        return self._with_parts(super().__xor__(other), other)

    def _combinator_query(self, combinator: str, *others: Any, all: bool = False) -> Self:
        joined = super()._combinator_query(combinator, *others, all=all)  # type: ignore[misc]
        return self._with_parts(joined, *others)

    def _with_parts(self, joined: Any, *others: Any) -> Self:
        """Joined querysets may be evaluated only if each of them might be."""
        joined._answerable = self._answerable and all(part._answerable for part in others)
        joined._mode = max(self._mode, *(part._mode for part in others))
        return joined  # type: ignore[no-any-return]

    def _check(self) -> AbstractContextManager[None]:
        if not self._answerable:
            raise UnscopedQuery(f"{self.model.__name__}: query without an actor")
        return asking(self._mode)

    def _fetch_all(self) -> None:
        if self._result_cache is not None:  # prefetched results were fetched by a checked query
            super()._fetch_all()
            return
        with self._check():
            super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[M]:
        self._check()
        return self._one_by_one(super().iterator(chunk_size))

    def _one_by_one(self, rows: Iterator[M]) -> Iterator[M]:
        """What is done between two rows is asked in its own way."""
        while True:
            with self._check():
                row = next(rows, END)
            if row is END:
                return
            yield cast(M, row)

    def aiterator(self, chunk_size: int = 2000) -> AsyncIterator[M]:
        self._check()
        return super().aiterator(chunk_size)

    def count(self) -> int:
        if self._result_cache is not None:
            return super().count()
        with self._check():
            return super().count()

    def exists(self) -> bool:
        if self._result_cache is not None:
            return super().exists()
        with self._check():
            return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        with self._check():
            return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        with self._check():
            return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        with self._check():
            return super().delete()


class ScopedManager(models.Manager[M]):
    """The only manager of a business table; see `ScopedQuerySet`."""
