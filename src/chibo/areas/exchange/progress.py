"""How far a running import is, written outside its transaction so that people see it move."""

import time
from types import TracebackType
from typing import Self

from django.db import connection

from chibo.areas.exchange.models import ImportProgress

_EVERY_SECONDS = 0.3


class Progress:
    """A counter of rows dealt with; the row of the table follows a few times a second."""

    def __init__(self, batch_id: int, step: ImportProgress.Step, total: int) -> None:
        self._batch_id, self._step, self._total = batch_id, step, total
        self._done = 0
        self._told_at = 0.0
        self._aside = connection.copy()

    def __enter__(self) -> Self:
        self._tell()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._tell()
        self._aside.close()

    def restart(self, step: ImportProgress.Step, total: int) -> None:
        """Go on with another step, of `total` rows."""
        self._step, self._total, self._done = step, total, 0
        self._tell()

    def tick(self, count: int) -> None:
        """Count rows dealt with."""
        self._done += count
        if time.monotonic() - self._told_at >= _EVERY_SECONDS:
            self._tell()

    def _tell(self) -> None:
        self._told_at = time.monotonic()
        with self._aside.cursor() as cursor:
            cursor.execute(
                "UPDATE exchange_importprogress SET step = %s, done = %s, total = %s"
                " WHERE batch_id = %s",
                [self._step, min(self._done, self._total), self._total, self._batch_id],
            )
