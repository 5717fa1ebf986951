"""What is kept of every change to a score sheet."""

from collections.abc import Mapping
from datetime import datetime

from chibo.areas.meetings.models import Meeting
from chibo.areas.scoring.models import ScoreSheet
from chibo.core import audit
from chibo.core.actor import Actor


def totals_told(sheet: ScoreSheet) -> dict[str, str]:
    """The cell's own totals: of the sheet, and of the second one where there is one."""
    told = {"total": str(sheet.self_total)}
    return told | ({"thematic": str(sheet.second.self_total)} if sheet.second else {})


def trail(
    actor: Actor,
    action: str,
    sheet: ScoreSheet,
    meeting: Meeting,
    now: datetime,
    changes: Mapping[str, object],
) -> None:
    """Record a change to the sheet of a meeting the actor was allowed to change."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=meeting.unit_id,
        target=f"meeting:{meeting.pk}",
        changes=dict(changes),
    )
