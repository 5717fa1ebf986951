"""The lines of the month's figures, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chibo.areas.indicators.queries import Total
from chibo.areas.indicators.told import State, state_words
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month
from chibo.web.addresses import addresses
from chibo.web.days import LookedAt
from chibo.web.overview.closed import Marks
from chibo.web.templatetags._figures import vn_number
from chibo.web.templatetags._pages import why
from chibo.web.templatetags.pages import figure, signed


@dataclass(frozen=True)
class FigureLine:
    """A figure in words; `share` says what was divided by what, `why` how it is counted.

    `closed`: what was closed of it, where it was restated since.
    """

    name: str
    href: str
    value: str
    share: str
    change: str
    why: SafeString
    closed: str


def figure_lines(
    unit: Unit, month: Month, totals: Sequence[Total], looked: LookedAt, restated: Marks
) -> list[FigureLine]:
    """One line a figure, each with the page of the records it counts."""
    address_of = addresses("figure", unit.pk, ...)
    return [
        _line(total, looked.keep(f"{address_of(total.definition.code)}?thang={month}"), restated)
        for total in totals
    ]


def _line(total: Total, href: str, restated: Marks) -> FigureLine:
    told = total.definition
    share = ""
    if told.is_rate and total.denominator:
        share = f"{vn_number(total.numerator)} / {vn_number(total.denominator)}"
    return FigureLine(
        name=pgettext("indicator", told.name),
        href=href,
        value=state_words(State.IN_DOUBT) if total.in_doubt else figure(total),
        share=share,
        change=signed(total.change),
        why=why(sentence=_(told.explanation), source=_(told.source)),
        closed=restated.of(told.code),
    )
