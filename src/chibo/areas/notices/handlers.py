"""What is told when areas below have acted; in their transaction, so that it exists only if
what it tells does."""

from chibo.areas.attending.events import AbsenceAnswered
from chibo.areas.meetings.events import MeetingCalled
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import roll_of
from chibo.areas.notices.recipients import accounts_holding, accounts_of
from chibo.areas.notices.telling import Told, tell
from chibo.areas.reports.events import ReportReturned
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.reports.permissions import SUBMIT
from chibo.core.events import subscribe
from chibo.core.vietnamese import show_date

WHY = "who is told of what was just done"


def meeting_called(event: MeetingCalled) -> None:
    """Everybody on the roll; told again when the day was changed and the notice sent anew."""
    rows = Meeting.objects.unscoped(WHY).select_related("unit")
    meeting = rows.get(pk=event.meeting_id)
    day = meeting.planned_on
    if day is None or day < event.at.date():
        return
    members = [row.member.pk for row in roll_of(meeting)]
    found = accounts_of(members, event.at.date())
    accounts = [account for each in found.values() for account in each]
    occasion = f"meeting.called:{meeting.pk}:{day.isoformat()}"
    told = Told(
        "meeting.called", occasion, f"meeting:{meeting.pk}", accounts, {"day": show_date(day)}
    )
    tell([told], event.at)


def absence_answered(event: AbsenceAnswered) -> None:
    """Who asked."""
    found = accounts_of([event.member_id], event.at.date())
    rows = Meeting.objects.unscoped(WHY).filter(pk=event.meeting_id)
    day = rows.values_list("planned_on", flat=True).first()
    occasion = f"absence.answered:{event.absence_id}:{event.version}"
    told = Told(
        "absence.answered",
        occasion,
        f"meeting:{event.meeting_id}",
        found.get(event.member_id, []),
        {"day": show_date(day)},
    )
    tell([told], event.at)


def report_returned(event: ReportReturned) -> None:
    """Those who submit the cell's reports."""
    report = MonthlyReport.objects.unscoped(WHY).get(pk=event.report_id)
    found = accounts_holding(SUBMIT, [report.unit_id], event.at.date())
    told = Told(
        "report.returned",
        f"report.returned:{report.pk}:{report.version}",
        f"report:{report.pk}",
        found.get(report.unit_id, []),
        {"month": report.round.label},
    )
    tell([told], event.at)


def register() -> None:
    """Called once when the applications are ready."""
    subscribe(MeetingCalled, meeting_called)
    subscribe(AbsenceAnswered, absence_answered)
    subscribe(ReportReturned, report_returned)
