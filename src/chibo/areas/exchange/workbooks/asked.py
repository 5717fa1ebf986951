"""What an export is asked for."""

from dataclasses import dataclass
from datetime import date

from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor


@dataclass(frozen=True)
class Asked:
    """Who asks for what, as known on which day (None: as recorded)."""

    actor: Actor
    top: Unit
    on: date | None

    def by_then(self, day: date | None) -> bool:
        """Whether something dated `day` is known by the day asked for; undated things are."""
        return self.on is None or day is None or day <= self.on

    def known(self, day: date | None) -> date | None:
        """The day, unless it lies after the one asked for."""
        return day if self.by_then(day) else None
