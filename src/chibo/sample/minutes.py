"""Minutes of the demo's cell: signed on paper and locked month by month, the last still open."""

from datetime import timedelta
from typing import Any

from chibo.areas.committee_meetings.models import CommitteeMeeting
from chibo.areas.meetings.models import Meeting
from chibo.areas.minutes import actions
from chibo.areas.minutes.actions import Correction, HandSignature
from chibo.areas.minutes.queries import minutes_of
from chibo.areas.minutes.subjects import Row, subject_of
from chibo.core.actor import Actor
from chibo.sample.province import Province
from chibo.sample.staff import Staff

WHY = "the sample's own rows"
MENDED = Correction(
    place="conclusion",
    after="Chi bộ thống nhất các nội dung đã bàn; việc làm đường ra đồng xong trước ngày 25.",
    because="Ghi sót thời hạn chi bộ đã chốt.",
    asked_by="Trưởng ban công tác Mặt trận",
)


def sign_minutes(province: Province, staff: Staff) -> None:
    """Every closed meeting of the cell and its chi ủy; the cell's newest was signed by its chair
    only, the one before was corrected after it had been sent."""
    unit = staff.units[province.demo_cell.code]
    secretary = staff.actor("secretary", province.demo_cell.code)
    told = Meeting.objects.unscoped(WHY).filter(unit=unit, state="closed")
    found = list(
        told.filter(attendance__isnull=False)
        .distinct()
        .select_related("unit")
        .order_by("held_on", "id")
    )
    for meeting in found[:-1]:
        _seal(secretary, meeting, MENDED if meeting is found[-2] else None)
    for meeting in found[-1:]:
        _act("note_hand_signature", secretary, meeting, signed=_by_hand(meeting, "chair"))
    sittings = CommitteeMeeting.objects.unscoped(WHY).filter(unit=unit, state="closed")
    for sitting in sittings.select_related("unit").order_by("held_on", "id"):
        _seal(secretary, sitting, None)


def _seal(secretary: Actor, row: Row, correction: Correction | None) -> None:
    _sign(secretary, row)
    _act("circulate", secretary, row)
    if correction:
        _act("amend", secretary, row, correction=correction)
        _sign(secretary, row)
    _act("lock", secretary, row)


def _sign(secretary: Actor, row: Row) -> None:
    for part in ("chair", "secretary"):
        _act("note_hand_signature", secretary, row, signed=_by_hand(row, part))


def _by_hand(row: Row, part: str) -> HandSignature:
    assert row.closed_at is not None
    return HandSignature(part, row.closed_at.date())


def _act(name: str, secretary: Actor, row: Row, **more: Any) -> None:
    assert row.closed_at is not None
    getattr(actions, name)(
        actor=secretary,
        meeting_id=row.pk,
        digest=minutes_of(row).digest,
        now=row.closed_at + timedelta(minutes=30),
        of=type(subject_of(row)),
        **more,
    )
