"""Writing the monthly report and passing it between the cell and its superior."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from chibo.areas.documents.actions import take_number
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.models import Meeting, MeetingState
from chibo.areas.organisation.models import Unit
from chibo.areas.reports import permissions
from chibo.areas.reports.actions.commenting import (
    answer_comments,
    keep_comments,
    require_answers,
)
from chibo.areas.reports.errors import CannotDecideReport, CannotSubmit
from chibo.areas.reports.events import ReportReturned, ReportTakenBack
from chibo.areas.reports.models import MonthlyReport, ReportEvent, ReportState
from chibo.areas.reports.papers.making import keep_report
from chibo.areas.reports.queries import (
    LOCKED,
    SECTIONS,
    due_on,
    find_report,
    proposed_texts,
    snapshot,
    texts_of,
)
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _, in_vietnamese
from chibo.core.jobs import enqueue_after_commit
from chibo.core.periods import Month
from chibo.core.rows import lock_row, require_version

DECIDED = (ReportState.RETURNED, ReportState.ACCEPTED)


@transaction.atomic
def begin_report(*, actor: Actor, unit_id: int, month: Month, now: datetime) -> MonthlyReport:
    """The month's report; when there is none yet, one with its sections filled from the records."""
    unit = lock_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.SUBMIT, unit)
    found = find_report(unit, month)
    if found is not None:
        return found
    if month > Month.of(now.date()):
        raise CannotSubmit(_("Tháng %s chưa tới nên chưa lập báo cáo được.") % month.label)
    report = MonthlyReport.objects.create(unit=unit, month=month.first, due_on=due_on(month))
    _trail(actor, "report.begun", report, now, {"month": str(month)})
    return report


@transaction.atomic
def write_texts(
    *,
    actor: Actor,
    report_id: int,
    texts: Mapping[str, str],
    version: int,
    now: datetime,
    answers: Mapping[int, str] | None = None,
) -> MonthlyReport:
    """Keep the typed sections; one left as the records give it goes on following them.

    `answers`: to the superior's comments on single points, by the comment's id.
    """
    report = _lock(actor, report_id)
    actor.require(permissions.SUBMIT, report.unit)
    _require_unlocked(report)
    require_version(report.version, version)
    proposed = proposed_texts(report.unit, report.round)
    typed = {code: texts.get(code, "").replace("\r\n", "\n").strip() for code in SECTIONS}
    for text in typed.values():
        refuse_if_secret(text=text)
    after = {code: text for code, text in typed.items() if text != proposed[code]}
    changes = {code: [report.texts.get(code), text] for code, text in after.items()}
    answered = answer_comments(actor, report, answers or {})
    if after != report.texts or answered:
        report.texts = after
        report.version += 1
        report.save()
        _trail(actor, "report.written", report, now, {**changes, **answered})
    return report


@transaction.atomic
def submit(*, actor: Actor, report_id: int, now: datetime) -> MonthlyReport:
    """Send the report up: sections and figures are kept as they are at this moment.

    Raises CannotSubmit while a meeting of the month is open, or when nothing was held and no
    reason is given. Submitting twice changes nothing.
    """
    report = _lock(actor, report_id)
    actor.require(permissions.SUBMIT, report.unit)
    if report.state in LOCKED:
        return report
    texts = texts_of(report)
    _check_complete(report, texts)
    require_answers(report)
    report.number = take_number(
        actor=actor,
        unit=report.unit,
        paper_kind="BC",
        file_kind="monthly_report",
        ref=report.ref,
        issued_on=now.date(),
        title=_title(report),
        now=now,
    ).number
    report.previous, report.figures = report.figures, snapshot(report, texts)
    report.submitted_at = now
    report.first_submitted_at = report.first_submitted_at or now
    sent = _step(actor, report, ReportState.SUBMITTED, "", now)
    keep_report(actor=actor, report=sent, now=now)
    return sent


def _title(report: MonthlyReport) -> str:
    with in_vietnamese():
        return _("Báo cáo tháng %s") % report.round.label


