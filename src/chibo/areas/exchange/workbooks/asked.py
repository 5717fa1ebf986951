"""What an export is asked for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from chibo.areas.exchange.workbooks.writer import Stamp
from chibo.areas.members.models import Stay
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor


@dataclass(frozen=True)
class Asked:
    """Who asks for what, as known on which day (None: as recorded)."""

    actor: Actor
    top: Unit
    on: date | None
    stamp: Stamp | None = None

    def by_then(self, day: date | None) -> bool:
        """Whether something dated `day` is known by the day asked for; undated things are."""
        return self.on is None or day is None or day <= self.on

    def known(self, day: date | None) -> date | None:
        """The day, unless it lies after the one asked for."""
        return day if self.by_then(day) else None

    def homes_then(self) -> dict[int, int]:
        """Members who were at home elsewhere on the day asked for than today, with that cell."""
        if self.on is None:
            return {}
        rows = Stay.objects.visible_to(self.actor).on(self.on)
        moved = rows.filter(
            member__unit_path__gte=self.top.path, member__unit_path__lt=self.top.path + "~"
        ).exclude(cell_id=F("member__cell_id"))
        return dict(moved.values_list("member_id", "cell_id"))
