"""Writing the trail: every action leaves one event in its own transaction."""

from datetime import datetime
from typing import Any

from chibo.core.actor import Actor
from chibo.core.models import AuditEvent


def record(
    *,
    actor: Actor,
    action: str,
    at: datetime,
    unit_id: int | None = None,
    target: str = "",
    changes: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add one event. `changes` maps a field to its [old, new] values, or carries plain facts."""
    return AuditEvent.objects.create(
        at=at,
        account_id=actor.account_id,
        actor_name=actor.name,
        via=actor.via,
        action=action,
        unit_id=unit_id,
        target=target,
        changes=changes or {},
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
