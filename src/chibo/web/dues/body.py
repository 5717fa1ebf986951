"""What a body sees of its cells' dues, and what it lays down for them."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.dues import actions, permissions, queries
from chibo.areas.dues.queries import BodyMonth, BodyPicture
from chibo.areas.dues.rules import split
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.core.periods import Month
from chibo.regulations import DuesRules, DuesShare, current, dues_rules
from chibo.web.addresses import addresses
from chibo.web.components import notices
from chibo.web.components.downloads import (
    MOST,
    as_workbook,
    asks_for_workbook,
    workbook_address,
)
from chibo.web.dues.files import body_tables
from chibo.web.dues.forms import SettingForm, setting_values
from chibo.web.forms import form_page, form_refused
from chibo.web.once import once
from chibo.web.papers.issuing import issued_context
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@require_GET
def dues_body(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Units below × months; the chosen month in figures."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.VIEW, unit)
    month = _month(request)
    if unit.is_cell:
        return redirect("dues_month", unit.pk, str(month))
    as_file = asks_for_workbook(request)
    after = "" if as_file else request.GET.get("sau", "")
    sized = {"size": MOST} if as_file else {}
    picture = queries.body_picture(
        request.actor, unit, last=month, after=after, today=clock.today(), **sized
    )
    if as_file:
        tables = body_tables(picture, month)
        return as_workbook(request, unit, "dues_body", "dang phi", tables)
    settings, total = queries.settings_of(unit, month), picture.totals[-1]
    parts = split(total.remitted, settings.body_keeps or Decimal(0))
    context = {
        "kept": parts.kept,
        "up": parts.remitted,
        "unit": unit,
        "month": month,
        "previous": month.previous(),
        "following": month.next() if month < Month.of(clock.today()) else None,
        "picture": picture,
        "workbook": workbook_address(request),
        "rows": _linked(picture),
        "total": total,
        "settings": settings,
        "may_settle": request.actor.may(permissions.SETTLE, unit.path),
        "issued": issued_context(request, "body_dues_report", f"{unit.pk}-{month}"),
        "after": after,
        "next_after": picture.after,
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "dues/body.html", context)


def _linked(
    picture: BodyPicture,
) -> list[tuple[Unit, list[tuple[BodyMonth, str]], BodyMonth]]:
    """Each unit with its months and the address each leads to, and its chosen month."""
    cells = {month: addresses("dues_month", ..., str(month)) for month in picture.months}
    branch = addresses("dues_body", ...)

    def address(unit: Unit, month: Month) -> str:
        return cells[month](unit.pk) if unit.is_cell else f"{branch(unit.pk)}?thang={month}"

    return [
        (row.unit, [(m, address(row.unit, m.month)) for m in row.months], row.months[-1])
        for row in picture.rows
    ]


def _month(request: ActorRequest) -> Month:
    running = Month.of(clock.today())
    try:
        return min(Month.parse(request.GET.get("thang", "")), running)
    except ValueError:
        return running


@once
def lay_down(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Region, shares and reliefs for the cells below."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.SETTLE, unit)
    running, rows = Month.of(clock.today()), queries.settings_rows(request.actor, unit)
    form = SettingForm(
        request.POST or None,
        rules=dues_rules(clock.today()),
        initial=setting_values(rows[0] if rows else None, running),
    )
    if form.is_valid():
        try:
            actions.lay_down(
                actor=request.actor,
                unit_id=unit.pk,
                starts_on=form.cleaned_data["starts_on"],
                laid=form.laid(),
                version=_version(request, unit, form, running),
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi. Sổ đang thu theo mức mới khi chi bộ cập nhật."))
            return redirect("dues_body", unit.pk)
    return form_page(
        request,
        "dues/settings.html",
        form,
        unit=unit,
        rows=rows,
        shares=_known_shares(),
        trail=trail_to(request.actor, unit),
    )


def _known_shares() -> list[DuesShare]:
    """Shares the documents of whatever time lay down, to compare with."""
    rules = [pack.rules for pack in current().chain("dues")]
    return [share for each in rules if isinstance(each, DuesRules) for share in each.shares]


def _version(request: ActorRequest, unit: Unit, form: SettingForm, running: Month) -> int:
    typed = form.cleaned_data["starts_on"]
    if typed == running:
        return int(form.cleaned_data["version"])
    other = queries.find_setting(request.actor, unit, typed)
    return other.version if other else 0
