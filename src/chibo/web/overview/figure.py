"""*Vì sao con số này?*: one figure of a unit and period, and everything it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.areas.indicators import queries
from chibo.areas.indicators.definitions import Definition, Number
from chibo.areas.indicators.kept.reading import is_waiting
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.queries.behind import period_records
from chibo.areas.indicators.queries.figures import (
    Below,
    Line,
    line_over_time,
    one_line,
    other_structure,
)
from chibo.areas.indicators.queries.paging import Page
from chibo.areas.indicators.queries.records import Record
from chibo.areas.indicators.told import Told
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.periodic.permissions import VIEW as SEE_PERIODIC
from chibo.core.errors import NotThere
from chibo.core.vietnamese import show_points
from chibo.web.addresses import addresses
from chibo.web.components.charts import Point, bar_chart, line_chart
from chibo.web.components.downloads import MOST, as_workbook, asks_for_workbook, workbook_address
from chibo.web.middleware.replica import reads_only
from chibo.web.overview.closed import closed_words
from chibo.web.overview.files import figure_tables, trend_tables
from chibo.web.overview.periods import AskedPeriod, asked_period, labels
from chibo.web.overview.records import record_rows
from chibo.web.overview.reported import reported
from chibo.web.overview.saying import (
    change_words,
    code_counting,
    indicator_name,
    names_words,
    parts_words,
)
from chibo.web.request import ActorRequest, wants_fragment
from chibo.web.units.trail import trail_on

LONG_LIST = 50
PART, ABOVE = "phan", "tu"
"""Of the address: only what the numerator counts."""


@dataclass(frozen=True)
class Part:
    """Numerator or denominator: its name, its number, where it comes from."""

    word: str
    name: str
    number: str
    href: str


@reads_only
def figure(request: ActorRequest, unit_id: int, code: str) -> HttpResponse:
    """One figure: value, definition, parts, change, the units below, the records it counts."""
    unit, definition = _opened(request, unit_id, code)
    chosen = asked_period(request, unit)
    line, below = one_line(chosen.asked, code, chosen.against)
    page, no_list = _records(request, chosen, code)
    trail = trail_on(request.actor, unit, chosen.looked)
    closed = closed_words(chosen, line.told)
    if asks_for_workbook(request):
        tables = figure_tables(chosen, line, below, page.rows, trail[-1][0], closed)
        named = any(record.kind == "member" for record in page.rows)
        what = f"figure:{code}"
        return as_workbook(request, unit, what, "so lieu", tables, names_people=named)
    context = {
        **_words(chosen, line),
        "unit": unit,
        "named": trail[-1][0],
        "trail": trail,
        "chosen": chosen,
        "definition": definition,
        "named_to": names_words(definition),
        "parts": _parts(chosen, line.told),
        "other": _other(chosen, line.told),
        "reported": reported(chosen, line.told),
        "closed": closed,
        "below": _below_rows(chosen, code, below),
        "behind": is_waiting(),
        "has_parts": definition.is_rate,
        "total_parts": parts_words(line.told),
        "records": record_rows(request.actor, page.rows, chosen.period.last, chosen.looked),
        **_no_list(request, unit, code, no_list),
        **_list_words(request, line.told, page),
        "workbook": workbook_address(request),
        "trend": reverse("figure_trend", args=[unit.pk, code]) + chosen.query(),
        "looked_at": chosen.looked,
    }
    return render(request, "overview/figure.html", context)


@reads_only
def figure_trend(request: ActorRequest, unit_id: int, code: str) -> HttpResponse:
    """The figure over the last twelve periods as a chart with its table: part, page or file."""
    unit, definition = _opened(request, unit_id, code)
    chosen = asked_period(request, unit)
    line = chosen.line
    told = line_over_time(chosen.asked, line)
    trail = trail_on(request.actor, unit, chosen.looked)
    if asks_for_workbook(request):
        shown = [each[code] for each in told]
        tables = trend_tables(chosen, labels(line), shown, trail[-1][0])
        return as_workbook(request, unit, f"figure_trend:{code}", "dien bien", tables)
    address_of = addresses("figure", unit.pk, ...)
    points = [
        Point(label, each[code].value, address_of(code) + chosen.query(period))
        for label, period, each in zip(labels(line), line, told, strict=True)
    ]
    context = {
        "unit": unit,
        "chosen": chosen,
        "definition": definition,
        "chart": chart_of(definition, points),
        "looked_at": chosen.looked,
        "trail": trail,
        "workbook": request.path + workbook_address(request),
    }
    part = "overview/trend_part.html" if wants_fragment(request) else "overview/trend.html"
    return render(request, part, context)


def chart_of(definition: Definition, points: Sequence[Point]) -> str:
    """Counts that add up as bars; what stands at an end, and shares, as a line."""
    title = indicator_name(definition)
    if definition.adds_up:
        return bar_chart(points, title=title)
    unit = "%" if definition.unit == "%" else ""
    return line_chart(points, title=title, unit=unit, top=100 if unit else None)


def _opened(request: ActorRequest, unit_id: int, code: str) -> tuple[Unit, Definition]:
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    try:
        return unit, queries.definition(code)
    except KeyError as unknown:
        raise NotThere(_("Không có chỉ số này. Hãy chọn một số ở trang tổng quan.")) from unknown


def _records(request: ActorRequest, chosen: AskedPeriod, code: str) -> tuple[Page[Record], str]:
    """The list, and why there is none."""
    wants_all = asks_for_workbook(request)
    try:
        found = period_records(
            actor=request.actor,
            unit=chosen.asked.unit,
            period=chosen.period,
            figure=code,
            today=chosen.looked.today,
            structure=chosen.asked.structure,
            only_numerator=request.GET.get(PART) == ABOVE,
            after="" if wants_all else request.GET.get("sau", ""),
            limit=MOST if wants_all else LONG_LIST,
        )
    except NotThere as without:
        return Page([], None), str(without)
    return found, ""


def _no_list(request: ActorRequest, unit: Unit, code: str, why: str) -> dict[str, str]:
    """Why there is no list, and where the records stand: the forms behind the burden."""
    of_reports = code.startswith("burden.") and request.actor.may(SEE_PERIODIC, unit.path)
    href = reverse("periodic_burden", args=[unit.pk]) if of_reports else ""
    return {"no_list": why, "no_list_href": href}


def _list_words(request: ActorRequest, told: Told, page: Page[Record]) -> dict[str, Any]:
    after = request.GET.get("sau", "")
    return {
        "only_counted": _only_counted(told, page, after),
        "of_reports": told.definition.records.list == "monthly reports",
        "only_above": request.GET.get(PART) == ABOVE,
        "after": after,
        "next_after": page.after,
    }


def _words(chosen: AskedPeriod, line: Line) -> dict[str, Any]:
    target = line.target
    return {
        "told": line.told,
        "name": indicator_name(line.told.definition),
        "before": line.before,
        "change": change_words(line.change),
        "target": target,
        "target_words": show_points(target.planned) if target else "",
        "year": chosen.period.last.year,
    }


def _parts(chosen: AskedPeriod, told: Told) -> list[Part]:
    each = told.definition
    if not each.is_rate:
        return []
    return [
        Part(
            _("Tử số"),
            _(each.numerator_name),
            _number(told.numerator),
            _counting(chosen, each.numerator, narrowed=True),
        ),
        Part(
            _("Mẫu số"),
            _(each.denominator_name),
            _number(told.denominator),
            _target_page(chosen) if each.target_of else _counting(chosen, each.denominator),
        ),
    ]


def _number(number: Number | None) -> str:
    return _("chưa có số liệu") if number is None else show_points(Decimal(number))


def _target_page(chosen: AskedPeriod) -> str:
    return f"{reverse('unit_targets', args=[chosen.asked.unit.pk])}?nam={chosen.period.last.year}"


def _counting(chosen: AskedPeriod, fact: str, *, narrowed: bool = False) -> str:
    """The page of the figure that counts just this; else the list on this page."""
    code = code_counting(fact)
    if code:
        return reverse("figure", args=[chosen.asked.unit.pk, code]) + chosen.query()
    return f"{chosen.query()}&{PART}={ABOVE}#ban-ghi" if narrowed else "#ban-ghi"


def _other(chosen: AskedPeriod, told: Told) -> dict[str, Any]:
    """The same under the other structure, and whether it differs."""
    code = told.definition.code
    other = other_structure(chosen.asked, code)
    if other is None:
        return {"differs": False, "told": None}
    same = (other.state, other.value, other.numerator, other.denominator) == (
        told.state,
        told.value,
        told.numerator,
        told.denominator,
    )
    return {"differs": not same, "told": other, "parts": parts_words(other)}


def _below_rows(
    chosen: AskedPeriod, code: str, below: Sequence[Below]
) -> list[tuple[Below, str, str]]:
    """Each unit below with the address of the same figure, and its parts in words."""
    address_of = addresses("figure", ..., code)
    query = chosen.query()
    return [
        (row, address_of(row.unit.pk) + query if row.unit else "", parts_words(row.told))
        for row in below
    ]


def _only_counted(told: Told, page: Page[Record], after: str) -> int:
    """How many are counted and not named to this reader, where the whole list is on the page."""
    if after or page.after or told.definition.is_rate or not isinstance(told.value, int):
        return 0
    if told.definition.records.several:
        return 0
    return max(told.value - len(page.rows), 0)
