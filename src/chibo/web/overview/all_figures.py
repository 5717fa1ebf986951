"""*Số liệu*: every figure of a unit for a period, and their course over time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chibo.areas.indicators.definitions import Definition
from chibo.areas.indicators.kept.reading import is_waiting
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.queries.figures import (
    Line,
    all_lines,
    line_over_time,
    structures_may_differ,
)
from chibo.areas.indicators.told import Told, by_group
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.core.vietnamese import show_points
from chibo.web.addresses import addresses
from chibo.web.components.charts import Point, sparkline
from chibo.web.components.downloads import as_workbook, asks_for_workbook, workbook_address
from chibo.web.middleware.replica import reads_only
from chibo.web.overview.closed import Marks, restated_marks
from chibo.web.overview.files import all_tables, course_tables
from chibo.web.overview.periods import AskedPeriod, asked_period, labels
from chibo.web.overview.saying import change_words, indicator_name, parts_words
from chibo.web.request import ActorRequest, wants_fragment
from chibo.web.units.trail import trail_on


@dataclass(frozen=True)
class Row:
    """A figure in words."""

    line: Line
    name: str
    unit: str
    href: str
    parts: str
    change: str
    target: str
    closed: str
    """What was closed of it, where it was restated since."""


@dataclass(frozen=True)
class Course:
    """A figure over time."""

    name: str
    href: str
    spark: SafeString
    told: tuple[Told, ...]


@reads_only
def figures(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Every figure of the unit by group, beside the period compared with and the target."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    chosen = asked_period(request, unit)
    groups = all_lines(chosen.asked, chosen.against)
    trail = trail_on(request.actor, unit, chosen.looked)
    restated = _restated(chosen, groups)
    if asks_for_workbook(request):
        tables = all_tables(chosen, groups, trail[-1][0], restated)
        return as_workbook(request, unit, "figures", "so lieu", tables)
    address_of = addresses("figure", unit.pk, ...)
    query = chosen.query()
    context = {
        **_frame(chosen, unit, trail),
        "groups": [
            (name, [_row(line, address_of(_code(line)) + query, restated) for line in lines])
            for name, lines in groups
        ],
        "is_restated": bool(restated.figures),
        "behind": is_waiting(),
        "may_differ": structures_may_differ(chosen.asked),
        "has_targets": any(line.target for _name, lines in groups for line in lines),
        "trend": reverse("figures_trend", args=[unit.pk]) + query,
        "workbook": workbook_address(request),
    }
    return render(request, "overview/figures.html", context)


@reads_only
def figures_trend(request: ActorRequest, unit_id: int) -> HttpResponse:
    """All figures over the last twelve periods: a line each, the numbers in a table and a file."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    chosen = asked_period(request, unit)
    line, trail = chosen.line, trail_on(request.actor, unit, chosen.looked)
    names, told = labels(line), line_over_time(chosen.asked, line)
    if asks_for_workbook(request):
        tables = course_tables(chosen, names, told, trail[-1][0])
        return as_workbook(request, unit, "figures_trend", "dien bien", tables)
    context = {
        **_frame(chosen, unit, trail),
        "names": names,
        "courses": [(name, courses(chosen, rows, names, told)) for name, rows in by_group()],
        "workbook": request.path + workbook_address(request),
    }
    part = "overview/courses_part.html" if wants_fragment(request) else "overview/courses.html"
    return render(request, part, context)


def _frame(chosen: AskedPeriod, unit: Unit, trail: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "unit": unit,
        "named": trail[-1][0],
        "trail": trail,
        "chosen": chosen,
        "looked_at": chosen.looked,
    }


def _restated(chosen: AskedPeriod, groups: Iterable[tuple[str, list[Line]]]) -> Marks:
    asked = chosen.asked
    told = [line.told for _name, lines in groups for line in lines]
    return restated_marks(
        asked.actor, asked.unit, chosen.period, asked.structure, told, asked.today
    )


def _code(line: Line) -> str:
    return line.told.definition.code


def _row(line: Line, href: str, restated: Marks) -> Row:
    told = line.told
    return Row(
        line,
        indicator_name(told.definition),
        _(told.definition.unit),
        href,
        parts_words(told),
        change_words(line.change),
        show_points(line.target.planned) if line.target else "",
        restated.of(_code(line)),
    )


def courses(
    chosen: AskedPeriod,
    rows: Iterable[Definition],
    names: list[str],
    told: list[dict[str, Told]],
) -> list[Course]:
    """These figures over the periods `names` name, each with the address of its page."""
    address_of = addresses("figure", chosen.asked.unit.pk, ...)
    return [_course(each, names, told, address_of(each.code) + chosen.query()) for each in rows]


def _course(each: Definition, names: list[str], told: list[dict[str, Told]], href: str) -> Course:
    row = tuple(figures[each.code] for figures in told)
    points = [Point(name, one.value) for name, one in zip(names, row, strict=True)]
    unit = "%" if each.unit == "%" else ""
    return Course(indicator_name(each), href, sparkline(points, unit=unit), row)
