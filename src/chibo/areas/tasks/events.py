"""What this area tells the higher ones."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class TasksGiven:
    """A body above gave the same task to many units: `origin` finds them."""

    origin: str
    given_on: date


@dataclass(frozen=True)
class TasksCalledOff:
    """Of these tasks nothing is left: nobody had begun them."""

    task_ids: tuple[int, ...]
