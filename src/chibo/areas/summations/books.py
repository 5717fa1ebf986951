"""What a summation may name: its periods, the figures, their words before any is counted."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from chibo.areas.indicators.definitions import Definition, definition, definitions
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.queries.figures import terms_on_record
from chibo.areas.indicators.told import Told
from chibo.areas.periodic.queries.drawing import STATES
from chibo.areas.periodic.rules import Change, LineFigure, Value, value_of
from chibo.areas.summations.frame import DONE, RATE, TOTAL, carried_names
from chibo.areas.summations.models import Summation, SummationVersion
from chibo.areas.summations.spans import ALL, MEAN, Cut, periods
from chibo.areas.summations.wording import Book, Named, tell
from chibo.core.clock import ZONE
from chibo.core.i18n import _
from chibo.core.vietnamese import rounded

CARRIED = (DONE, TOTAL, RATE)
Lines = Mapping[str, LineFigure]
"""Figures by "code@period"; "code@all" of the whole time, "code@mean" of a year of it."""


def counted() -> tuple[Definition, ...]:
    """The figures a summation may tell: those kept over years."""
    return tuple(each for each in definitions() if each.listed)


def periods_of(summation: Summation, today: date) -> list[Period]:
    """What stands side by side; of terms those on record. One read for terms, else none."""
    cut: Cut = summation.cut  # type: ignore[assignment]
    terms = terms_on_record(summation.unit) if cut == "terms" else ()
    return periods(cut, summation.first_year, summation.last_year, today, terms)


def issued_on(summation: Summation) -> date:
    """The day its figures are of."""
    assert summation.issued_at is not None
    return summation.issued_at.astimezone(ZONE).date()


def book_of(lines: Lines, periods: Sequence[Period]) -> Book:
    """What texts may name, out of the figures there are."""
    named = {
        each.code: Named(
            each.code,
            each.name,
            each.unit,
            is_mean=each.is_rate and each.unit != "%",
            has_mean=each.adds_up,
        )
        for each in counted()
    }
    if f"{TOTAL}@{ALL}" in lines:
        named |= {
            code: Named(code, name, "%" if code == RATE else "")
            for code, name in carried_names().items()
        }
    return Book(lines, named, {str(each): each.label for each in periods})


def names_in(summation: Summation, today: date) -> Book:
    """What texts may name, with no figures yet: enough to check what was typed."""
    periods = periods_of(summation, today)
    keys = [*map(str, periods), ALL]
    codes = [(each.code, [*keys, MEAN] if each.adds_up else keys) for each in counted()]
    if summation.directive or summation.resolution:
        codes += [(code, [ALL]) for code in CARRIED]
    none = Value("none")
    lines = {f"{c}@{key}": LineFigure(f"{c}@{key}", none) for c, named in codes for key in named}
    return book_of(lines, periods)


def line_of(key: str, told: Told) -> LineFigure:
    """A figure as indicators tell it, kept to the last digit."""
    number, above, below = (
        None if each is None else Decimal(each)
        for each in (told.value, told.numerator, told.denominator)
    )
    return LineFigure(key, Value(STATES[told.state], number), above, below)


def mean_of(key: str, years: Sequence[Told]) -> LineFigure:
    """The mean of the complete years that have figures; no data where none has."""
    known = [Decimal(each.value) for each in years if each.value is not None]
    if not known:
        return LineFigure(key, Value("none"))
    total, count = sum(known, Decimal(0)), Decimal(len(known))
    return LineFigure(key, Value.of(rounded(total / count, 1)), total, count)


def told_change(book: Book, change: Change) -> tuple[str, str, str]:
    """A change in words: what and of when, before, after."""
    code, _at, period = change.code.partition("@")
    named = book.named.get(code) or Named(code, definition_name(code), "")
    when = {ALL: _("cả thời gian"), MEAN: _("bình quân mỗi năm")}.get(
        period, book.periods.get(period, period)
    )
    before, after = (tell(named, LineFigure(code, each)) for each in (change.before, change.after))
    return f"{named.name}, {when}", before, after


def definition_name(code: str) -> str:
    """The name of a figure, the code itself where this version has none."""
    try:
        return definition(code).name
    except KeyError:
        return code


def sealed_changes(summation: Summation, version: SummationVersion) -> list[tuple[str, str, str]]:
    """What a version replaced, in words."""
    book = names_in(summation, version.at.astimezone(ZONE).date())
    return [
        told_change(book, Change(row["line"], value_of(row["before"]), value_of(row["after"])))
        for row in version.record["changes"]
    ]
