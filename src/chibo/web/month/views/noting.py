"""Step 2: what was said under each point."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.meetings import actions
from chibo.areas.meetings.actions import WrittenNote
from chibo.areas.meetings.errors import MeetingLocked, NotesChanged
from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.month.frame import is_id
from chibo.web.month.sitting_page import back, page, points_of
from chibo.web.once import once
from chibo.web.request import ActorRequest


@require_POST
@once
def notes(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """What was noted under each point; one changed by somebody else is shown with both texts."""
    written = [
        WrittenNote(int(key[5:]), str(text), _version(request.POST.get(f"version-{key[5:]}")))
        for key, text in request.POST.items()
        if key.startswith("note-") and is_id(key[5:])
    ]
    try:
        actions.write_notes(
            actor=request.actor, meeting_id=meeting_id, notes=written, now=clock.now()
        )
    except MeetingLocked:
        raise
    except Refused as refusal:
        meeting = get_meeting(request.actor, meeting_id)
        contested = refusal.points if isinstance(refusal, NotesChanged) else ()
        typed = _typed_points(meeting, {n.point_id: n for n in written}, contested)
        return page(request, meeting, points=typed, problem=refusal.message)
    notices.saved(request, _("Đã lưu ghi chép."), draft=f"notes:{meeting_id}")
    return back(meeting_id, "ghi-chep")


def _version(text: str | None) -> int:
    return int(text) if text and is_id(text) else 0


def _typed_points(
    meeting: Meeting, typed: dict[int, WrittenNote], contested: Sequence[int]
) -> list[dict[str, Any]]:
    """The points with what was typed; a contested one also with what somebody else wrote, so that
    saving again is on purpose."""
    points = points_of(meeting)
    for row in points:
        note = typed.get(row["point"].pk)
        if note is None:
            continue
        if row["point"].pk in contested:
            row["theirs"] = row["text"]
        else:
            row["version"] = note.version
        row["text"], row["answered"] = note.text, ""
    return points
