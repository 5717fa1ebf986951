"""Getting hold of minutes to write on."""

from datetime import datetime

from chibo.areas.meetings.models import Meeting
from chibo.areas.minutes.errors import CannotLockMinutes
from chibo.areas.minutes.models import Minutes
from chibo.areas.minutes.queries import MinutesSeen, minutes_of
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile
from chibo.core.i18n import _
from chibo.core.rows import lock_row


def lock_minutes(actor: Actor, meeting_id: int, digest: str) -> tuple[MinutesSeen, Minutes]:
    """The minutes of a closed meeting, begun where they were not, held with their meeting.

    `digest` is of the record the person read; ChangedMeanwhile when it is another by now.
    """
    rows = Meeting.objects.select_related("unit")
    meeting = lock_row(rows, actor, pk=meeting_id)
    if not meeting.is_held or meeting.is_editable:
        raise CannotLockMinutes(
            _("Buổi sinh hoạt chưa đóng nên biên bản còn thay đổi. Hãy đóng buổi họp trước.")
        )
    if not meeting.attendance.exists():
        raise CannotLockMinutes(
            _("Buổi này nhập từ bảng tính, không ghi từng người nên không lập biên bản ở đây.")
        )
    seen = minutes_of(meeting)
    if digest and seen.digest != digest:
        raise ChangedMeanwhile(
            _("Biên bản vừa thay đổi sau khi trang này mở ra. Hãy đọc lại rồi làm lại.")
        )
    if seen.minutes is not None:
        return seen, seen.minutes
    edition = Minutes.objects.unscoped("how many editions there were").filter(meeting=meeting)
    begun = Minutes.objects.create(meeting=meeting, edition=edition.count() + 1)
    return minutes_of(meeting), begun


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
    actor: Actor, action: str, meeting: Meeting, now: datetime, changes: dict[str, object]
) -> None:
    """One audit event about the minutes of a meeting."""
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=meeting.unit_id,
        target=f"meeting:{meeting.pk}",
        changes=changes,
    )
