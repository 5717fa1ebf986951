"""An office's template tried on real records before it is put into force."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from chibo.areas.access.queries import signers
from chibo.areas.badges.rules import rounds_around
from chibo.areas.committee_meetings.models import CommitteeMeeting
from chibo.areas.documents import papers as paper
from chibo.areas.documents import rendering
from chibo.areas.documents.making import MadePaper
from chibo.areas.documents.models import OwnTemplate
from chibo.areas.documents.offered import OFFERED
from chibo.areas.documents.queries import outgoing
from chibo.areas.drafts.models import Draft
from chibo.areas.dues.models import DuesPayment, DuesSheet
from chibo.areas.meetings.models import Meeting, Vote
from chibo.areas.members.models import Mentoring, StateChange, Transfer
from chibo.areas.members.papers import letter_paper
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.plans.papers import change_paper
from chibo.areas.remedies.models import Shortcoming
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.reports.papers import deciding, remedies, visiting
from chibo.areas.reports.papers.badges import badge_list
from chibo.areas.reports.papers.ballots import ballots
from chibo.areas.reports.papers.committee import committee_minutes
from chibo.areas.reports.papers.drafts import filled_draft
from chibo.areas.reports.papers.dues import dues_list, dues_receipt
from chibo.areas.reports.papers.dues_reports import dues_report
from chibo.areas.reports.papers.filling import FILLINGS
from chibo.areas.reports.papers.making import monthly_report
from chibo.areas.reports.papers.record import read_record
from chibo.areas.reports.papers.registers import lines_out, register
from chibo.areas.sittings.queries import votes_told
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _, in_vietnamese
from chibo.core.periods import Month
from chibo.regulations import badge_rules

Found = paper.Paper | None
Preview = Callable[[Actor, Unit, datetime], Found]


def preview(*, actor: Actor, template: OwnTemplate, unit: Unit, now: datetime) -> MadePaper:
    """The latest such paper at or below the unit, made with the template; nothing is kept.

    Raises NotThere where there is no record of it the actor may see, TemplateBroken.
    """
    kind = template.file_kind
    with in_vietnamese():
        filled = _meeting(kind, actor, unit, now) if kind in FILLINGS else None
        if find := _OTHERS.get(kind) or OFFERED.get(kind):
            filled = find(actor, unit, now)
    if filled is None:
        raise NotThere(
            _("%s chưa có hồ sơ nào trong phần mềm để xem thử mẫu này. Hãy chọn đơn vị khác.")
            % unit.name
        )
    with in_vietnamese():
        content = rendering.render(filled, template)
        return MadePaper(f"xem-thu-{rendering.file_name(filled)}", content)


def _latest(rows: Any, actor: Actor, unit: Unit, *order: str) -> Any:
    """The newest row the actor may see at or below the unit."""
    return rows.visible_to(actor, inside=unit.path).order_by(*order, "-pk").first()


def _meeting(kind: str, actor: Actor, unit: Unit, now: datetime) -> Found:
    rows = Meeting.objects.filter(held_on__isnull=False, origin="").select_related("unit")
    found = _latest(rows, actor, unit, "-held_on")
    return FILLINGS[kind](read_record(actor, found), now.date()) if found else None


def _report(actor: Actor, unit: Unit, now: datetime) -> Found:
    found = _latest(MonthlyReport.objects.select_related("unit"), actor, unit, "-month")
    return monthly_report(actor, found, now.date()) if found else None


def _transfer(actor: Actor, unit: Unit, now: datetime) -> Found:
    rows = Transfer.objects.filter(issuer__isnull=False, member__isnull=False)
    rows = rows.select_related("issuer", "member", "from_cell", "to_unit", "to_cell")
    near = rows.visible_to(actor).filter(from_cell__path__startswith=unit.path)
    found = near.order_by("-issued_on", "-pk").first()
    if found is None or found.issuer is None:
        return None
    return letter_paper(actor, found, signers(found.issuer, found.issued_on))


def _badges(actor: Actor, unit: Unit, now: datetime) -> Found:
    rounds = rounds_around(now.date(), badge_rules(now.date()))
    coming = [day for day in rounds if day >= now.date()]
    return badge_list(actor, unit, coming[0] if coming else now.date(), now, size=40)


def _unit_decision(actor: Actor, unit: Unit, now: datetime) -> Found:
    found = _latest(UnitChange.objects.select_related("unit__parent"), actor, unit, "-on")
    return change_paper(found, now) if found else None


def _register(actor: Actor, unit: Unit, now: datetime) -> Found:
    rows = list(outgoing(actor, unit)[:40])[::-1]
    told = _("đến ngày %s") % f"{now:%d/%m/%Y}"
    return register(actor, unit, False, lines_out(rows), told, now)


def _dues_list(actor: Actor, unit: Unit, now: datetime) -> Found:
    found = _sheet(actor, unit)
    return dues_list(actor, found, now) if found else None


def _dues_report(actor: Actor, unit: Unit, now: datetime) -> Found:
    found = _sheet(actor, unit)
    ref = f"dues_report:{found.pk}" if found else ""
    return dues_report(actor, found, ref, now.date()) if found else None


def _sheet(actor: Actor, unit: Unit) -> DuesSheet | None:
    found: DuesSheet | None = _latest(
        DuesSheet.objects.select_related("unit"), actor, unit, "-month"
    )
    return found


def _receipt(actor: Actor, unit: Unit, now: datetime) -> Found:
    rows = DuesPayment.objects.select_related("entry__member", "entry__guest", "book__unit")
    found = _latest(rows, actor, unit, "-paid_on")
    return dues_receipt(actor, found) if found else None


def _sitting(actor: Actor, unit: Unit) -> CommitteeMeeting | None:
    found: CommitteeMeeting | None = _latest(
        CommitteeMeeting.objects.select_related("unit"), actor, unit, "-month"
    )
    return found


def _committee_minutes(actor: Actor, unit: Unit, now: datetime) -> Found:
    found = _sitting(actor, unit)
    return committee_minutes(found) if found else None


def _conclusion(actor: Actor, unit: Unit, now: datetime) -> Found:
    found = _sitting(actor, unit)
    return deciding.conclusion(actor, found, f"conclusion:{found.pk}") if found else None


def _draft(actor: Actor, unit: Unit, now: datetime) -> Found:
    found = _latest(Draft.objects.select_related("meeting__unit"), actor, unit, "-gathered_at")
    return filled_draft(actor, found, now.date()) if found else None


def _ballots(actor: Actor, unit: Unit, now: datetime) -> Found:
    seen = Meeting.objects.visible_to(actor, inside=unit.path)
    rows = Vote.objects.filter(ballot_count__isnull=False, meeting__in=seen)
    vote = rows.select_related("meeting__unit").order_by("-meeting__held_on", "-pk").first()
    if vote is None:
        return None
    told = next(each for each in votes_told(vote.meeting) if each.vote.pk == vote.pk)
    return ballots(actor, vote, told)


def _mentor(actor: Actor, unit: Unit, now: datetime) -> Found:
    rows = Mentoring.objects.select_related("candidate", "mentor", "cell", "instead_of__mentor")
    found = _latest(rows, actor, unit, "-starts_on")
    return deciding.mentor_decision(actor, found, found.ref) if found else None


def _exemption(actor: Actor, unit: Unit, now: datetime) -> Found:
    rows = StateChange.objects.filter(kind="exempted", reason="old_weak")
    found = _latest(rows.select_related("member", "cell"), actor, unit, "-on")
    return deciding.exemption(actor, found, f"exemption:{found.pk}") if found else None


def _remedy_plan(actor: Actor, unit: Unit, now: datetime) -> Found:
    found = _latest(Shortcoming.objects.select_related("unit"), actor, unit, "-year")
    if found is None:
        return None
    ref = f"remedy_plan:{found.unit_id}-{found.year}"
    return remedies.remedy_plan(actor, found.unit, found.year, ref, now.date())


def _visits(actor: Actor, unit: Unit, now: datetime) -> Found:
    return visiting.visits(actor, unit, Month.of(now.date()), now.date())


_OTHERS: dict[str, Preview] = {
    "monthly_report": _report,
    "transfer": _transfer,
    "badge_list": _badges,
    "unit_decision": _unit_decision,
    "register": _register,
    "dues_list": _dues_list,
    "dues_report": _dues_report,
    "dues_receipt": _receipt,
    "committee_minutes": _committee_minutes,
    "conclusion": _conclusion,
    "draft": _draft,
    "ballots": _ballots,
    "mentor_decision": _mentor,
    "exemption": _exemption,
    "visits": _visits,
    "remedy_plan": _remedy_plan,
}
