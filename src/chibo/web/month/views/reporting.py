"""Step 5: Báo cáo. Papers, closing, the monthly report and its submission."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.organisation.queries import get_unit
from chibo.areas.reports import actions, permissions
from chibo.areas.reports.figures import month_figures
from chibo.areas.reports.models import MonthlyReport, ReportState
from chibo.areas.reports.papers import papers_of
from chibo.areas.reports.points import points_of
from chibo.areas.reports.progress import REPORT
from chibo.areas.reports.queries import (
    LOCKED,
    due_on,
    figures_of,
    find_report,
    get_report,
    proposed_texts,
    texts_of,
    why_not_reopened,
)
from chibo.areas.scoring.queries import find_sheet
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.core.periods import Month
from chibo.regulations import meeting_rules
from chibo.web.components import notices
from chibo.web.forms import conflict_rows, form_refused
from chibo.web.month.forms import ReasonForm, ReportForm
from chibo.web.month.frame import Because, read_month, step_context
from chibo.web.once import once
from chibo.web.request import ActorRequest


def report(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The page of the step: close, papers, report, submit."""
    meeting = get_meeting(request.actor, meeting_id)
    return _page(request, meeting)


def _page(
    request: ActorRequest, meeting: Meeting, *, reason: ReasonForm | None = None
) -> HttpResponse:
    found = find_report(meeting.unit, meeting.round)
    may_submit = request.actor.may(permissions.SUBMIT, meeting.unit.path)
    is_submitted = found is not None and found.state == ReportState.SUBMITTED
    context = {
        "report": found,
        "events": list(found.events.all()) if found else [],
        "figures": figures_of(found) if found else month_figures(meeting.unit, meeting.round),
        "texts": texts_of(found) if found else proposed_texts(meeting.unit, meeting.round),
        "papers": papers_of(find_sheet(meeting)),
        "due_on": found.due_on if found else due_on(meeting.round),
        "due_why": due_why(meeting.round),
        "locked": found is not None and found.state in LOCKED,
        "may_submit": may_submit,
        "stays_closed": why_not_reopened(found) or _others_report(is_submitted, may_submit),
        "is_submitted": is_submitted,
        "signable": meeting.is_held and meeting.attendance.exists(),
        "reason": reason or ReasonForm(),
        **step_context(request, meeting, REPORT),
    }
    return render(request, "month/report.html", context, status=422 if reason else 200)


def _others_report(is_submitted: bool, may_submit: bool) -> str:
    """Why somebody who does not submit reports leaves a meeting closed whose report is above."""
    if is_submitted and not may_submit:
        return _("Báo cáo tháng đã nộp: người nộp báo cáo của chi bộ mở lại được.")
    return ""


def due_why(month: Month) -> Because | None:
    """Why the report is due on its day."""
    rules = meeting_rules(month.last)
    if rules is None:
        return None
    day = rules.report_due_day
    return Because.of(
        _("Hạn nộp đặt vào ngày %d của tháng sau.") % day.value + " " + day.source.why,
        day.source,
    )


@require_POST
@once
def close(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Close the meeting."""
    actions.close_meeting(actor=request.actor, meeting_id=meeting_id, now=clock.now())
    notices.saved(request, _("Đã đóng buổi sinh hoạt. Văn bản đã có số, có thể in và ký."))
    return redirect("step_report", meeting_id)


@require_POST
@once
def reopen(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Open it again with a reason."""
    form = ReasonForm(request.POST)
    meeting = get_meeting(request.actor, meeting_id)
    if form.is_valid():
        try:
            actions.reopen_meeting(
                actor=request.actor,
                meeting_id=meeting_id,
                reason=form.cleaned_data["reason"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            told = _("Đã mở lại để sửa. Sửa xong hãy đóng lại.")
            found = find_report(meeting.unit, meeting.round)
            if found and found.submitted_at:
                told = _("Đã mở lại để sửa. Sửa xong hãy đóng lại rồi nộp lại báo cáo.")
            notices.saved(request, told, draft=f"reopen:{meeting_id}")
            return redirect("step_report", meeting_id)
    return _page(request, meeting, reason=form)


@require_POST
@once
def begin(request: ActorRequest, unit_id: int, month: str) -> HttpResponse:
    """Begin the month's report and go to its text."""
    begun = actions.begin_report(
        actor=request.actor,
        unit_id=unit_id,
        month=read_month(month, Month.of(clock.today())),
        now=clock.now(),
    )
    return redirect("edit_report", begun.pk)


@once
def edit(request: ActorRequest, report_id: int) -> HttpResponse:
    """The text of the report: filled from the records, to be changed where need be."""
    shown = get_report(request.actor, report_id)
    if shown.state in LOCKED or not request.actor.may(permissions.SUBMIT, shown.unit.path):
        return redirect("decide_report", report_id)
    saved = {**texts_of(shown), "version": shown.version}
    form = ReportForm(request.POST or None, initial=saved, comments=list(shown.comments.all()))
    conflicts: Any = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_texts(
                actor=request.actor,
                report_id=report_id,
                texts=form.cleaned_data,
                version=form.cleaned_data["version"],
                now=clock.now(),
                answers=form.answers(),
            )
        except ChangedMeanwhile as refusal:
            conflicts = conflict_rows(form, saved)
            form_refused(form, refusal)
            form.now_on(shown.version)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu báo cáo."), draft=f"report:{report_id}")
            return redirect("edit_report", report_id)
    context = _report_context(shown, form, conflicts)
    return render(request, "month/report_edit.html", context, status=422 if form.errors else 200)


def _report_context(shown: MonthlyReport, form: ReportForm, conflicts: Any) -> dict[str, Any]:
    points = points_of(shown)
    return {
        "report": shown,
        "unit": shown.unit,
        "month": shown.round,
        "form": form,
        "rows": form.rows(points.sections),
        "figure_rows": [row for row in form.rows(points.figures) if row[2]],
        "conflicts": conflicts,
        "events": list(shown.events.all()),
        "figures": points.figures,
        "due_why": due_why(shown.round),
    }


@require_POST
@once
def submit(request: ActorRequest, report_id: int) -> HttpResponse:
    """Send the report up."""
    sent = actions.submit(actor=request.actor, report_id=report_id, now=clock.now())
    above = get_unit(request.actor, sent.unit_id).parent
    notices.saved(request, _("Đã nộp báo cáo lên %s.") % (above.name if above else _("cấp trên")))
    return redirect("cell_month", sent.unit_id, str(sent.round))
