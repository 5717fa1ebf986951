"""Minutes of the demo's cell: signed on paper and locked month by month, the last still open."""

from datetime import timedelta
from typing import Any

from chibo.areas.meetings.models import Meeting
from chibo.areas.minutes import actions
from chibo.areas.minutes.actions import HandSignature
from chibo.areas.minutes.queries import minutes_of
from chibo.sample.province import Province
from chibo.sample.staff import Staff


def sign_minutes(province: Province, staff: Staff) -> None:
    """Every closed meeting of the cell; the newest was signed by its chair only."""
    unit = staff.units[province.demo_cell.code]
    rows = Meeting.objects.unscoped("the sample's own rows").filter(unit=unit, state="closed")
    told = rows.filter(attendance__isnull=False).distinct().select_related("unit")
    found = list(told.order_by("held_on", "id"))
    for meeting in found:
        _sign(province, staff, meeting, is_last=meeting is found[-1])


def _sign(province: Province, staff: Staff, meeting: Meeting, *, is_last: bool) -> None:
    assert meeting.closed_at is not None
    secretary = staff.actor("secretary", province.demo_cell.code)
    common: dict[str, Any] = {
        "actor": secretary,
        "meeting_id": meeting.pk,
        "digest": minutes_of(meeting).digest,
        "now": meeting.closed_at + timedelta(minutes=30),
    }
    for part in ("chair",) if is_last else ("chair", "secretary"):
        signed = HandSignature(part, meeting.closed_at.date())
        actions.note_hand_signature(signed=signed, **common)
    if not is_last:
        actions.circulate(**common)
        actions.lock(**common)