def _check_complete(report: MonthlyReport, texts: Mapping[str, str]) -> None:
    rows = Meeting.objects.unscoped("the month of a cell the actor reports on")
    month = list(rows.filter(unit=report.unit).in_month(report.round))
    if any(meeting.state == MeetingState.REOPENED for meeting in month):
        raise CannotSubmit(_("Có buổi sinh hoạt đang mở lại. Hãy đóng buổi đó rồi nộp báo cáo."))
    if any(meeting.attendance.exists() and not meeting.is_held for meeting in month):
        raise CannotSubmit(
            _("Buổi sinh hoạt của tháng chưa đóng. Hãy đóng buổi họp rồi nộp báo cáo.")
        )
    regular = [m for m in month if m.is_held and m.is_regular]
    if not regular and not texts["assessment"].strip():
        raise CannotSubmit(
            _("Tháng này chưa có buổi sinh hoạt thường kỳ. Hãy nêu lý do ở mục “Đánh giá chung”.")
        )


@transaction.atomic
def accept(*, actor: Actor, report_id: int, now: datetime) -> MonthlyReport:
    """The superior accepts the report; from now on what it rests on stays as it is."""
    report = _for_decision(actor, report_id)
    if report.state == ReportState.ACCEPTED:
        return report
    _require_submitted(report)
    return _step(actor, report, ReportState.ACCEPTED, "", now)


@transaction.atomic
def give_back(
    *,
    actor: Actor,
    report_id: int,
    comment: str,
    now: datetime,
    points: Mapping[str, str] | None = None,
) -> MonthlyReport:
    """The superior returns the report, saying what to mend: in one comment, on single points
    (`points`, by code), or both."""
    report = _for_decision(actor, report_id)
    if report.state == ReportState.RETURNED:
        return report
    _require_submitted(report)
    noted = keep_comments(actor, report, points or {}, now)
    if not comment.strip() and not noted:
        raise CannotDecideReport(_("Trả lại thì cần ghi rõ chỗ phải sửa để chi bộ biết."))
    returned = _step(actor, report, ReportState.RETURNED, comment.strip(), now)
    announce(ReportReturned(report.pk, now))
    return returned


@transaction.atomic
def take_back(*, actor: Actor, report: MonthlyReport, because: str, now: datetime) -> MonthlyReport:
    """The cell takes back its submitted report, which the caller holds: it is a draft again, to be
    sent like one that was returned. When it first came stays, so it is late only if it came late.
    """
    actor.require(permissions.SUBMIT, report.unit)
    _require_submitted(report)
    taken = _step(actor, report, ReportState.DRAFT, because, now)
    announce(ReportTakenBack(taken.pk, now))
    return taken


def _for_decision(actor: Actor, report_id: int) -> MonthlyReport:
    report = _lock(actor, report_id)
    actor.require(permissions.DECIDE, report.unit)
    return report


def _require_submitted(report: MonthlyReport) -> None:
    if report.state == ReportState.DRAFT and report.submitted_at:
        raise CannotDecideReport(
            _("Chi bộ đã rút báo cáo này về để sửa. Chi bộ nộp lại thì mới nhận hay trả lại được.")
        )
    if report.state != ReportState.SUBMITTED:
        raise CannotDecideReport(_("Báo cáo này không ở trạng thái chờ cấp trên xem."))


def _require_unlocked(report: MonthlyReport) -> None:
    if report.state in LOCKED:
        raise CannotSubmit(_("Báo cáo đã nộp nên không sửa được. Hãy đề nghị cấp trên trả lại."))


def _lock(actor: Actor, report_id: int) -> MonthlyReport:
    return lock_row(MonthlyReport.objects.select_related("unit"), actor, pk=report_id)


def _step(
    actor: Actor, report: MonthlyReport, state: ReportState, comment: str, now: datetime
) -> MonthlyReport:
    before, report.state = report.state, state
    if state in DECIDED:
        report.decided_at = now
    report.version += 1
    report.save()
    ReportEvent.objects.create(
        report=report, step=state, at=now, by_name=actor.name, comment=comment
    )
    changes: dict[str, object] = {"state": [str(before), str(state)]}
    if state == ReportState.DRAFT:
        _trail(actor, "report.taken_back", report, now, {**changes, "because": comment})
    else:
        _trail(actor, f"report.{state}", report, now, changes)
    enqueue_after_commit("fold_figures")
    return report


def _trail(
    actor: Actor, action: str, report: MonthlyReport, now: datetime, changes: Mapping[str, object]
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=report.unit_id,
        target=report.ref,
        changes=dict(changes),
    )
