"""Cells worth a look: which rule fits, why, since when, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.areas.indicators.told import State, state_words
from chibo.areas.organisation.queries import get_unit
from chibo.areas.radar.permissions import VIEW
from chibo.areas.radar.queries import Hit, Named, RadarPage, counts, radar
from chibo.areas.radar.rules import find_rule
from chibo.core import clock
from chibo.core.actor import Actor
from chibo.web.components.downloads import (
    MOST,
    Table,
    as_workbook,
    asks_for_workbook,
    columns,
    workbook_address,
)
from chibo.web.middleware.replica import reads_only
from chibo.web.radar.ways import Link, ways
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to

SHORT_LIST = 8
RULE = "quy-tac"


@dataclass(frozen=True)
class HitRow:
    """A hit with the ways on from it."""

    hit: Hit
    links: tuple[Link, ...]


@dataclass(frozen=True)
class UnitRow:
    """A unit with its hits, under the name of the body above it."""

    named: Named
    href: str
    hits: tuple[HitRow, ...]


@reads_only
def unit_radar(request: ActorRequest, unit_id: int) -> HttpResponse:
    """All units a rule fits, in the order of the tree; by one rule where one is chosen.

    A rule that fits most of them is a line of its own: it would drown the others.
    """
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    today = clock.today()
    only = find_rule(request.GET.get(RULE, ""), today)
    if asks_for_workbook(request):
        found = radar(actor=request.actor, unit=unit, today=today, only=only, limit=MOST)
        return as_workbook(request, unit, "radar", "chi bo can de y", _tables(found))
    counted = counts(request.actor, unit, today)
    common = [] if only else [each for each in counted if each.is_common]
    after = request.GET.get("sau", "")
    folded = [each.rule.code for each in common]
    found = radar(
        actor=request.actor, unit=unit, today=today, only=only, folded=folded, after=after
    )
    context = {
        "unit": unit,
        "trail": trail_to(request.actor, unit),
        "counted": counted,
        "any_fits": any(each.units for each in counted),
        "common": common,
        "only": only,
        "rows": rows_of(request.actor, found.rows, today),
        "after": after,
        "next_after": found.after,
        "in_doubt": found.in_doubt,
        "workbook": workbook_address(request),
        "today": today,
    }
    return render(request, "radar/unit.html", context)


@reads_only
def radar_first(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The first units of the radar, a part of the overview."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    today = clock.today()
    found = radar(actor=request.actor, unit=unit, today=today, limit=SHORT_LIST)
    context = {
        "unit": unit,
        "rows": rows_of(request.actor, found.rows, today),
        "has_more": found.after is not None,
        "in_doubt": found.in_doubt,
    }
    return render(request, "radar/first.html", context)


def rows_of(actor: Actor, rows: Sequence[Named], today: date) -> list[UnitRow]:
    """Each unit with its hits and the ways on that the reader may take."""
    return [
        UnitRow(
            row,
            reverse("unit", args=[row.unit.pk]),
            tuple(HitRow(hit, tuple(ways(actor, row.unit, hit, today))) for hit in row.hits),
        )
        for row in rows
    ]


def _tables(found: RadarPage) -> list[Table]:
    """The units, and what the page says above them where months are in doubt."""
    return [_table(found.rows), *([_doubt()] if found.in_doubt else [])]


def _doubt() -> Table:
    said = _(
        "Đang kiểm tra lại: đếm lại từ hồ sơ không khớp một số tháng đang giữ. Số của các tháng ấy "
        "không hiện, hoặc có ghi “đang kiểm tra lại”, tới khi tính lại xong; quản trị hệ thống "
        "chạy lệnh “chibo verify --rebuild”."
    )
    return Table(_("Thông tin"), columns((_("Nội dung"), 60)), [(said,)])


def _table(rows: Sequence[Named]) -> Table:
    headings = columns(
        (_("Mã"), 14),
        (_("Đơn vị"), 40),
        (_("Cấp trên"), 36),
        (_("Quy tắc"), 44),
        (_("Vì sao"), 60),
        (_("Từ ngày"), 12),
        (_("Đã biết"), 50),
        (_("Đến ngày"), 12),
    )
    told = [
        (
            row.unit.code,
            row.unit.name,
            row.above,
            hit.rule.title,
            _why(row, hit),
            _day(hit.since),
            hit.known.reason if hit.known else None,
            hit.known.until if hit.known else None,
        )
        for row in rows
        for hit in row.hits
    ]
    return Table(_("Chi bộ cần để ý"), headings, told)


def _why(row: Named, hit: Hit) -> str:
    return f"{state_words(State.IN_DOUBT)}; {hit.sentence}" if row.in_doubt else hit.sentence


def _day(day: date | None) -> date | None:
    """A day a workbook can hold."""
    return day if day and day.year >= 1900 else None
