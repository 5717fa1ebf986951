"""The chi ủy agrees to the plan."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from chibo.areas.topics import permissions
from chibo.areas.topics.actions.locking import lock_plan, trail
from chibo.areas.topics.errors import BadTopic
from chibo.areas.topics.models import PlannedState, PlannedTopic
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date


@transaction.atomic
def approve(
    *, actor: Actor, unit_id: int, seen: Mapping[int, int], on: date, now: datetime
) -> list[PlannedTopic]:
    """Write down that the chi ủy agreed on the day `on` to the drafts in `seen` (id → version).

    All of them or none: a draft changed, added under the same id or dropped since it was read
    raises ChangedMeanwhile. One agreed to already stays as it is. A cell without a chi ủy decides
    by its secretary and deputy (HD 42-HD/BTCTW), on the same form.
    """
    unit = lock_plan(actor, unit_id, permissions.APPROVE)
    if not seen:
        raise BadTopic(_("Kế hoạch không có chuyên đề nào chờ thông qua."))
    if on > now.date():
        raise BadTopic(_("Ngày chi ủy thông qua %s chưa tới. Hãy ghi ngày đã họp.") % show_date(on))
    rows = PlannedTopic.objects.visible_to(actor).filter(unit=unit, pk__in=seen)
    found = list(rows.select_for_update(of=("self",)).order_by("month", "id"))
    waiting = [row for row in found if not row.is_approved]
    if len(found) != len(seen) or any(row.version != seen[row.pk] for row in waiting):
        raise ChangedMeanwhile(
            _("Kế hoạch vừa được người khác sửa nên chưa thông qua. Hãy xem lại rồi thông qua.")
        )
    for row in waiting:
        row.state, row.approved_on, row.approved_by = PlannedState.APPROVED, on, actor.name
        row.version += 1
        row.save()
        trail(actor, "topic.approved", row, now, {"title": row.title, "on": str(on)})
    return waiting
