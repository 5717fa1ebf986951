"""Watching a record that nobody has a reason to open, and no longer."""

from datetime import datetime

from django.db import IntegrityError, transaction

from chibo.areas.members.models import Member
from chibo.areas.trail.errors import BadCanary
from chibo.areas.trail.models import Canary
from chibo.areas.trail.permissions import VIEW
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row
from chibo.core.wall import lifted


@transaction.atomic
def watch(*, actor: Actor, code: str, why: str, now: datetime) -> Canary:
    """Watch the record with this code. Raises BadCanary for none in the actor's part.

    The auditor is told the code by whoever keeps the register; no record is shown to them.
    """
    rows = Member.objects.visible_to(actor, VIEW).filter(code=code.strip())
    with lifted("the auditor types a code and is shown nothing of whose it is"):
        member = rows.only("pk", "cell_id", "unit_path").first()
    if member is None:
        raise BadCanary(
            _("Không có hồ sơ mang mã này trong phạm vi kiểm tra. Hãy hỏi lại mã."), "code"
        )
    try:
        with transaction.atomic():
            row = Canary.objects.create(member=member, why=why, by_name=actor.name, since=now)
    except IntegrityError as error:
        raise BadCanary(_("Hồ sơ này đang được canh rồi."), "code") from error
    _noted(actor, "canary.watched", row, now)
    return row


@transaction.atomic
def stop_watching(*, actor: Actor, canary_id: int, now: datetime) -> None:
    """No longer; what was opened until now stays in the trail."""
    row = lock_row(Canary.objects.filter(ended_at__isnull=True), actor, pk=canary_id)
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    _noted(actor, "canary.ended", row, now)


def _noted(actor: Actor, action: str, row: Canary, now: datetime) -> None:
    """Named by its own number: the record's own trail must not betray that it is watched."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=row.member.cell_id,
        target=f"canary:{row.pk}",
    )
