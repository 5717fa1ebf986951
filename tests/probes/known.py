"""What was asked already and found nothing is not asked again.

Every probe finds the same rows: whatever one does is undone. So the same question of the same
person has the same answer, and of a hundred addresses that look for the same unit one asks the
database. Only "nothing" is kept: whoever gets a row gets it from the database. Once a probe has
written something it asks everything.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.db import connection

from chibo.core.scoped import ScopedQuerySet

WRITES = ("insert", "update", "delete")


class Nothing:
    """Questions of one person that found no row."""

    def __init__(self) -> None:
        self._asked: set[tuple[Any, ...]] = set()
        self.is_old = False
        """Whether the rows are no longer as they were at first."""

    @contextmanager
    def is_kept(self) -> Iterator[None]:
        """In the block, no question is asked again that found nothing."""
        fetch = ScopedQuerySet._fetch_all

        def fetch_unless_known(rows: Any) -> None:
            question = None if self.is_old or rows._result_cache is not None else _question(rows)
            if question in self._asked:
                rows._result_cache = []
                return
            fetch(rows)
            if question and not rows._result_cache and not self.is_old:
                self._asked.add(question)

        with (
            mock.patch.object(ScopedQuerySet, "_fetch_all", fetch_unless_known),
            connection.execute_wrapper(self._notice),
        ):
            yield

    def _notice(self, execute: Callable[..., Any], sql: Any, *more: Any) -> Any:
        self.is_old = self.is_old or str(sql).lstrip().lower().startswith(WRITES)
        return execute(sql, *more)


def _question(rows: Any) -> tuple[Any, ...] | None:
    """What tells the question from all others; None where that cannot be said for sure."""
    query = rows.query
    if not rows._answerable or query.annotations or query.combinator or query.extra:
        return None
    if query.distinct or query.low_mark:
        return None
    told = repr(query.where)
    return None if " at 0x" in told else (rows.model, rows._mode, told)
