"""One list of what is due, each row with its reason, its clause and the page to act on."""

from collections.abc import Sequence

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.deadlines import actions, permissions, queries
from chibo.areas.deadlines.kinds import Kind, kinds
from chibo.areas.deadlines.queries import Deadline
from chibo.areas.deadlines.rules import certificate_end
from chibo.areas.organisation.queries import get_unit
from chibo.core import clock
from chibo.core.actor import Actor
from chibo.core.errors import Refused
from chibo.core.periods import Month
from chibo.regulations import member_rules_in_force
from chibo.web.components import notices
from chibo.web.components.downloads import (
    MOST,
    Table,
    as_workbook,
    asks_for_workbook,
    columns,
    workbook_address,
)
from chibo.web.components.fields import DayField
from chibo.web.forms import UnitField, form_page, form_refused
from chibo.web.grants import require_somewhere
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@require_GET
def own_deadlines(request: ActorRequest) -> HttpResponse:
    """To the list of the unit one works for."""
    require_somewhere(request.actor, permissions.VIEW)
    grants = [grant for grant in (request.grant, *request.actor.grants) if grant]
    held = next(grant for grant in grants if permissions.VIEW in grant.permissions)
    return redirect("unit_deadlines", held.unit_id)


@require_GET
def unit_deadlines(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Everything due at or below the unit, or one kind of it."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.VIEW, unit)
    only = request.GET.get("loai", "")
    only = only if only in kinds() else ""
    if asks_for_workbook(request):
        rows = queries.deadlines(request.actor, unit, clock.today(), only=only, size=MOST).rows
        told, named = [_table(rows)], any(row.is_person for row in rows)
        return as_workbook(request, unit, "deadlines", "den han", told, names_people=named)
    asked = request.GET.get("trang", "1")
    number = int(asked) if asked.isdigit() else 1
    found = queries.deadlines(request.actor, unit, clock.today(), only=only, page=number)
    context = {
        "unit": unit,
        "rows": [(row, action_of(row)) for row in found.rows],
        "page": _page_of(found.total, number),
        "tabs": _tabs(found.counts),
        "all": sum(found.counts.values()),
        "only": kinds().get(only),
        "workbook": workbook_address(request),
        "total": found.total,
        "today": clock.today(),
        "may_keep": request.actor.may(permissions.KEEP_CERTIFICATES, unit.path),
        "trail": trail_to(request.actor, unit),
    }
    return render(request, "deadlines/deadlines.html", context)


def _table(rows: Sequence[Deadline]) -> Table:
    """A row each thing due, in the order of the page, with its clause."""
    headings = columns(
        (_("Việc"), 30),
        (_("Ai, đơn vị nào"), 40),
        (_("Nơi"), 40),
        (_("Hạn"), 12),
        (_("Tình trạng"), 14),
        (_("Sẽ mất gì"), 50),
        (_("Căn cứ"), 40),
    )
    told = [
        (
            row.kind.name,
            row.label,
            row.place or None,
            row.due_on,
            _("quá hạn") if row.is_over else _("sắp đến hạn"),
            row.kind.loses,
            row.source.label if row.source else None,
        )
        for row in rows
    ]
    return Table(_("Đến hạn, quá hạn"), headings, told)


def _page_of(total: int, number: int) -> Page[int]:
    """Where one is in a list that the database cut already."""
    return Paginator(range(total), queries.PAGE).get_page(number)


def _tabs(counts: dict[str, int]) -> list[tuple[Kind, int]]:
    """The kinds there are some of, most pressing first."""
    return [(kind, counts[code]) for code, kind in kinds().items() if counts.get(code)]


_PAGES = {
    "transfer": "transfer",
    "term": "terms_ending",
    "relief": "dues_rate",
    "certificate": "certificates",
    "badge": "member_badges",
    "report": "periodic_reports",
    "data": "data_request",
}
_ASKED_BY = {
    "transfer": "ref",
    "terms_ending": "unit_id",
    "dues_rate": "member_id",
    "certificates": "unit_id",
    "member_badges": "member_id",
    "periodic_reports": "unit_id",
    "data_request": "ref",
}


def action_of(row: Deadline) -> str:
    """The page on which something is done about it."""
    code = row.kind.code
    if code.startswith("arrears"):
        return reverse("dues_month", args=[row.unit_id, str(Month.of(clock.today()))])
    for start, page in _PAGES.items():
        if code.startswith(start):
            return reverse(page, args=[getattr(row, _ASKED_BY[page])])
    return reverse("member", args=[row.member_id])


@require_GET
def deadline_count(request: ActorRequest, unit_id: int) -> HttpResponse:
    """How many are due; the home pages ask for it once they are there and do not wait."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.VIEW, unit)
    count = queries.count_deadlines(request.actor, unit, clock.today())
    return render(request, "deadlines/count.html", {"unit": unit, "count": count})


class CertificateForm(forms.Form):
    """A candidate's certificate."""

    cell = UnitField(label=gettext_lazy("Chi bộ theo dõi"), cells_only=True)
    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=120)
    issued_on = DayField(label=gettext_lazy("Ngày cấp"))
    number = forms.CharField(label=gettext_lazy("Số giấy"), required=False, max_length=60)

    def bind(self, actor: Actor) -> None:
        """Say for whom cells are looked up."""
        field = self.fields["cell"]
        assert isinstance(field, UnitField)
        field.bind(actor)


@once
def certificates(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Certificates of candidates at or below the unit, and the form of another one."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.VIEW, unit)
    form = CertificateForm(request.POST or None, initial={"cell": unit if unit.is_cell else None})
    form.bind(request.actor)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            actions.record_certificate(
                actor=request.actor, cell_id=typed.pop("cell").pk, now=clock.now(), **typed
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi giấy chứng nhận."))
            return redirect("certificates", unit.pk)
    rows = queries.certificates_of(request.actor, unit)
    return form_page(
        request,
        "deadlines/certificates.html",
        form,
        unit=unit,
        rows=[
            (row, certificate_end(row.issued_on, member_rules_in_force(row.issued_on)))
            for row in rows
        ],
        today=clock.today(),
        rule=member_rules_in_force(clock.today()).certificate_months.source,
        may_keep=request.actor.may(permissions.KEEP_CERTIFICATES, unit.path),
        trail=trail_to(request.actor, unit),
    )


@require_POST
@once
def settle(request: ActorRequest, certificate_id: int) -> HttpResponse:
    """The holder was admitted or gave up."""
    version = request.POST.get("version", "")
    row = actions.settle_certificate(
        actor=request.actor,
        certificate_id=certificate_id,
        version=int(version) if version.isdigit() else 0,
        now=clock.now(),
    )
    notices.saved(request, _("Không theo dõi giấy này nữa."))
    return redirect("certificates", row.cell_id)
