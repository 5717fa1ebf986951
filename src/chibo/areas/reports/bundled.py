"""Which papers belong to a month: of one cell, and of the body above its cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from chibo.areas.calendars.permissions import VIEW as CALENDAR_VIEW
from chibo.areas.committee_meetings.models import CommitteeMeeting
from chibo.areas.documents.making import MadePaper
from chibo.areas.dues.permissions import BASE as DUES_AMOUNTS
from chibo.areas.dues.permissions import VIEW as DUES_VIEW
from chibo.areas.dues.queries import find_sheet
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import meetings_in
from chibo.areas.members.models import Mentoring, StateChange
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.papers.calling import committee_call_paper
from chibo.areas.reports.papers.committee import committee_minutes_paper
from chibo.areas.reports.papers.dues import dues_list_paper
from chibo.areas.reports.papers.issuing import issued_paper
from chibo.areas.reports.papers.making import meeting_paper, papers_of, report_paper
from chibo.areas.reports.papers.visiting import visits_paper
from chibo.areas.reports.queries import find_report
from chibo.areas.scoring.queries import find_sheet as find_score_sheet
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.core.vietnamese import fold


@dataclass(frozen=True)
class Wanted:
    """A paper of the month: the folder of the zip, what stands before its name, how it is made."""

    folder: str
    kind: str
    make: Callable[[], MadePaper]
    prefix: str = ""


def papers_of_cell(actor: Actor, cell: Unit, month: Month, now: datetime) -> Iterator[Wanted]:
    """Everything the cell's month gave that the actor may see."""
    folder = f"{fold(cell.name).replace(' ', '-')} ({cell.code})".replace("/", "-")
    for meeting in meetings_in(actor, cell, month):
        for kind in _kinds(meeting):
            make = partial(meeting_paper, actor=actor, kind=kind, meeting_id=meeting.pk, now=now)
            yield Wanted(folder, kind, make, f"{meeting.pk}-")
    if report := find_report(cell, month):
        make = partial(report_paper, actor=actor, report_id=report.pk, now=now)
        yield Wanted(folder, "monthly_report", make)
    yield from _of_committee(actor, cell, month, now, folder)
    yield from _of_dues(actor, cell, month, now, folder)
    yield from _decisions(actor, cell, month, now, folder)


def papers_of_body(actor: Actor, unit: Unit, month: Month, now: datetime) -> Iterator[Wanted]:
    """Who attends which meeting, and what came in of dues."""
    if unit.is_cell:
        return
    if actor.may(CALENDAR_VIEW, unit.path):
        make = partial(visits_paper, actor=actor, unit=unit, month=month, now=now)
        yield Wanted("", "visits", make)
    if actor.may(DUES_VIEW, unit.path):
        yield _issued(actor, "body_dues_report", f"{unit.pk}-{month}", now, "")


def _kinds(meeting: Meeting) -> list[str]:
    """What calls a meeting before it; after it all that it left. Nothing of imported ones."""
    if meeting.origin:
        return []
    if meeting.is_held:
        return [kind for kind, _name in papers_of(find_score_sheet(meeting))]
    return ["notice", "invitation", "agenda", "attendance"]


def _of_committee(
    actor: Actor, cell: Unit, month: Month, now: datetime, folder: str
) -> Iterator[Wanted]:
    rows = CommitteeMeeting.objects.visible_to(actor).filter(unit=cell, month=month.first)
    for row in rows.order_by("pk"):
        before = f"chi-uy-{row.pk}-"
        for kind in ("invitation", "agenda"):
            make = partial(committee_call_paper, actor=actor, kind=kind, sitting_id=row.pk, now=now)
            yield Wanted(folder, kind, make, before)
        if row.held_on is not None:
            make = partial(committee_minutes_paper, actor=actor, sitting_id=row.pk, now=now)
            yield Wanted(folder, "committee_minutes", make, before)
        if not row.is_open:
            yield _issued(actor, "conclusion", str(row.pk), now, folder, before)


def _of_dues(
    actor: Actor, cell: Unit, month: Month, now: datetime, folder: str
) -> Iterator[Wanted]:
    sheet = find_sheet(actor, cell, month)
    if sheet is None:
        return
    yield _issued(actor, "dues_report", str(sheet.pk), now, folder)
    if actor.may(DUES_AMOUNTS, cell.path):
        make = partial(dues_list_paper, actor=actor, sheet_id=sheet.pk, now=now)
        yield Wanted(folder, "dues_list", make)


def _decisions(
    actor: Actor, cell: Unit, month: Month, now: datetime, folder: str
) -> Iterator[Wanted]:
    days = (month.first, month.last)
    mentored = Mentoring.objects.visible_to(actor).filter(cell=cell, starts_on__range=days)
    for row in mentored.order_by("pk"):
        yield _issued(actor, "mentor_decision", str(row.pk), now, folder, f"{row.pk}-")
    changes = StateChange.objects.visible_to(actor).filter(
        cell=cell, kind="exempted", reason="old_weak", on__range=days
    )
    for change in changes.order_by("pk"):
        yield _issued(actor, "exemption", str(change.pk), now, folder, f"{change.pk}-")


def _issued(
    actor: Actor, kind: str, key: str, now: datetime, folder: str, prefix: str = ""
) -> Wanted:
    make = partial(issued_paper, actor=actor, kind=kind, key=key, now=now)
    return Wanted(folder, kind, make, prefix)
