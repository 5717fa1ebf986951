"""Getting hold of minutes to write on."""

from datetime import datetime

from chibo.areas.minutes.errors import CannotLockMinutes
from chibo.areas.minutes.models import Minutes
from chibo.areas.minutes.queries import MinutesSeen, minutes_of
from chibo.areas.minutes.subjects import OfCell, Subject, editions_of
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile
from chibo.core.i18n import _


def lock_minutes(
    actor: Actor, meeting_id: int, digest: str, of: type[Subject] = OfCell
) -> tuple[MinutesSeen, Minutes]:
    """The minutes of a closed meeting, begun where they were not, held with their meeting.

    `digest` is of the record the person read; ChangedMeanwhile when it is another by now.
    """
    subject = of.locked(actor, meeting_id)
    subject.refuse_unready()
    seen = minutes_of(subject.row)
    if digest and seen.digest != digest:
        raise ChangedMeanwhile(
            _("Biên bản vừa thay đổi sau khi trang này mở ra. Hãy đọc lại rồi làm lại.")
        )
    if seen.minutes is not None:
        return seen, seen.minutes
    edition = editions_of(subject.row).count() + 1
    begun = Minutes.objects.create(**{of.column: subject.row, "edition": edition})
    return minutes_of(subject.row), begun


def require_keeper(actor: Actor, seen: MinutesSeen) -> None:
    """Raise NotAllowed for whoever does not keep the minutes of such meetings there."""
    actor.require(seen.subject.keep, seen.subject.row.unit)


def require_open(minutes: Minutes) -> None:
    """Raise CannotLockMinutes once nothing may change any more."""
    if minutes.is_locked:
        raise CannotLockMinutes(
            _(
                "Biên bản đã khóa. Muốn sửa, hãy mở lại buổi họp và ghi lý do; "
                "chữ ký sẽ mất hiệu lực."
            )
        )


def trail(
    actor: Actor, action: str, subject: Subject, now: datetime, changes: dict[str, object]
) -> None:
    """One audit event about the minutes of a meeting."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=subject.row.unit_id,
        target=subject.target,
        changes=changes,
    )
