"""Getting hold of a report, and leaving its steps and the trail."""

from collections.abc import Mapping
from datetime import datetime

from chibo.areas.organisation.models import Unit
from chibo.areas.periodic import permissions
from chibo.areas.periodic.errors import NotTheSuperior
from chibo.areas.periodic.models import PeriodicReport, PeriodicState, PeriodicStep
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version


def for_writing(actor: Actor, report_id: int, version: int) -> PeriodicReport:
    """The report, held for whoever writes it. NotThere, NotAllowed, ChangedMeanwhile."""
    report = _lock(actor, report_id)
    actor.require(permissions.WRITE, report.unit)
    require_version(report.version, version, report.ref)
    return report


def for_deciding(actor: Actor, report_id: int, version: int) -> PeriodicReport:
    """The same, held for the body directly above; NotTheSuperior for any other."""
    report = _lock(actor, report_id)
    require_superior(actor, report.unit)
    require_version(report.version, version, report.ref)
    return report


def require_superior(actor: Actor, unit: Unit) -> None:
    """Raise NotAllowed or NotTheSuperior unless the actor decides for the body directly above."""
    actor.require(permissions.DECIDE, unit)
    if not permissions.decides_for(actor, unit):
        above = unit.parent.name if unit.parent else unit.name
        raise NotTheSuperior(
            _("Báo cáo này do cấp ủy cấp trên trực tiếp quyết định: %s. Hãy để nơi đó làm.") % above
        )


def _lock(actor: Actor, report_id: int) -> PeriodicReport:
    rows = PeriodicReport.objects.select_related("unit", "unit__parent")
    return lock_row(rows, actor, pk=report_id)


def step(
    actor: Actor, report: PeriodicReport, state: PeriodicState, comment: str, now: datetime
) -> PeriodicReport:
    """Take the report to a state, with what was said."""
    before, report.state = report.state, state
    report.version += 1
    report.save()
    took(actor, report, str(state), comment, now)
    trail(actor, f"periodic.{state}", report, now, {"state": [before, str(state)]})
    return report


def took(actor: Actor, report: PeriodicReport, what: str, comment: str, now: datetime) -> None:
    """Add a step to the report's history."""
    PeriodicStep.objects.create(
        report=report, step=what, at=now, by_name=actor.name, comment=comment
    )


def trail(
    actor: Actor,
    action: str,
    report: PeriodicReport,
    now: datetime,
    changes: Mapping[str, object],
) -> None:
    """One audit event about a report."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=report.unit_id,
        target=report.ref,
        changes=dict(changes),
    )
