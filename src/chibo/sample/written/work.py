"""A meeting being written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chibo.areas.meetings.models import AgendaPoint, Meeting
from chibo.areas.meetings.rules import AttendanceState
from chibo.areas.organisation.models import Unit
from chibo.areas.resolutions.models import Resolution
from chibo.areas.scoring.models import ScoreLine
from chibo.areas.tasks.queries import ReviewedTask
from chibo.core.actor import Actor
from chibo.core.models import AuditEvent
from chibo.sample.cells import Cell
from chibo.sample.playing import OpenTask
from chibo.sample.stories import MeetingStory


@dataclass
class Desk:
    """A cell with who writes for it, who decides above it, and its open tasks."""

    cell: Cell
    unit: Unit
    secretary: Actor
    superior: Actor
    open_tasks: list[OpenTask] = field(default_factory=list)


@dataclass
class Work:
    """One meeting on its way into the tables."""

    desk: Desk
    story: MeetingStory
    meeting: Meeting
    points: list[AgendaPoint] = field(default_factory=list)
    lines: list[ScoreLine] = field(default_factory=list)
    looked_at: list[ReviewedTask] = field(default_factory=list)
    resolution: Resolution | None = None

    @property
    def states(self) -> dict[str, AttendanceState]:
        """Where everybody was, by member code."""
        sitting = self.story.sitting
        found = dict.fromkeys((p.code for p in sitting.roll), AttendanceState.PRESENT)
        found |= dict.fromkeys((p.code for p in sitting.exempt), AttendanceState.EXEMPT)
        return found | {a.person.code: AttendanceState(a.state) for a in sitting.absences}


class Trail:
    """Audit events, kept until they are written together."""

    def __init__(self) -> None:
        self._events: list[AuditEvent] = []

    def add(
        self,
        actor: Actor,
        action: str,
        at: datetime,
        unit_id: int,
        target: str,
        changes: Mapping[str, Any] | None = None,
    ) -> None:
        """One act."""
        self._events.append(
            AuditEvent(
                at=at,
                account_id=actor.account_id,
                actor_name=actor.name,
                via=actor.via,
                action=action,
                unit_id=unit_id,
                target=target,
                changes=dict(changes or {}),
            )
        )

    def write(self) -> None:
        """Put them on record."""
        AuditEvent.objects.bulk_create(self._events)
        self._events = []
