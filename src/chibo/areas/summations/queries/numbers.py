"""All figures a summation tells: of every period, of the whole time, the mean of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.queries.begun import counted_since
from chibo.areas.indicators.queries.figures import Asked, line_over_time
from chibo.areas.periodic.rules import LineFigure
from chibo.areas.summations.books import Lines, counted, line_of, mean_of, periods_of
from chibo.areas.summations.models import Summation
from chibo.areas.summations.queries.carried import carried_figures
from chibo.areas.summations.spans import ALL, MEAN, complete_years, whole
from chibo.core.actor import Actor


@dataclass(frozen=True)
class Read:
    """The periods of a summation and its figures as the records give them now."""

    periods: Sequence[Period]
    lines: Lines


def read_numbers(actor: Actor, summation: Summation, today: date) -> Read:
    """Every figure there is, counted from the records where something waits to be counted.

    As many reports of a dozen statements as there are periods and complete years, and one more.
    """
    side_by_side = periods_of(summation, today)
    years = _complete_years(summation, today)
    span = whole(summation.first_year, summation.last_year)
    wanted = {str(each): each for each in (*side_by_side, *years, span)}
    asked = Asked(
        actor,
        summation.unit,
        span,
        today,
        summation.structure,  # type: ignore[arg-type]
        waiting="count",
    )
    told = dict(zip(wanted, line_over_time(asked, list(wanted.values())), strict=True))
    lines: dict[str, LineFigure] = {}
    for each in counted():
        code = each.code
        for period in side_by_side:
            lines[f"{code}@{period}"] = line_of(f"{code}@{period}", told[str(period)][code])
        lines[f"{code}@{ALL}"] = line_of(f"{code}@{ALL}", told[str(span)][code])
        if each.adds_up:
            found = [told[str(year)][code] for year in years]
            lines[f"{code}@{MEAN}"] = mean_of(f"{code}@{MEAN}", found)
    return Read(side_by_side, {**lines, **carried_figures(actor, summation, today)})


def _complete_years(summation: Summation, today: date) -> list[Period]:
    unit = summation.unit
    since = counted_since(unit, summation.structure)  # type: ignore[arg-type]
    return complete_years(
        summation.first_year, summation.last_year, today, since, unit.ended_before
    )
