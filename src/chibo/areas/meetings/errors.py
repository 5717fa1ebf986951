"""What this area refuses."""

from collections.abc import Sequence

from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.core.i18n import _


class BadMeeting(Refused):
    """The meeting cannot be prepared or recorded as asked."""

    code = "bad_meeting"


class CannotClose(Refused):
    """The record is not complete enough to be closed."""

    code = "cannot_close"


class MeetingLocked(Refused):
    """The meeting is closed; it must be reopened with a reason before its record changes."""

    code = "meeting_locked"


class ReasonsChanged(ChangedMeanwhile):
    """Somebody else wrote why these were absent, or marked them present; nothing was kept.

    `members` are the ids of those.
    """

    code = "reasons_changed"

    def __init__(self, members: Sequence[int]) -> None:
        super().__init__(
            _(
                "Người khác vừa ghi lý do vắng hoặc điểm danh lại %d người. Chưa có gì bị ghi đè: "
                "hãy xem bản mới, giữ phần cần thiết rồi lưu lại."
            )
            % len(members)
        )
        self.members = tuple(members)


class NotesChanged(ChangedMeanwhile):
    """Somebody else wrote under the same points; `points` are their ids. Nothing was kept."""

    def __init__(self, points: Sequence[int]) -> None:
        super().__init__(
            _("Người khác vừa ghi ở %d nội dung. Hãy xem hai bản, giữ phần cần thiết rồi lưu lại.")
            % len(points)
        )
        self.points = tuple(points)
