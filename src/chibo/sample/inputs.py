"""Organisations of the demo's village send a few lines before its meetings."""

from datetime import datetime

from chibo.areas.inputs.actions import Said, hashed, make_link, send_input, write_input
from chibo.areas.inputs.queries import givers_of
from chibo.areas.meetings.models import Meeting
from chibo.core.actor import Actor
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff

WOMEN = Said(
    "Vận động 12 hội viên tham gia tổ tiết kiệm, góp được 6 triệu đồng; dọn đường làng 2 buổi.",
    "Một số hội viên lo giá phân bón tăng trước vụ mới.",
    "Chi bộ cùng vận động các hộ phân loại rác.",
    "Chi hội trưởng",
)
FRONT = Said(
    "Ngày hội Đại đoàn kết có 86 hộ dự; quyên góp giúp 2 hộ khó khăn.",
    "Nhân dân quan tâm tiến độ sửa kênh nội đồng.",
    "",
    "Trưởng ban",
)


def send_inputs(province: Province, staff: Staff) -> None:
    """One sent by a link, one written down by the secretary, where a meeting is still to come."""
    cell = province.demo_cell
    rows = Meeting.objects.unscoped("the sample's own rows").select_related("unit")
    coming = rows.filter(
        unit=staff.units[cell.code], planned_on__gte=province.today, held_on__isnull=True
    )
    meeting = coming.order_by("planned_on", "id").first()
    if meeting is None:
        return
    send_for(meeting, staff.actor("secretary", cell.code), at(province.running.first, 9))


def send_for(meeting: Meeting, secretary: Actor, now: datetime) -> None:
    """One organisation writes by its link, another tells the secretary."""
    if not {"women", "front"} <= {giver.code for giver in givers_of(meeting)}:
        return
    made = make_link(actor=secretary, meeting_id=meeting.pk, giver="women", now=now)
    nobody = Actor(None, made.row.giver_name, None, (), via="link")
    send_input(
        actor=nobody, secret_hash=hashed(made.secret), said=WOMEN, version=made.row.version, now=now
    )
    write_input(
        actor=secretary, meeting_id=meeting.pk, giver="front", said=FRONT, version=0, now=now
    )
