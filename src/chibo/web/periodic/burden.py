"""What reports cost those who write them, month by month, and the forms behind it."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.periodic import queries
from chibo.areas.periodic.forms import burdens
from chibo.areas.periodic.queries import MonthAsked
from chibo.core import clock
from chibo.core.periods import Month
from chibo.core.vietnamese import show_date
from chibo.web.components.charts import Point, bar_chart
from chibo.web.components.downloads import (
    Column,
    Table,
    as_workbook,
    asks_for_workbook,
    workbook_address,
)
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to

MONTHS = 12
HEADS = (
    (gettext_lazy("Tháng"), 10),
    (gettext_lazy("Mẫu"), 40),
    (gettext_lazy("Kỳ"), 18),
    (gettext_lazy("Hạn nộp"), 12),
    (gettext_lazy("Trường phải gõ tay"), 12),
    (gettext_lazy("Phút, ước lượng"), 12),
)


@require_GET
def unit_burden(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Twelve months of a unit itself, and this month beside last year's with all units below."""
    actor, month = request.actor, Month.of(clock.today())
    unit = get_unit(actor, unit_id)
    asked = queries.asked_by_month(actor, unit, [month.plus(n) for n in range(1 - MONTHS, 1)])
    if asks_for_workbook(request):
        return as_workbook(request, unit, "burden", "cong bao cao", [_table(unit, asked)])
    numbers = ([each.fields for each in asked], [each.minutes for each in asked])
    context = {
        "unit": unit,
        "trail": trail_to(actor, unit),
        "figures": [
            (each, _chart(asked, counted, each.name))
            for each, counted in zip(burdens(), numbers, strict=True)
        ],
        "asked": asked[-1],
        "below": None if unit.is_cell else queries.burden_of(actor, unit, month),
        "before": None if unit.is_cell else queries.burden_of(actor, unit, month.plus(-12)),
        "workbook": workbook_address(request),
    }
    return render(request, "periodic/burden.html", context)


def _chart(asked: list[MonthAsked], numbers: list[int], name: str) -> str:
    points = [
        Point(each.month.label, Decimal(number), "")
        for each, number in zip(asked, numbers, strict=True)
    ]
    return bar_chart(points, title=pgettext("indicator", name))


def _table(unit: Unit, asked: list[MonthAsked]) -> Table:
    rows = [
        (
            each.month.label,
            _(row.form.name),
            row.period.label,
            show_date(row.due_on),
            row.fields,
            row.minutes,
        )
        for each in asked
        for row in each.owed
    ]
    return Table(_("Mất bao nhiêu công"), [Column(str(head), width) for head, width in HEADS], rows)
