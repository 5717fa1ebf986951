"""Ways on from a hit: to its records first, then to what this reader may do about it.

Whoever sees the radar finds at least one of each: who looks after the cell itself puts it before
the meeting, whoever looks from above reminds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.areas.organisation.models import Unit
from chibo.areas.radar.permissions import NOTE, REMIND, VIEW
from chibo.areas.radar.queries import Hit
from chibo.core.actor import Actor
from chibo.core.periods import Month


@dataclass(frozen=True)
class Link:
    """Where the records are, or where something can be done."""

    label: str
    href: str
    is_action: bool = False


RECORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "silent": (("months", "meetings.view"), ("overseers", "oversight.view")),
    "term_ending": (("posts", "posts.view"),),
    "no_admission": (("members", "members.view"), ("certificates", "deadlines.view")),
    "average_age": (("age", VIEW), ("members", "members.view")),
    "one_enters": (("meetings", "meetings.view"),),
    "reports_late": (("months", "meetings.view"), ("overseers", "oversight.view")),
    "few_full": (("members", "members.view"),),
    "no_secretary": (("posts", "posts.view"),),
}
"""The pages of the records behind each rule, with the permission the page asks for."""
ACTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "silent": (("plan_meeting", "meetings.run"), ("visit", "oversight.assign")),
    "term_ending": (("congress", "posts.change"), ("to_meeting", "meetings.run")),
    "no_admission": (("targets", "targets.set"), ("to_meeting", "meetings.run")),
    "average_age": (("targets", "targets.set"), ("to_meeting", "meetings.run")),
    "one_enters": (("stand_in", "stand_ins.give"), ("accounts", "accounts.manage")),
    "reports_late": (("to_meeting", "meetings.run"), ("visit", "oversight.assign")),
    "few_full": (("plans", "units.reorganise"), ("to_meeting", "meetings.run")),
    "no_secretary": (("post_new", "posts.change"), ("to_meeting", "meetings.run")),
}
"""What can be done about each rule, with the permission it asks for; reminding goes with all."""
OF_CELLS = frozenset({"plan_meeting", "to_meeting", "stand_in"})


def ways(actor: Actor, unit: Unit, hit: Hit, today: date) -> list[Link]:
    """The links of a hit that this reader may follow."""
    code = hit.rule.code
    found = [
        link
        for way, permission in RECORDS[code]
        if actor.may(permission, unit.path)
        for link in _records(way, unit, hit)
    ]
    found += [
        _action(way, unit, Month.of(today))
        for way, permission in ACTIONS[code]
        if actor.may(permission, unit.path) and (unit.is_cell or way not in OF_CELLS)
    ]
    if actor.may(REMIND, unit.path):
        found.append(_act(_("Nhắc đơn vị"), "hit_remind", unit.pk, code))
    if actor.may(NOTE, unit.path):
        label = _("Sửa ghi chú đã biết") if hit.known else _("Đã biết lý do")
        found.append(_act(label, "hit_known", unit.pk, code))
    return found


def _records(way: str, unit: Unit, hit: Hit) -> list[Link]:
    pk = unit.pk
    if way == "months":
        return [
            Link(_("Tháng %s") % month.label, reverse("cell_month", args=[pk, month]))
            for month in hit.months
        ]
    label, name, args = {
        "meetings": (_("Các buổi sinh hoạt"), "unit_meetings", (pk,)),
        "overseers": (_("Người phụ trách"), "unit_overseers", (pk,)),
        "posts": (_("Cấp ủy và chức vụ"), "unit_posts", (pk,)),
        "members": (_("Danh sách đảng viên"), "members", (pk,)),
        "certificates": (_("Người đã học lớp nhận thức"), "certificates", (pk,)),
        "age": (_("Cách tính tuổi bình quân"), "figure", (pk, "members.average_age")),
    }[way]
    return [Link(label, reverse(name, args=args))]


def _action(way: str, unit: Unit, month: Month) -> Link:
    pk = unit.pk
    label, name, args = {
        "plan_meeting": (_("Lên lịch buổi họp"), "cell_month", (pk, month)),
        "to_meeting": (_("Đưa vào buổi họp tháng này"), "cell_month", (pk, month)),
        "visit": (_("Giao người phụ trách"), "overseer_assign", (pk,)),
        "post_new": (_("Ghi bí thư"), "post_new", (pk,)),
        "congress": (_("Chuẩn bị đại hội"), "congress_new", (pk,)),
        "targets": (_("Giao chỉ tiêu kết nạp"), "targets_set", (pk,)),
        "stand_in": (_("Giao người thay bí thư"), "stand_in_new", (pk,)),
        "accounts": (_("Tài khoản"), "accounts", ()),
        "plans": (_("Phương án sắp xếp"), "plans", (unit.parent_id or pk,)),
    }[way]
    return _act(label, name, *args)


def _act(label: str, name: str, *args: object) -> Link:
    return Link(label, reverse(name, args=args), is_action=True)
