"""The superior: read a submitted report, return or accept it, give the official grade."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting, meetings_in
from chibo.areas.organisation.queries import ancestors, get_unit
from chibo.areas.reports import actions, permissions
from chibo.areas.reports.models import MonthlyReport, ReportState
from chibo.areas.reports.points import points_of
from chibo.areas.reports.queries import (
    LOCKED,
    WaitingReport,
    get_report,
    reports_waiting,
)
from chibo.areas.scoring import permissions as scoring_permissions
from chibo.areas.scoring.queries import find_sheet, lines_of
from chibo.core import clock
from chibo.core.errors import NotThere, Refused
from chibo.web.components import notices
from chibo.web.components.downloads import (
    MOST,
    Table,
    as_workbook,
    asks_for_workbook,
    columns,
    workbook_address,
)
from chibo.web.forms import form_refused
from chibo.web.month.forms import OfficialForm, ReturnForm
from chibo.web.month.views.scoring import grade_name, grades_of, second_of
from chibo.web.once import once
from chibo.web.request import ActorRequest

PAGE = 40
FEW = 3


@require_GET
def waiting(request: ActorRequest) -> HttpResponse:
    """Submitted reports that wait for a decision, oldest first."""
    scope = next(iter(request.actor.scopes(permissions.DECIDE)), None)
    if scope is None or request.grant is None:
        raise NotThere(_("Vai trò đang giữ không có báo cáo nào cần duyệt."))
    holding = [request.grant, *request.actor.grants]
    body = next(grant for grant in holding if permissions.DECIDE in grant.permissions)
    unit = get_unit(request.actor, body.unit_id)
    if asks_for_workbook(request):
        table = _table(reports_waiting(request.actor, unit, size=MOST))
        return as_workbook(request, unit, "reports_waiting", "bao cao cho duyet", [table])
    rows = reports_waiting(request.actor, unit, after=request.GET.get("sau", ""), size=PAGE + 1)
    context = {
        "unit": unit,
        "workbook": workbook_address(request),
        "rows": rows[:PAGE],
        "next": rows[PAGE - 1].mark if len(rows) > PAGE else None,
    }
    return render(request, "month/waiting.html", context)


def _table(rows: Sequence[WaitingReport]) -> Table:
    headings = columns(
        (_("Chi bộ"), 40),
        (_("Tháng"), 10),
        (_("Nộp ngày"), 12),
        (_("Tự chấm"), 10),
        (_("Chính thức"), 10),
    )
    told = [
        (
            row.report.unit.name,
            row.report.round.label,
            row.report.submitted_at and row.report.submitted_at.astimezone(clock.ZONE).date(),
            None if row.self_total is None else float(row.self_total),
            _("chưa chấm") if row.official_total is None else float(row.official_total),
        )
        for row in rows
    ]
    return Table(_("Báo cáo chờ duyệt"), headings, told)


def report(request: ActorRequest, report_id: int) -> HttpResponse:
    """One report as it stands, with its meeting and score sheet beside it."""
    return _page(request, get_report(request.actor, report_id))


def _page(
    request: ActorRequest,
    shown: MonthlyReport,
    *,
    back: ReturnForm | None = None,
    official: OfficialForm | None = None,
) -> HttpResponse:
    main = _main_meeting(request, shown)
    sheet = find_sheet(main) if main else None
    may = request.actor.may
    points, typed = points_of(shown), back.points() if back else {}
    context: dict[str, Any] = {
        "report": shown,
        "unit": shown.unit,
        "month": shown.round,
        "above": ancestors(shown.unit),
        "events": list(shown.events.all()),
        "sections": [(point, typed.get(point.code, "")) for point in points.sections],
        "figures": [(point, typed.get(point.code, "")) for point in points.figures],
        "changed": [p for p in (*points.sections, *points.figures) if p.has_changed],
        "meeting": main,
        "sheet": sheet,
        "second": second_of(main, sheet) if main else None,
        "lines": lines_of(sheet) if sheet else [],
        "self_grade": grade_name(main, sheet.self_grade) if main and sheet else "",
        "official_grade": grade_name(main, sheet.official_grade) if main and sheet else "",
        "grades": grades_of(main) if main and sheet else [],
        "gap": _gap(sheet),
        "may_decide": may(permissions.DECIDE, shown.unit.path)
        and shown.state == ReportState.SUBMITTED,
        "may_score": sheet is not None
        and shown.state in LOCKED
        and scoring_permissions.decides_for(request.actor, shown.unit),
        "may_submit": may(permissions.SUBMIT, shown.unit.path),
        "back": back or ReturnForm(),
        "official": official or _official_form(sheet),
    }
    status = 422 if back or official else 200
    return render(request, "month/decide.html", context, status=status)


def _main_meeting(request: ActorRequest, shown: MonthlyReport) -> Meeting | None:
    held = [m for m in meetings_in(request.actor, shown.unit, shown.round) if m.is_held]
    return next((m for m in held if m.is_regular), held[0] if held else None)


def _gap(sheet: Any) -> Any:
    if sheet is None or sheet.official_total is None or sheet.self_total is None:
        return None
    return sheet.official_total - sheet.self_total


def _official_form(sheet: Any) -> OfficialForm | None:
    if sheet is None:
        return None
    points = sheet.official_total if sheet.official_total is not None else sheet.self_total
    return OfficialForm(
        initial={"points": points, "note": sheet.official_note, "version": sheet.version}
    )


@require_POST
@once
def accept(request: ActorRequest, report_id: int) -> HttpResponse:
    """Accept the report."""
    accepted = actions.accept(actor=request.actor, report_id=report_id, now=clock.now())
    notices.saved(request, _("Đã nhận báo cáo của %s.") % accepted.unit.name)
    return redirect("decide_report", report_id)


@require_POST
@once
def accept_many(request: ActorRequest) -> HttpResponse:
    """Accept the ticked reports whose figures still agree; the others are told with the reason."""
    chosen = {int(text) for text in request.POST.getlist("report") if text.isdecimal()}
    done = actions.accept_many(actor=request.actor, report_ids=chosen, now=clock.now())
    told = _("Đã nhận %d báo cáo.") % done.count
    for left in done.left[:FEW]:
        told += " " + _("Chưa nhận %(unit)s: %(why)s.") % {
            "unit": left.unit_name,
            "why": left.because,
        }
    if len(done.left) > FEW:
        told += " " + _("Còn %d báo cáo khác cần xem từng bản.") % (len(done.left) - FEW)
    notices.saved(request, told)
    return redirect("reports_waiting")


@require_POST
@once
def give_back(request: ActorRequest, report_id: int) -> HttpResponse:
    """Return the report with a comment."""
    form = ReturnForm(request.POST)
    if form.is_valid():
        try:
            actions.give_back(
                actor=request.actor,
                report_id=report_id,
                comment=form.cleaned_data["reason"],
                points=form.points(),
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã trả lại báo cáo."), draft=f"return:{report_id}")
            return redirect("decide_report", report_id)
    return _page(request, get_report(request.actor, report_id), back=form)


@require_POST
@once
def official(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Give the official points of a submitted sheet."""
    meeting = get_meeting(request.actor, meeting_id)
    form = OfficialForm(request.POST)
    shown = _report_of(request, meeting)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.decide_score(
                actor=request.actor,
                meeting_id=meeting_id,
                points=said["points"],
                note=said["note"],
                version=said["version"],
                now=clock.now(),
            )
        except Refused as refusal:
            form_refused(form, refusal)
            sheet = find_sheet(meeting)
            form.now_on(sheet.version if sheet else 0)
        else:
            notices.saved(request, _("Đã ghi điểm chính thức."), draft=f"official:{meeting_id}")
            return redirect("decide_report", shown.pk)
    return _page(request, shown, official=form)


def _report_of(request: ActorRequest, meeting: Meeting) -> MonthlyReport:
    found = MonthlyReport.objects.visible_to(request.actor).filter(
        unit=meeting.unit, month=meeting.month
    )
    shown = found.select_related("unit", "unit__parent").first()
    if shown is None:
        raise NotThere(_("Chi bộ chưa lập báo cáo của tháng này."))
    return shown
