"""All papers of a month below a body: asked for, watched, downloaded."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from chibo.areas.organisation.queries import get_unit
from chibo.areas.reports.bundling import ask_for_bundle, take_bundle
from chibo.areas.reports.permissions import VIEW
from chibo.areas.reports.queries import bundles_of, get_bundle
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.core.periods import Month
from chibo.core.vietnamese import fold
from chibo.web.components.fields import MonthField
from chibo.web.components.saving import saved_as
from chibo.web.forms import form_page
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


class BundleForm(forms.Form):
    """Of which month."""

    month = MonthField(label=gettext_lazy("Tháng"))


@once
def bundles(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Ask for a month; below it what was asked before, the newest first."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(VIEW, unit)
    initial = {"month": Month.of(clock.today()).previous()}
    form = BundleForm(request.POST or None, initial=initial)
    if form.is_valid():
        ask_for_bundle(
            actor=request.actor, unit=unit, month=form.cleaned_data["month"], now=clock.now()
        )
        return redirect("paper_bundles", unit.pk)
    return form_page(
        request,
        "bundles/bundles.html",
        form,
        unit=unit,
        trail=trail_to(request.actor, unit),
        rows=bundles_of(request.actor, unit),
    )


@require_GET
def progress(request: ActorRequest, bundle_id: int) -> HttpResponse:
    """How far it is, asked for every second; once it is over the page is loaded anew."""
    row = get_bundle(request.actor, bundle_id)
    if row.state == "done":
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "bundles/progress.html", {"row": row})


@require_GET
def download(request: ActorRequest, bundle_id: int) -> HttpResponse:
    """The zip, to whoever may see the reports of the unit."""
    row = get_bundle(request.actor, bundle_id, with_content=True)
    if not row.content:
        raise NotThere(_("Gói này chưa lập xong hoặc đã được thay bằng gói mới. Hãy lập lại."))
    take_bundle(actor=request.actor, bundle=row, address=request.get_full_path(), now=clock.now())
    answer = HttpResponse(bytes(row.content), content_type="application/zip")
    name = f"van-ban-{fold(row.unit.code).replace(' ', '-')}-{row.round}.zip"
    answer["Content-Disposition"] = saved_as(name)
    return answer
