"""Making a sealed version: the whole report in one canonical form, and its SHA-256."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chibo.areas.minutes.canonical import plain
from chibo.areas.periodic.chains import next_version
from chibo.areas.periodic.models import PeriodicReport, Seal
from chibo.areas.periodic.rules import Change
from chibo.core.actor import Actor

FORM = 1


def seal(
    actor: Actor,
    report: PeriodicReport,
    now: datetime,
    *,
    reason: str = "",
    changes: Sequence[Change] = (),
) -> Seal:
    """The next version. It carries the digest of the one before, so that none can be taken out."""
    latest = report.seals.order_by("-number").first()
    fields = next_version(
        _said(report), latest, by=actor.name, at=now, reason=reason, changes=changes
    )
    return Seal.objects.create(report=report, **fields)


def _said(report: PeriodicReport) -> dict[str, Any]:
    """All that the report says."""
    return {
        "form": FORM,
        "unit": {"code": report.unit.code, "name": plain(report.unit.name)},
        "report": report.form,
        "period": str(report.period),
        "lines": report.figures["lines"],
        "checks": report.figures["checks"],
        "below": report.figures["below"],
        "submitted_at": plain(report.submitted_at),
    }
