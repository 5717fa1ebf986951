"""Writing the trail: every action leaves one event in its own transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from chibo.core.actor import Actor
from chibo.core.models import AuditEvent

Kind = AuditEvent.Kind
KINDS: Mapping[str, Kind] = {
    "member.opened": Kind.READ,
    "member.handed_out": Kind.READ,
    "member.number_seen": Kind.READ,
    "import.read": Kind.READ,
    "statistics.people_read": Kind.READ,
    "paper.made": Kind.PRINT,
    "attendance_list.printed": Kind.PRINT,
    "workbook.exported": Kind.EXPORT,
    "workbook.downloaded": Kind.EXPORT,
    "facts.exported": Kind.EXPORT,
    "table.exported": Kind.EXPORT,
    "figures.exported": Kind.EXPORT,
    "papers.bundle_asked": Kind.EXPORT,
    "papers.bundle_downloaded": Kind.EXPORT,
    "trail.exported": Kind.EXPORT,
    "privacy.copy_made": Kind.EXPORT,
    "api.read": Kind.EXPORT,
    "backup.made": Kind.EXPORT,
    "backup.drilled": Kind.READ,
}
"""What an act is that changes nothing; every other one is a change."""


def record(
    *,
    actor: Actor,
    action: str,
    at: datetime,
    unit_id: int | None = None,
    target: str = "",
    changes: dict[str, Any] | None = None,
    purpose: str = "",
) -> AuditEvent:
    """Add one event. `changes` maps a field to its [old, new] values, or carries plain facts."""
    event = _event(actor, action, at)
    event.unit_id, event.target = unit_id, target
    event.changes, event.purpose = changes or {}, purpose
    event.save(force_insert=True)
    return event


def record_each(
    *,
    actor: Actor,
    action: str,
    at: datetime,
    targets: Iterable[tuple[int, str]],
    changes: dict[str, Any],
) -> None:
    """Add an event for each (unit, target) to which the same was done. One statement."""
    events = []
    for unit_id, target in targets:
        event = _event(actor, action, at)
        event.unit_id, event.target, event.changes = unit_id, target, changes
        events.append(event)
    AuditEvent.objects.bulk_create(events)


def _event(actor: Actor, action: str, at: datetime) -> AuditEvent:
    return AuditEvent(
        at=at,
        account_id=actor.account_id,
        actor_name=actor.name,
        via=actor.via,
        role=actor.role,
        kind=KINDS.get(action, Kind.CHANGE),
        action=action,
        address=actor.address,
    )


def seen(
    *,
    actor: Actor,
    action: str,
    at: datetime,
    unit_id: int | None,
    target: str = "",
    facts: dict[str, Any] | None = None,
    purpose: str = "",
) -> None:
    """Note that something was read, exported or printed; `action` is one of KINDS.

    `facts`: which fields, how many, in what form; never the values.
    """
    if action not in KINDS:
        raise ValueError(action)
    record(
        actor=actor,
        action=action,
        at=at,
        unit_id=unit_id,
        target=target,
        changes=facts,
        purpose=purpose,
    )


def latest(target: str, count: int) -> list[AuditEvent]:
    """The last `count` events of a record, newest first."""
    return list(AuditEvent.objects.filter(target=target).order_by("-id")[:count])


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """The fields whose value changed, as {field: [old, new]}, ready for `record`."""
    return {
        field: [_plain(before.get(field)), _plain(value)]
        for field, value in after.items()
        if before.get(field) != value
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str | list) else str(value)
