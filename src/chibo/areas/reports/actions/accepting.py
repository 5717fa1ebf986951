"""Accepting many reports at once: those whose figures still agree with the records."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from chibo.areas.reports import permissions
from chibo.areas.reports.agreeing import why_not
from chibo.areas.reports.errors import CannotDecideReport
from chibo.areas.reports.models import MonthlyReport, ReportEvent, ReportState
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.jobs import enqueue_after_commit

MOST = 500


@dataclass(frozen=True)
class Left:
    """A report that was not accepted, and why."""

    report_id: int
    unit_name: str
    because: str


@dataclass(frozen=True)
class Accepted:
    """How many were accepted now, and which have to be looked at one by one."""

    count: int
    left: tuple[Left, ...]


@transaction.atomic
def accept_many(*, actor: Actor, report_ids: Collection[int], now: datetime) -> Accepted:
    """Accept those of the reports that wait and whose figures the records still give.

    Each as `accept` does it, with an event in the trail of its own; a fixed number of statements.
    Reports accepted already or out of the actor's reach are left out silently, so that asking twice
    changes nothing. Raises CannotDecideReport for more than MOST at a time, NotThere for somebody
    who decides nowhere.
    """
    if not actor.holds(permissions.DECIDE):
        raise NotThere(_("Không có báo cáo nào chờ duyệt ở đây."))
    if len(report_ids) > MOST:
        told = _("Mỗi lần nhận được nhiều nhất %d báo cáo. Hãy chọn ít hơn.")
        raise CannotDecideReport(told % MOST)
    waiting = _lock_waiting(actor, report_ids)
    reasons = why_not(waiting)
    passing = [report for report in waiting if report.pk not in reasons]
    _accept(actor, passing, now)
    return Accepted(len(passing), _left(waiting, reasons))


def _lock_waiting(actor: Actor, report_ids: Collection[int]) -> list[MonthlyReport]:
    """In the order of their numbers: two who accept the same ones wait for each other in turn."""
    rows = MonthlyReport.objects.visible_to(actor, permissions.DECIDE)
    held = rows.select_for_update(of=("self",)).select_related("unit").order_by("pk")
    found = list(held.filter(pk__in=report_ids, state=ReportState.SUBMITTED))
    for report in found:
        actor.require(permissions.DECIDE, report.unit)
    return found


def _accept(actor: Actor, reports: Sequence[MonthlyReport], now: datetime) -> None:
    if not reports:
        return
    rows = MonthlyReport.objects.unscoped("reports the actor decides, just locked")
    ids, step = [report.pk for report in reports], ReportState.ACCEPTED
    rows.filter(pk__in=ids).update(state=step, decided_at=now, version=F("version") + 1)
    ReportEvent.objects.bulk_create(
        ReportEvent(report=report, step=step, at=now, by_name=actor.name) for report in reports
    )
    changes = {"state": [str(ReportState.SUBMITTED), str(step)]}
    audit.record_each(
        actor=actor,
        action=f"report.{step}",
        at=now,
        targets=[(report.unit_id, report.ref) for report in reports],
        changes=changes,
    )
    enqueue_after_commit("fold_figures")


def _left(waiting: Sequence[MonthlyReport], reasons: Mapping[int, str]) -> tuple[Left, ...]:
    return tuple(
        Left(report.pk, report.unit.name, reasons[report.pk])
        for report in waiting
        if report.pk in reasons
    )
