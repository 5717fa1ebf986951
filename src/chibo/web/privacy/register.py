"""The processing register: what is kept of people, why, how long; for everybody to read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.organisation.queries import get_unit
from chibo.areas.privacy.papers import register_paper
from chibo.areas.privacy.permissions import VIEW
from chibo.areas.privacy.register import Purpose, Register, register
from chibo.core import clock
from chibo.regulations import personal_data_rules_in_force
from chibo.web.components.downloads import (
    Table,
    as_workbook,
    asks_for_workbook,
    columns,
    workbook_address,
)
from chibo.web.papers.handing import hand_out
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@require_GET
def shown(request: ActorRequest) -> HttpResponse:
    """Purposes with their fields, for whoever is signed in."""
    return render(request, "privacy/register.html", _context())


@require_GET
def of_unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The same under the name of a unit, as a sheet to keep."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    if asks_for_workbook(request):
        tables = [_purpose_table(), _field_table()]
        return as_workbook(request, unit, "data_register", "so xu ly du lieu", tables)
    context = {
        **_context(),
        "unit": unit,
        "trail": trail_to(request.actor, unit),
        "workbook": workbook_address(request),
    }
    return render(request, "privacy/register.html", context)


@require_GET
def paper(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The register and what the impact assessment needs, for the committee to complete."""
    unit = get_unit(request.actor, unit_id)
    return hand_out(request, register_paper(actor=request.actor, unit=unit, now=clock.now()))


def _context() -> dict[str, object]:
    told = register()
    return {
        "purposes": [(each, told.tables_of(each.code)) for each in told.purposes.values()],
        "effective_from": told.effective_from,
        "rules": personal_data_rules_in_force(clock.today()),
    }


def _purpose_table() -> Table:
    headings = columns(
        (_("Mục đích"), 40),
        (_("Để làm gì"), 60),
        (_("Nhạy cảm"), 10),
        (_("Căn cứ xử lý"), 40),
        (_("Nguồn, mức chắc chắn"), 50),
        (_("Ai xem được"), 40),
        (_("Giữ bao lâu"), 50),
        (_("Vì sao giữ"), 50),
        (_("Lấy từ đâu"), 40),
        (_("Chuyển cho ai"), 40),
    )
    return Table(_("Mục đích"), headings, [_row(each) for each in register().purposes.values()])


def _row(each: Purpose) -> tuple[str, ...]:
    source = each.ground.source
    return (
        each.name,
        each.why,
        _("có") if each.is_sensitive else _("không"),
        each.ground.name,
        f"{source.label} ({source.evidence_words})",
        "; ".join(each.seen_by) or _("chỉ chính người đó"),
        each.keeping.name,
        each.keeping.why,
        each.origin,
        each.given_to,
    )


def _field_table() -> Table:
    headings = columns((_("Phần"), 40), (_("Mục"), 40), (_("Mục đích"), 40))
    return Table(_("Từng mục"), headings, list(_fields(register())))


def _fields(told: Register) -> list[tuple[str, str, str]]:
    return [
        (table.name, name, purpose.name)
        for purpose in told.purposes.values()
        for table, names in told.tables_of(purpose.code)
        for name in names
    ]
