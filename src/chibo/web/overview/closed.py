"""What was closed of a figure and who changed what since, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chibo.areas.indicators.closing.changes import changes_since
from chibo.areas.indicators.closing.queries import closed_figure, restated_figures
from chibo.areas.indicators.periods import Period, change_between
from chibo.areas.indicators.told import Told
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
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
    told: Told
    parts: str
    is_restated: bool
    change: str
    moved: Sequence[Moved]

    @property
    def before(self) -> str:
        """The closed figure in words."""
        return self.told.words


@dataclass(frozen=True)
class Marks:
    """The figures of a page that are not what was closed, by code, as they were closed."""

    figures: Mapping[str, Told]

    def of(self, code: str) -> str:
        """What was closed of the figure, in words; "" of one that was not restated."""
        return self.figures[code].words if code in self.figures else ""


def restated_marks(
    actor: Actor, unit: Unit, period: Period, structure: str, told: Iterable[Told], today: date
) -> Marks:
    """What was closed of those figures that were restated since. A statement where none was."""
    closed = restated_figures(actor, unit, period, structure, today)
    if closed is None:
        return Marks({})
    pairs = ((each.definition.code, closed.restated(each)) for each in told)
    return Marks({code: before for code, before in pairs if before is not None})


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
        closed.before,
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
