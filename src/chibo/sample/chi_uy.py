"""The chi ủy of the demo's cell meets before its meetings."""

from datetime import date, time, timedelta

from chibo.areas.committee_meetings.actions import (
    PointText,
    Sitting,
    close,
    mark_rest,
    prepare,
    record,
    write,
)
from chibo.areas.committee_meetings.queries import points_of, seats_of_cell
from chibo.areas.meetings.models import Meeting
from chibo.core.actor import Actor
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff

SAID = {
    "committee_review": (
        "Đã xem từng việc của nghị quyết tháng trước; việc chưa xong do mưa kéo dài.",
        "Gia hạn việc dọn rãnh thoát nước, giao thêm người phụ giúp",
    ),
    "committee_debate": (
        "Có ba việc; chọn một việc cần chi bộ bàn kỹ.",
        "Chi bộ bàn cách vận động các hộ góp công làm đường ra đồng",
    ),
    "committee_members": ("Đảng phí thu đúng hạn. Không có việc phát sinh.", ""),
}


def hold_chi_uy(province: Province, staff: Staff) -> None:
    """Held and closed, with two conclusions for the cell, where its meeting is still to come."""
    cell = province.demo_cell
    rows = Meeting.objects.unscoped("the sample's own rows").select_related("unit")
    coming = rows.filter(
        unit=staff.units[cell.code], planned_on__gte=province.today, held_on__isnull=True
    )
    meeting = coming.order_by("planned_on", "id").first()
    if meeting is None or meeting.planned_on is None:
        return
    on = min(meeting.committee_met_on or meeting.planned_on - timedelta(days=3), province.today)
    if seats_of_cell(meeting.unit, on):
        hold_before(meeting, staff.actor("secretary", cell.code), on)


def hold_before(meeting: Meeting, actor: Actor, on: date) -> None:
    """The chi ủy's meeting before one of the cell's, with its conclusions, all present."""
    now = at(on, 21)
    sitting = prepare(meeting_id=meeting.pk, actor=actor, now=now)
    said = Sitting(
        on, time(19), meeting.place, meeting.chair_name, meeting.minutes_by,
        on, time(19), time(20, 15), "Chi ủy thống nhất các nội dung đưa ra chi bộ.",
    )  # fmt: skip
    record(sitting_id=sitting.pk, said=said, version=sitting.version, actor=actor, now=now)
    for point in points_of(sitting):
        if point.code in SAID:
            notes, conclusion = SAID[point.code]
            text = PointText(point.title, notes, conclusion, to_cell=bool(conclusion))
            write(
                sitting_id=sitting.pk, point_id=point.pk, text=text, version=1, actor=actor, now=now
            )
    mark_rest(sitting_id=sitting.pk, actor=actor, now=now)
    close(sitting_id=sitting.pk, actor=actor, now=now)
