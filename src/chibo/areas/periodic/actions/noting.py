"""Once a night: since when a sealed line says something else by the records."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from chibo.areas.notices.recipients import accounts_holding
from chibo.areas.notices.telling import Told, tell
from chibo.areas.periodic import permissions
from chibo.areas.periodic.models import PeriodicReport, PeriodicState
from chibo.areas.periodic.queries.drawing import draw
from chibo.areas.periodic.rules import changes, from_data
from chibo.core.actor import Actor
from chibo.core.i18n import in_vietnamese

SLICE = 200
LOOKED_BACK = timedelta(days=800)


def note_moves(*, actor: Actor, now: datetime, limit: int = SLICE) -> int:
    """Look at sealed reports, those not looked at longest first; how many were looked at.

    Each in its own transaction, so that nobody waits for the whole slice. Reports older than two
    years are compared when somebody opens them.
    """
    rows = PeriodicReport.objects.unscoped(f"sealed reports held against records, by {actor.name}")
    wanted = rows.filter(
        state=PeriodicState.ACCEPTED, ends_before__gte=now.date() - LOOKED_BACK
    ).exclude(looked_on=now.date())
    ordered = wanted.order_by(F("looked_on").asc(nulls_first=True), "id")
    ids = list(ordered.values_list("pk", flat=True)[:limit])
    for report_id in ids:
        _look(actor, report_id, now)
    return len(ids)


@transaction.atomic
def _look(actor: Actor, report_id: int, now: datetime) -> None:
    rows = PeriodicReport.objects.unscoped("a sealed report held against the records")
    report = rows.select_for_update(of=("self",)).select_related("unit").get(pk=report_id)
    if not report.is_locked:
        return
    drawn = draw(actor, report, now.date())
    found = changes(from_data(report.figures["lines"]), drawn.lines)
    known = report.moved
    report.moved = {each.code: known.get(each.code, _day(now.date())) for each in found}
    report.looked_on = now.date()
    report.save(update_fields=["moved", "looked_on"])
    if report.moved and not known:
        _tell(report, now)


def _day(day: date) -> str:
    return day.isoformat()


def _tell(report: PeriodicReport, now: datetime) -> None:
    """Once a sealed version: those who write the unit's reports."""
    found = accounts_holding(permissions.WRITE, [report.unit_id], now.date())
    occasion = f"periodic.moved:{report.pk}:{report.seals.count()}"
    with in_vietnamese():
        facts = {"period": report.period.label}
    told = Told("periodic.moved", occasion, report.ref, found.get(report.unit_id, []), facts)
    tell([told], now)
