"""A committee puts a form into force for its part of the tree, and takes it out again."""

from datetime import datetime

from django.db import transaction

from chibo.areas.organisation.models import Unit
from chibo.areas.periodic import permissions
from chibo.areas.periodic.errors import BadAsking
from chibo.areas.periodic.forms import forms
from chibo.areas.periodic.models import Asking
from chibo.areas.periodic.periods import Period
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version, save_next


@transaction.atomic
def ask(*, actor: Actor, unit_id: int, form: str, since: Period, now: datetime) -> Asking:
    """Ask the bodies at and below the unit for the form, from that period on.

    Asked again while it runs, it gives the running one. NotThere, NotAllowed, BadAsking.
    """
    unit = lock_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.DECIDE, unit)
    _require_known(unit, form, since)
    rows = Asking.objects.visible_to(actor).filter(unit=unit, form=form)
    running = rows.filter(ends_before=None).first()
    if running is not None:
        return running
    if rows.filter(ends_before__gt=since.starts_on).exists():
        raise BadAsking(_("Kỳ này đã có trong một đợt yêu cầu trước. Hãy chọn kỳ sau."), "since")
    row = Asking.objects.create(unit=unit, form=form, starts_on=since.starts_on, by_name=actor.name)
    _trail(actor, "asking.begun", row, now, {"form": form, "since": str(since)})
    return row


def _require_known(unit: Unit, form: str, since: Period) -> None:
    known = forms().get(form)
    if known is None:
        raise BadAsking(_("Không có mẫu báo cáo này. Hãy chọn trong danh sách."), "form")
    if unit.is_cell:
        raise BadAsking(
            _("Báo cáo định kỳ là của cấp ủy có tổ chức bên dưới; chi bộ gửi báo cáo tháng.")
        )
    if not known.covers(since):
        raise BadAsking(_("Mẫu này không lập cho %s. Hãy chọn kỳ khác.") % since.label, "since")


@transaction.atomic
def stop_asking(
    *, actor: Actor, asking_id: int, version: int, now: datetime, after: Period
) -> Asking:
    """Ask no more after that period; reports already owed stay owed."""
    row = lock_row(Asking.objects.select_related("unit"), actor, pk=asking_id)
    actor.require(permissions.DECIDE, row.unit)
    if row.ends_before is not None:
        return row
    require_version(row.version, version, row.ref)
    if after.ends_before <= row.starts_on:
        raise BadAsking(_("Kỳ cuối phải từ kỳ bắt đầu yêu cầu trở đi."), "after")
    save_next(row, {"ends_before": after.ends_before})
    _trail(actor, "asking.ended", row, now, {"ends_before": [None, str(after.ends_before)]})
    return row


def _trail(
    actor: Actor, action: str, row: Asking, now: datetime, changes: dict[str, object]
) -> None:
    audit.record(
        actor=actor, action=action, at=now, unit_id=row.unit_id, target=row.ref, changes=changes
    )
