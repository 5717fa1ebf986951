"""Second looks: sheets drawn by lot, so that nobody chooses whom to look at."""

import secrets

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.grading import actions, queries
from chibo.areas.grading.actions import Draw
from chibo.areas.grading.models import SecondLook
from chibo.core import clock
from chibo.core.errors import NotThere, Refused
from chibo.core.periods import Month
from chibo.web.components import notices
from chibo.web.forms import form_refused
from chibo.web.grading.forms import DrawForm, FindingForm
from chibo.web.grading.frame import bench_of
from chibo.web.once import once
from chibo.web.request import ActorRequest

PAGE = 24
USUAL_SIZE = 5


@once
def looks(request: ActorRequest) -> HttpResponse:
    """Every draw so far, and a new one."""
    bench = bench_of(request)
    last = Month.of(clock.today()).previous()
    first = {
        "first": last,
        "last": last,
        "size": USUAL_SIZE,
        "seed": f"{secrets.randbelow(10**6):06d}",
    }
    form = DrawForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            look = actions.draw(
                actor=request.actor,
                unit_id=bench.unit.pk,
                wanted=Draw(**form.cleaned_data),
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã bốc thăm. Số bốc thăm và danh sách được lưu lại."))
            return redirect("second_look", look.pk)
    rows = queries.second_looks(request.actor, bench.unit)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {"bench": bench, "form": form, "page": page, "here": "looks"}
    return render(request, "grading/looks.html", context, status=422 if form.errors else 200)


def look(request: ActorRequest, look_id: int) -> HttpResponse:
    """One draw: its sheets with own and official points, what was found, and how to draw again."""
    return _page(request, queries.get_second_look(request.actor, look_id))


@require_POST
@once
def finding(request: ActorRequest, look_id: int, row_id: int) -> HttpResponse:
    """Write down what was found of one sheet."""
    shown = queries.get_second_look(request.actor, look_id)
    form = FindingForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.note_finding(
                actor=request.actor,
                look_id=look_id,
                row_id=row_id,
                finding=said["finding"],
                note=said["note"],
                version=said["version"],
                now=clock.now(),
            )
        except NotThere:
            raise
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã ghi kết quả xem lại."))
            return redirect("second_look", look_id)
    return _page(request, shown, row_id, form)


def _page(
    request: ActorRequest, shown: SecondLook, row_id: int = 0, form: FindingForm | None = None
) -> HttpResponse:
    rows = list(shown.sheets.select_related("meeting__unit", "meeting__score_sheet"))
    for row in rows:
        if row.pk == row_id and form is not None and not row.finding:
            form.now_on(row.version)
    forms = [
        form
        if row.pk == row_id and form is not None
        else FindingForm(
            initial={"version": row.version, "finding": row.finding, "note": row.note},
            auto_id=f"id_%s_{row.pk}",
        )
        for row in rows
    ]
    context = {
        "look": shown,
        "unit": shown.unit,
        "rows": list(zip(rows, forms, strict=True)),
        "of": len(shown.candidates),
        "comes_out_again": shown.comes_out_again([row.meeting_id for row in rows]),
    }
    return render(request, "grading/look.html", context, status=422 if form else 200)
