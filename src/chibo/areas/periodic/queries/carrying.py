"""A longer period's typed numbers out of the sealed reports of the shorter ones it is made of.

A unit is never asked for what it has already said: the months of a quarter answer for the quarter.
The shortest sealed periods are taken, so that a correction of a month is seen in all longer ones; a
quarter's own report answers where one of its months was never sealed. Reports of a unit that was
merged into this one during the period count as this one's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.periodic.carried import Held, Sealed, cover, key_of, last_of
from chibo.areas.periodic.forms import Line
from chibo.areas.periodic.models import PeriodicReport, PeriodicState
from chibo.areas.periodic.rules import Gap, from_data
from chibo.core.periods import months_between

WHY = "sealed shorter reports that a report of the same unit is made of"


def held(report: PeriodicReport) -> dict[str, Held]:
    """By the code of each line that may be carried; three reads, none for a month's report."""
    lines = report.shape.carried
    if not lines:
        return {}
    units = _units(report)
    stood, rows = _stood(report, units), _sealed(report, units)
    return {line.code: _held(line, report, units, stood, rows) for line in lines}


def _units(report: PeriodicReport) -> dict[int, str]:
    """The unit and those merged into it during the period, by number."""
    found, look, period = {report.unit_id: report.unit.name}, [report.unit_id], report.period
    during = Q(ended_before__gt=period.starts_on, ended_before__lte=period.last_day)
    rows = Unit.objects.unscoped(WHY).filter(during, kind__in=list(report.shape.due))
    while look:
        merged = dict(rows.filter(heir__in=look).order_by("code").values_list("id", "name"))
        look = [pk for pk in merged if pk not in found]
        found |= merged
    return found


def _stood(report: PeriodicReport, units: Iterable[int]) -> set[str]:
    """The months on whose last day each of them stood."""
    period = report.period
    rows = UnitStanding.objects.unscoped(WHY).filter(
        unit__in=list(units), starts_on__lt=period.ends_before, ends_before__gt=period.starts_on
    )
    return {
        key_of(unit_id, month)
        for unit_id, since, until in rows.values_list("unit_id", "starts_on", "ends_before")
        for month in months_between(period.first, period.last)
        if since <= month.last < until
    }


def _sealed(report: PeriodicReport, units: Mapping[int, str]) -> list[Sealed]:
    rows = PeriodicReport.objects.unscoped(WHY).filter(
        unit__in=list(units),
        state=PeriodicState.ACCEPTED,
        starts_on__gte=report.starts_on,
        ends_before__lte=report.ends_before,
    )
    shorter = rows.exclude(starts_on=report.starts_on, ends_before=report.ends_before)
    return [
        Sealed(row.pk, row.unit_id, units[row.unit_id], row.period, from_data(row.figures["lines"]))
        for row in shorter.order_by("starts_on", "unit_id", "form")
    ]


def _held(
    line: Line,
    report: PeriodicReport,
    units: Mapping[int, str],
    stood: set[str],
    rows: Sequence[Sealed],
) -> Held:
    by_unit: dict[int, dict[str, Sealed]] = defaultdict(dict)
    for row in rows:
        if line.code in row.lines and row.period.starts_on >= line.carried_since:
            by_unit[row.unit_id][str(row.period)] = row
    sealed: list[Sealed] = []
    gaps: list[Gap] = []
    for unit_id in units:
        months = months_between(report.period.first, report.period.last)
        wanted = {month for month in months if key_of(unit_id, month) in stood}
        parts, left = cover(report.period, by_unit[unit_id], wanted)
        name = "" if unit_id == report.unit_id else f" ({units[unit_id]})"
        sealed += parts
        gaps += [Gap(key_of(unit_id, month), f"{month.label}{name}") for month in left]
    if line.carried == "last":
        return last_of(report.unit_id, report.period, sealed, gaps)
    return Held(tuple(sealed), tuple(gaps))
