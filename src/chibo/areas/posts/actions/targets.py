"""The targets of concurrent posts."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from chibo.areas.organisation.models import Unit
from chibo.areas.posts import permissions
from chibo.areas.posts.errors import BadTarget
from chibo.areas.posts.models import PostTarget, TargetShare
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row, require_version


@transaction.atomic
def set_target(
    *,
    actor: Actor,
    unit_id: int,
    share: str,
    percent: int,
    by_on: date,
    decision: str,
    version: int,
    now: datetime,
) -> PostTarget:
    """Say which share a body wants to reach by a day; `version` 0 where there is none yet.

    Raises NotThere, NotAllowed, ChangedMeanwhile, BadTarget.
    """
    unit = get_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.CHANGE, unit)
    if share not in TargetShare.values or not 0 <= percent <= 100:
        raise BadTarget(_("Mục tiêu là một tỷ lệ từ 0 đến 100%. Hãy xem lại."))
    rows = PostTarget.objects.unscoped("of a unit the actor may change").select_for_update()
    target = rows.filter(unit=unit, share=share).first() or PostTarget(
        unit=unit, share=share, version=0
    )
    require_version(target.version, version)
    after = {"percent": percent, "by_on": by_on, "decision": decision.strip()}
    changes = audit.differences({name: getattr(target, name) for name in after}, after)
    if changes or target.pk is None:
        for name, value in after.items():
            setattr(target, name, value)
        target.version += 1
        target.save()
        _trail(actor, "post_target.set", unit, now, {"share": [None, share], **changes})
    return target


def _trail(
    actor: Actor, action: str, unit: Unit, now: datetime, changes: Mapping[str, object]
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=unit.pk,
        target=f"unit:{unit.pk}",
        changes=dict(changes),
    )
