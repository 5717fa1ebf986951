"""The events of an auditor's part of the tree: who did what; never what a record says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.trail.permissions import VIEW
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent

PAGE = 50
WHY = "names of units whose events the actor may read"


@dataclass(frozen=True)
class Asked:
    """What of the trail: from–to days (both in), by whom, of what kind, at or below a unit."""

    since: date
    until: date
    who: str = ""
    kind: str = ""
    unit: Unit | None = None


@dataclass(frozen=True)
class EventRow:
    """An event with the name of its unit; of its changes only which fields."""

    event: AuditEvent
    unit_name: str

    @property
    def fields(self) -> list[str]:
        """Which fields changed or were read; what they say stays out of an auditor's sight."""
        read = self.event.changes.get("fields")
        if isinstance(read, list):
            return [str(each) for each in read]
        pairs = self.event.changes.items()
        return [name for name, value in pairs if isinstance(value, list) and len(value) == 2]


@dataclass(frozen=True)
class EventPage:
    """One page, the newest first, with the mark from which the next one starts."""

    rows: list[EventRow]
    after: str


def events(actor: Actor, asked: Asked, *, after: str = "", size: int = PAGE) -> EventPage:
    """The events asked for, in the part of the tree where the actor reads the trail."""
    rows = within_days(in_part(actor, asked.unit), asked.since, asked.until)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.who:
        rows = rows.filter(actor_name__icontains=asked.who)
    return page_of(rows, after, size)


def in_part(actor: Actor, unit: Unit | None = None) -> QuerySet[AuditEvent]:
    """Events at units where the actor reads the trail; those of no unit with the whole tree."""
    units = Unit.objects.visible_to(actor, VIEW, inside=unit.path if unit else "")
    wanted = Q(unit_id__in=units.values("pk"))
    if unit is None and any(len(scope.path) <= SEGMENT for scope in actor.scopes(VIEW, past=False)):
        wanted |= Q(unit_id__isnull=True)
    return AuditEvent.objects.filter(wanted)


def within_days(rows: QuerySet[AuditEvent], since: date, until: date) -> QuerySet[AuditEvent]:
    """Those of the days from–to, both in."""
    end = datetime.combine(until + timedelta(days=1), time(), ZONE)
    return rows.filter(at__gte=datetime.combine(since, time(), ZONE), at__lt=end)


def page_of(rows: QuerySet[AuditEvent], after: str, size: int) -> EventPage:
    """A page of events, the newest first. Two reads."""
    if after.isdigit():
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return EventPage(with_units(found[:size]), str(last.pk) if last else "")


def with_units(rows: Sequence[AuditEvent]) -> list[EventRow]:
    """Events with the names of their units."""
    units = Unit.objects.unscoped(WHY).filter(pk__in={event.unit_id for event in rows})
    names = dict(units.values_list("pk", "name"))
    return [EventRow(event, names.get(event.unit_id or 0, "")) for event in rows]
