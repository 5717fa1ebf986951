"""What the unit itself does: begin, type, check, send up, restate."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.periodic import actions, queries
from chibo.areas.periodic.errors import NotReady
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.permissions import WRITE
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile
from chibo.web.components import notices
from chibo.web.forms import form_page, read_version, refusals_on, show_conflict
from chibo.web.once import once
from chibo.web.periodic.forms import EntryForm, ReasonForm, entry_values
from chibo.web.periodic.reports import check_words, report_page
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@require_POST
@once
def begin(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Begin the report of a period and go to it."""
    try:
        period = Period.parse(request.POST.get("period", ""))
    except ValueError as wrong:
        raise NotReady(_("Không có kỳ này. Hãy mở lại trang rồi chọn.")) from wrong
    begun = actions.begin(
        actor=request.actor,
        unit_id=unit_id,
        form=request.POST.get("form", ""),
        period=period,
        now=clock.now(),
    )
    return redirect("periodic_report", begun.pk)


@once
def write(request: ActorRequest, report_id: int) -> HttpResponse:
    """Type what the system cannot know."""
    found = queries.get_report(request.actor, report_id)
    request.actor.require(WRITE, found.unit)
    if found.is_sent:
        return redirect("periodic_report", report_id)
    seen = queries.see(request.actor, found, clock.today())
    form = EntryForm(request.POST or None, seen=seen)
    conflicts = []
    if form.is_valid():
        with refusals_on(form):
            try:
                actions.write(
                    actor=request.actor,
                    report_id=report_id,
                    entry=form.entry(),
                    version=form.cleaned_data["version"],
                    now=clock.now(),
                )
            except ChangedMeanwhile as refusal:
                again = queries.get_report(request.actor, report_id)
                values = entry_values(queries.see(request.actor, again, clock.today()))
                conflicts = show_conflict(form, values, refusal)
            else:
                notices.saved(request, _("Đã lưu."), draft=f"periodic:{report_id}")
                return redirect("periodic_report", report_id)
    return form_page(
        request,
        "periodic/write.html",
        form,
        report=found,
        unit=found.unit,
        conflicts=conflicts,
        checks=[check_words(found, each) for each in seen.checks if each.outcome.holds is False],
        trail=trail_to(request.actor, found.unit),
    )


@require_POST
@once
def check(request: ActorRequest, report_id: int) -> HttpResponse:
    """Hold the figures against the rules."""
    actions.check(
        actor=request.actor, report_id=report_id, version=read_version(request), now=clock.now()
    )
    notices.saved(request, _("Số liệu đã kiểm. Có thể nộp lên cấp trên."))
    return redirect("periodic_report", report_id)


@require_POST
@once
def submit(request: ActorRequest, report_id: int) -> HttpResponse:
    """Send it up."""
    actions.submit(
        actor=request.actor, report_id=report_id, version=read_version(request), now=clock.now()
    )
    notices.saved(request, _("Đã nộp. Số liệu được giữ như lúc nộp."))
    return redirect("periodic_report", report_id)


@require_POST
@once
def restate(request: ActorRequest, report_id: int) -> HttpResponse:
    """Take the corrected figures into a new sealed version."""
    form = ReasonForm(request.POST, auto_id="restate_%s")
    if form.is_valid():
        with refusals_on(form):
            actions.restate(
                actor=request.actor,
                report_id=report_id,
                reason=form.cleaned_data["reason"],
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
            notices.saved(request, _("Đã điều chỉnh, bản khóa trước vẫn giữ."))
            return redirect("periodic_report", report_id)
    found = queries.get_report(request.actor, report_id)
    return report_page(request, found, restating=form)
