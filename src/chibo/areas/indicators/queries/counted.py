"""One figure of today for a page, at the cost of a look-up."""

from dataclasses import dataclass
from datetime import date

from chibo.areas.indicators.kept.reading import is_waiting, open_store
from chibo.areas.members.permissions import VIEW
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor


@dataclass(frozen=True)
class KeptCount:
    """How many there are; `is_behind`: something written since is not counted yet."""

    number: int
    is_behind: bool


def kept_members(*, actor: Actor, unit: Unit, today: date) -> KeptCount | None:
    """Members at and below the unit today, without counting them; None where nothing is kept.

    Five statements. Raises NotAllowed.
    """
    actor.require(VIEW, unit)
    store = open_store()
    if store is None or store.folded_on != today or unit.pk in store.doubted:
        return None
    return KeptCount(store.on_last_day(unit.path, "members"), is_waiting())
