"""What the body directly above does: accept, return, open again."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.periodic import actions, queries
from chibo.core import clock
from chibo.web.components import notices
from chibo.web.forms import read_version, refusals_on
from chibo.web.once import once
from chibo.web.periodic.forms import ReasonForm
from chibo.web.periodic.reports import report_page
from chibo.web.request import ActorRequest


@require_POST
@once
def accept(request: ActorRequest, report_id: int) -> HttpResponse:
    """Accept and seal it."""
    done = actions.accept(
        actor=request.actor, report_id=report_id, version=read_version(request), now=clock.now()
    )
    notices.saved(request, _("Đã nhận và khóa báo cáo của %s.") % done.unit.name)
    return redirect("periodic_report", report_id)


@require_POST
@once
def give_back(request: ActorRequest, report_id: int) -> HttpResponse:
    """Return it with remarks."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.give_back(
                actor=request.actor,
                report_id=report_id,
                comment=form.cleaned_data["reason"],
                lines=form.lines(),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
            notices.saved(request, _("Đã trả lại báo cáo."), draft=f"periodic-back:{report_id}")
            return redirect("periodic_report", report_id)
    return report_page(request, queries.get_report(request.actor, report_id), form)


@require_POST
@once
def reopen(request: ActorRequest, report_id: int) -> HttpResponse:
    """Open a sealed report again."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.reopen(
                actor=request.actor,
                report_id=report_id,
                reason=form.cleaned_data["reason"],
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
            notices.saved(request, _("Đã mở lại. Bản đã khóa vẫn xem được."))
            return redirect("periodic_report", report_id)
    return report_page(request, queries.get_report(request.actor, report_id), form)
