"""Minutes go to who was present, or to the chi ủy, and are locked."""

from datetime import datetime

from django.db import transaction

from chibo.areas.minutes.actions.locking import lock_minutes, require_keeper, require_open, trail
from chibo.areas.minutes.errors import CannotLockMinutes
from chibo.areas.minutes.models import Minutes, MinutesOpened
from chibo.areas.minutes.queries import get_own_minutes
from chibo.areas.minutes.subjects import OfCell, Subject
from chibo.core.actor import Actor
from chibo.core.i18n import _


@transaction.atomic
def circulate(
    *, actor: Actor, meeting_id: int, digest: str, now: datetime, of: type[Subject] = OfCell
) -> Minutes:
    """Signed minutes become readable to whom they concern. Twice changes nothing."""
    seen, minutes = lock_minutes(actor, meeting_id, digest, of)
    require_keeper(actor, seen)
    if minutes.circulated_at is not None:
        return minutes
    if not seen.is_signed:
        raise CannotLockMinutes(_("Biên bản chưa đủ hai chữ ký. Hãy ký xong rồi gửi người dự."))
    minutes.circulated_at, minutes.circulated_by = now, actor.name
    minutes.version += 1
    minutes.save()
    trail(actor, "minutes.circulated", seen.subject, now, {"readers": len(seen.subject.readers())})
    return minutes


@transaction.atomic
def lock(
    *, actor: Actor, meeting_id: int, digest: str, now: datetime, of: type[Subject] = OfCell
) -> Minutes:
    """Seal the minutes: the record is kept with its SHA-256 and nothing in it changes any more.

    Raises CannotLockMinutes before both have signed the record as it is, or before it was
    circulated. Locking twice changes nothing.
    """
    seen, minutes = lock_minutes(actor, meeting_id, digest, of)
    require_keeper(actor, seen)
    if minutes.is_locked:
        return minutes
    require_open(minutes)
    if not seen.is_signed:
        raise CannotLockMinutes(
            _("Còn chữ ký chưa có, hoặc ký trước khi đính chính. Hãy ký lại rồi khóa.")
        )
    if minutes.circulated_at is None:
        raise CannotLockMinutes(_("Biên bản chưa gửi người dự xem. Hãy gửi rồi mới khóa."))
    minutes.record, minutes.sha256 = seen.record, seen.digest
    minutes.locked_at, minutes.locked_by = now, actor.name
    minutes.version += 1
    minutes.save()
    MinutesOpened.objects.filter(minutes=minutes).delete()
    trail(actor, "minutes.locked", seen.subject, now, {"sha256": minutes.sha256})
    return minutes


@transaction.atomic
def open_minutes(*, actor: Actor, meeting_id: int, of: type[Subject] = OfCell) -> Minutes:
    """A member reads minutes circulated to them; kept for reminding only, without a time.

    Nothing goes into the trail. Raises NotThere where they were not circulated to the actor.
    """
    minutes = get_own_minutes(actor, meeting_id, of)
    if actor.member_id is not None and not minutes.is_locked:
        opened = MinutesOpened(minutes=minutes, member_id=actor.member_id)
        MinutesOpened.objects.bulk_create([opened], ignore_conflicts=True)
    return minutes
