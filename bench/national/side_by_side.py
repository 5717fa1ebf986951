"""Steps that wait for one another, two at a time, each worker on a connection of its own."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Condition

from django.db import connection

from bench.national.loading import quiet

WORKERS = 2


@dataclass(frozen=True)
class Step:
    """A work by its name, and the names of those that must be done before."""

    name: str
    work: Callable[[], None]
    after: Sequence[str] = ()


def side_by_side(steps: Sequence[Step], note: Callable[[str, float], None]) -> None:
    """Do all steps, noting the seconds of each; the first fault ends it and is raised.

    One after the other where a transaction holds everything, as in tests.
    """
    unknown = {name for step in steps for name in step.after} - {step.name for step in steps}
    assert not unknown, f"nothing makes {unknown}"
    line = _Line(steps, note)
    if connection.in_atomic_block:
        line.work_off()
        return
    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(line.work_off_apart) for _worker in range(WORKERS)]:
            done.result()


class _Line:
    """What is left to do, and what was done."""

    def __init__(self, steps: Sequence[Step], note: Callable[[str, float], None]) -> None:
        self.left = list(steps)
        self.done: set[str] = set()
        self.note = note
        self.broken = False
        self.changed = Condition()

    def work_off_apart(self) -> None:
        """As a worker beside others."""
        try:
            with quiet():
                self.work_off()
        finally:
            connection.close()

    def work_off(self) -> None:
        """Step after step, until none is left."""
        while step := self._next():
            began = time.perf_counter()
            try:
                step.work()
                self.note(step.name, time.perf_counter() - began)
            except BaseException:
                self._tell(broken=True)
                raise
            self._tell(step.name)

    def _next(self) -> Step | None:
        with self.changed:
            while self.left and not self.broken:
                ready = [step for step in self.left if self.done.issuperset(step.after)]
                if ready:
                    self.left.remove(ready[0])
                    return ready[0]
                self.changed.wait()
            return None

    def _tell(self, name: str = "", *, broken: bool = False) -> None:
        with self.changed:
            self.done.add(name)
            self.broken = self.broken or broken
            self.changed.notify_all()
