"""What was reported of a figure, and how far it has moved since, in words."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from chibo.areas.indicators.periods import change_between
from chibo.areas.indicators.told import State, Told, state_words
from chibo.areas.periodic.queries import Said, said_last
from chibo.core.vietnamese import show_percent, show_points
from chibo.web.overview.periods import AskedPeriod
from chibo.web.overview.saying import change_words


@dataclass(frozen=True)
class Reported:
    """The report, what stands in it, and the change since; none between two different periods."""

    label: str
    href: str
    words: str
    change: str


def reported(chosen: AskedPeriod, told: Told) -> Reported | None:
    """What the unit reported last of the figure; None under another structure than it used."""
    asked = chosen.asked
    if asked.structure == "now" or not told.has_value:
        return None
    said = said_last(asked.actor, asked.unit, asked.period, told.definition.code)
    if said is None:
        return None
    return Reported(
        label=said.report.period.label,
        href=reverse("periodic_report", args=[said.report.pk]),
        words=_words(said, told),
        change=_since(said, told),
    )


def _words(said: Said, told: Told) -> str:
    number = said.value.number
    if number is None:
        return state_words(State.NOT_APPLICABLE if said.value.state == "na" else State.NO_DATA)
    return show_percent(number) if told.definition.unit == "%" else show_points(number)


def _since(said: Said, told: Told) -> str:
    """Only where both say the same of the same: of one period, or of a day each."""
    number: Decimal | None = said.value.number
    if number is None or not (said.of_same or told.definition.at == "end"):
        return ""
    unit = told.definition.unit
    return change_words(change_between(told.value, number, unit=unit, is_mean=told.is_mean))
