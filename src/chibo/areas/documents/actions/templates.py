"""An office's own Word templates: brought, put into force, taken out of force again."""

from datetime import datetime

from django.db import transaction

from chibo.areas.documents import permissions
from chibo.areas.documents.checking import check_template
from chibo.areas.documents.errors import BadEntry
from chibo.areas.documents.models import OwnTemplate
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row

_WHY = "templates of the unit the actor may issue papers for"


@transaction.atomic
def bring_template(
    *, actor: Actor, unit: Unit, file_kind: str, name: str, content: bytes, now: datetime
) -> OwnTemplate:
    """Keep a checked template as a draft. Raises NotAllowed, BadTemplate, MarkedSecret."""
    actor.require(permissions.ISSUE, unit)
    check_template(file_kind, name, content)
    row = OwnTemplate.objects.create(
        unit=unit,
        file_kind=file_kind,
        name=name[-200:],
        content=content,
        uploaded_by=actor.name,
        uploaded_at=now,
    )
    _trail(actor, "template.brought", row, now)
    return row


@transaction.atomic
def use_template(*, actor: Actor, template_id: int, now: datetime) -> OwnTemplate:
    """Papers dated from today on are made with it; the one before ends today."""
    row = _lock(actor, template_id)
    if row.starts_on is not None and row.ends_before is None:
        return row
    if row.starts_on is not None:
        raise BadEntry(_("Mẫu này đã thôi dùng. Muốn dùng lại, hãy tải tệp lên lần nữa."))
    same = OwnTemplate.objects.unscoped(_WHY).select_for_update()
    same.filter(
        unit_id=row.unit_id,
        file_kind=row.file_kind,
        starts_on__isnull=False,
        ends_before__isnull=True,
    ).update(ends_before=now.date())
    row.starts_on = now.date()
    row.save(update_fields=["starts_on"])
    _trail(actor, "template.used", row, now)
    return row


@transaction.atomic
def drop_template(*, actor: Actor, template_id: int, now: datetime) -> None:
    """Back to the template above or the shipped one from today; a draft is thrown away."""
    row = _lock(actor, template_id)
    if row.starts_on is None:
        _trail(actor, "template.thrown_away", row, now)
        row.delete()
    elif row.ends_before is None:
        row.ends_before = now.date()
        row.save(update_fields=["ends_before"])
        _trail(actor, "template.dropped", row, now)


def _lock(actor: Actor, template_id: int) -> OwnTemplate:
    row: OwnTemplate = lock_row(OwnTemplate.objects, actor, pk=template_id)
    actor.require(permissions.ISSUE, row.unit)
    return row


def _trail(actor: Actor, action: str, row: OwnTemplate, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=row.unit_id,
        target=f"template:{row.pk}",
        changes={"kind": row.file_kind, "name": row.name},
    )
