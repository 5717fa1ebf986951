"""What is told when areas below have acted; in their transaction, so that it exists only if
what it tells does."""

from collections.abc import Collection
from datetime import timedelta

from chibo.areas.access.events import AccountReset, SecondAsked, SecondSettled, StandingIn
from chibo.areas.access.models import RoleGrant, SecondAsk
from chibo.areas.access.two_people.confirmers import who_could
from chibo.areas.attending.events import AbsenceAnswered
from chibo.areas.meetings.events import MeetingCalled
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import roll_of
from chibo.areas.notices.recipients import accounts_holding, accounts_of, accounts_over
from chibo.areas.notices.roles_told import MANAGE
from chibo.areas.notices.telling import Told, tell
from chibo.areas.reports.events import ReportReturned, ReportTakenBack
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.reports.permissions import DECIDE, SUBMIT
from chibo.core.clock import ZONE
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
    report = _report(event.report_id)
    found = accounts_holding(SUBMIT, [report.unit_id], event.at.date())
    told = Told(
        "report.returned",
        f"report.returned:{report.pk}:{report.version}",
        f"report:{report.pk}",
        found.get(report.unit_id, []),
        {"month": report.round.label},
    )
    tell([told], event.at)


def report_taken_back(event: ReportTakenBack) -> None:
    """Those of the body above who decide the cell's reports: it is with them no more."""
    report = _report(event.report_id)
    path = report.unit.path
    told = Told(
        "report.taken_back",
        f"report.taken_back:{report.pk}:{report.version}",
        f"report:{report.pk}",
        accounts_over(DECIDE, [path], event.at.date())[path],
        {"month": report.round.label},
    )
    tell([told], event.at)


def _report(report_id: int) -> MonthlyReport:
    return MonthlyReport.objects.unscoped(WHY).select_related("unit").get(pk=report_id)


def second_asked(event: SecondAsked) -> None:
    """Everybody who could confirm it."""
    ask = SecondAsk.objects.unscoped(WHY).select_related("unit").get(pk=event.ask_id)
    tell([_second("second.asked", ask, who_could(ask, event.at.date()))], event.at)


def second_settled(event: SecondSettled) -> None:
    """Both: who asked and who decided; and who gets the role."""
    ask = SecondAsk.objects.unscoped(WHY).select_related("unit").get(pk=event.ask_id)
    told = {
        ask.asked_by_id,
        ask.decided_by_id,
        ask.account_id if ask.state == "confirmed" else None,
    }
    tell([_second("second.settled", ask, [pk for pk in told if pk is not None])], event.at)


def _second(kind: str, ask: SecondAsk, accounts: Collection[int]) -> Told:
    facts = {"day": show_date(ask.expires_at.astimezone(ZONE).date())}
    return Told(kind, f"{kind}:{ask.pk}", f"second:{ask.pk}", accounts, facts)


def account_reset(event: AccountReset) -> None:
    """The owner, who may not have asked for it."""
    occasion, facts = f"account.reset:{event.at.isoformat()}", {"day": show_date(event.at.date())}
    ref = f"account:{event.account_id}"
    tell([Told("account.reset", occasion, ref, [event.account_id], facts)], event.at)


def stands_in(event: StandingIn) -> None:
    """Who stands in, who leads the cell, and who manages accounts over it."""
    grant = RoleGrant.objects.unscoped(WHY).select_related("unit").get(pk=event.grant_id)
    assert grant.unit is not None
    assert grant.ends_before is not None
    day = event.at.date()
    accounts = {grant.account_id, *accounts_over(MANAGE, [grant.unit.path], day)[grant.unit.path]}
    accounts |= set(accounts_holding(SUBMIT, [grant.unit.pk], day).get(grant.unit.pk, []))
    until = show_date(grant.ends_before - timedelta(days=1))
    facts = {"day": show_date(grant.starts_on), "until": until}
    occasion = f"stand_in.given:{grant.pk}:{grant.ends_before.isoformat()}"
    tell(
        [Told("stand_in.given", occasion, f"stand_in:{grant.pk}", sorted(accounts), facts)],
        event.at,
    )


def register() -> None:
    """Called once when the applications are ready."""
    subscribe(MeetingCalled, meeting_called)
    subscribe(AbsenceAnswered, absence_answered)
    subscribe(ReportReturned, report_returned)
    subscribe(ReportTakenBack, report_taken_back)
    subscribe(AccountReset, account_reset)
    subscribe(SecondAsked, second_asked)
    subscribe(SecondSettled, second_settled)
    subscribe(StandingIn, stands_in)
