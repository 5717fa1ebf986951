"""What was closed of a figure and who changed what since, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chibo.areas.indicators.closing.queries import changes_since, closed_figure
from chibo.areas.indicators.periods import change_between
from chibo.areas.indicators.told import Told
from chibo.core.clock import ZONE
from chibo.web.overview.periods import AskedPeriod
from chibo.web.overview.saying import change_words, parts_words
from chibo.web.trail.words import act_words


@dataclass(frozen=True)
class Moved:
    """A change on record since the closing."""

    at: datetime
    who: str
    act: str
    unit: str
    reason: str


@dataclass(frozen=True)
class ClosedWords:
    """The closed figure; with `moved` where records were corrected since."""

    on: date
    seal: str
    before: str
    parts: str
    is_restated: bool
    change: str
    moved: Sequence[Moved]


def closed_words(chosen: AskedPeriod, told: Told) -> ClosedWords | None:
    """What the calendar closed of this figure; None of a period that is still open."""
    asked = chosen.asked
    closed = closed_figure(
        asked.actor, asked.unit, chosen.period, asked.structure, told, asked.today
    )
    if closed is None:
        return None
    moved = _moved(chosen, closed.at) if closed.is_restated else []
    change = change_between(
        told.value, closed.before.value, unit=told.definition.unit, is_mean=told.is_mean
    )
    return ClosedWords(
        closed.at.astimezone(ZONE).date(),
        closed.sha256[:12],
        closed.before.words,
        parts_words(closed.before),
        closed.is_restated,
        change_words(change),
        moved,
    )


def _moved(chosen: AskedPeriod, closed_at: datetime) -> list[Moved]:
    asked = chosen.asked
    return [
        Moved(
            each.event.at,
            each.event.actor_name,
            act_words(each.event.action, each.event.kind),
            each.unit,
            each.reason,
        )
        for each in changes_since(asked.actor, asked.unit, chosen.period, closed_at)
    ]
