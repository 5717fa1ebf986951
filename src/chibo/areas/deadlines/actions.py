"""Recording certificates of candidates, and that one is no longer waited for."""

from datetime import date, datetime

from django.db import transaction

from chibo.areas.deadlines import permissions
from chibo.areas.deadlines.errors import BadCertificate
from chibo.areas.deadlines.models import Certificate
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version


@transaction.atomic
def record_certificate(
    *,
    actor: Actor,
    cell_id: int,
    full_name: str,
    number: str,
    issued_on: date,
    now: datetime,
) -> Certificate:
    """A candidate of the cell holds a certificate. Recorded twice it is the same one."""
    cell = get_row(Unit.objects, actor, pk=cell_id)
    actor.require(permissions.KEEP_CERTIFICATES, cell)
    if not cell.is_cell:
        raise BadCertificate(_("“%s” không phải chi bộ. Hãy chọn chi bộ theo dõi.") % cell.name)
    if not full_name.strip():
        raise BadCertificate(_("Chưa ghi họ và tên người được cấp giấy."))
    if issued_on > now.date():
        raise BadCertificate(_("Ngày cấp chưa tới. Hãy ghi ngày đã có."))
    rows = Certificate.objects.unscoped("the certificates of a cell the actor keeps")
    row, made = rows.get_or_create(
        cell=cell,
        full_name=full_name.strip(),
        issued_on=issued_on,
        defaults={"number": number.strip()},
    )
    if made:
        _trail(actor, "certificate.recorded", row, now)
    return row


@transaction.atomic
def settle_certificate(
    *, actor: Actor, certificate_id: int, version: int, now: datetime
) -> Certificate:
    """The holder was admitted or gave up: nothing is waited for. Twice changes nothing."""
    row = lock_row(Certificate.objects.select_related("cell"), actor, pk=certificate_id)
    actor.require(permissions.KEEP_CERTIFICATES, row.cell)
    if row.settled_on is not None:
        return row
    require_version(row.version, version)
    row.settled_on = now.date()
    row.version += 1
    row.save()
    _trail(actor, "certificate.settled", row, now)
    return row


def _trail(actor: Actor, action: str, row: Certificate, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=row.cell_id,
        target=f"certificate:{row.pk}",
        changes={"name": row.full_name, "issued_on": row.issued_on.isoformat()},
    )
