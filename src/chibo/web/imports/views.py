"""Taking workbooks: upload, what was understood, every problem, take all or nothing, undo."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.exchange import actions, queries
from chibo.areas.exchange.changed import changed_records
from chibo.areas.exchange.national.form import NATIONAL
from chibo.areas.exchange.sheets import SHEETS
from chibo.areas.organisation.queries import top_units
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused
from chibo.web.grants import require_somewhere
from chibo.web.imports.forms import UploadForm
from chibo.web.once import once
from chibo.web.request import ActorRequest

TAKE = "imports.take"
PAGE = 30


@once
def imports(request: ActorRequest) -> HttpResponse:
    """Choose files, get an example of each sheet, see the imports so far."""
    require_somewhere(request.actor, TAKE)
    units = top_units(request.actor, TAKE)
    form = UploadForm(request.POST or None, request.FILES or None, units=units)
    if form.is_valid():
        try:
            batch = actions.upload(
                actor=request.actor,
                unit=form.chosen_unit(),
                files=[(file.name or "", file.read()) for file in form.cleaned_data["workbooks"]],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            return redirect("import_batch", batch.pk)
    page = Paginator(queries.batches(request.actor), PAGE).get_page(request.GET.get("trang"))
    sheets = [
        (sheet, [c.heading for c in sheet.columns if c.required]) for sheet in (*SHEETS, NATIONAL)
    ]
    return form_page(request, "imports/imports.html", form, page=page, sheets=sheets)


def import_batch(request: ActorRequest, batch_id: int) -> HttpResponse:
    """One import: progress, then what was understood and every problem in it."""
    view = queries.get_batch(request.actor, batch_id)
    severity = request.GET.get("muc", "")
    severity = severity if severity in ("error", "warning") else ""
    rows = queries.problems(request.actor, batch_id, severity=severity)
    context = {
        "view": view,
        "batch": view.batch,
        "severity": severity,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "imports/batch.html", context)


def import_progress(request: ActorRequest, batch_id: int) -> HttpResponse:
    """How far it is, asked for every second; once it is over the page is loaded anew."""
    view = queries.get_batch(request.actor, batch_id)
    if not view.is_running:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "imports/progress.html", {"view": view, "batch": view.batch})


def import_changes(request: ActorRequest, batch_id: int) -> HttpResponse:
    """Every record the import made or changed, before and after."""
    after = request.GET.get("sau", "")
    page = changed_records(request.actor, batch_id, after=after)
    actions.note_changes_read(actor=request.actor, batch=page.batch, now=clock.now())
    context = {"batch": page.batch, "rows": page.rows, "after": after, "next_after": page.after}
    return render(request, "imports/changes.html", context)


@require_POST
@once
def import_take(request: ActorRequest, batch_id: int) -> HttpResponse:
    """Write all of it."""
    actions.take(actor=request.actor, batch_id=batch_id, now=clock.now())
    return redirect("import_batch", batch_id)


@require_POST
@once
def import_undo(request: ActorRequest, batch_id: int) -> HttpResponse:
    """Take all of it out again, unless something builds on it."""
    actions.undo(actor=request.actor, batch_id=batch_id, now=clock.now())
    notices.saved(request, _("Đang hoàn tác lần nhập này."))
    return redirect("import_batch", batch_id)
