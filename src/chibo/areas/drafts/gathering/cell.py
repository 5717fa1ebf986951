"""Members, the last meeting and dues, as the records of the month before have them."""

from datetime import date

from chibo.areas.badges.models import Badge
from chibo.areas.drafts.rules import Fact
from chibo.areas.dues.queries import find_sheet
from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import Member, StateChange
from chibo.areas.members.models.changes import ChangeKind
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.vietnamese import show_date, show_number

WHY = "the month of a cell whose meeting the actor prepares"


def building_facts(meeting: Meeting, today: date) -> list[Fact]:
    """How many members, who came and went since the month before began, the last meeting held."""
    month = meeting.round.previous()
    until = min(today, meeting.planned_on or today)
    return [
        *_count(meeting, month),
        *_joined(meeting, month, until),
        *_moved(meeting, month, until),
        *_badges(meeting, month, until),
        *_held(meeting, month),
    ]


def _count(meeting: Meeting, month: Month) -> list[Fact]:
    rows = Member.objects.unscoped(WHY).filter(cell=meeting.unit_id)
    held = list(rows.counted_on(month.last))
    counts = {
        "day": show_date(month.last),
        "all": len(held),
        "probationary": sum(1 for member in held if not member.full_by(month.last)),
        "exempt": sum(1 for member in held if member.exempt_on(month.last)),
    }
    text = _(
        "Đến %(day)s chi bộ có %(all)d đảng viên, trong đó dự bị %(probationary)d, "
        "miễn sinh hoạt %(exempt)d."
    )
    return [Fact("building", "members.count", text % counts)]


def _joined(meeting: Meeting, month: Month, until: date) -> list[Fact]:
    rows = Member.objects.unscoped(WHY).filter(cell=meeting.unit_id)
    found = rows.filter(joined_on__range=(month.first, until)).order_by("joined_on", "id")
    return [
        Fact(
            "building",
            f"joined:{member.pk}",
            _("Kết nạp đồng chí %(name)s ngày %(day)s.")
            % {"name": member.full_name, "day": show_date(member.joined_on)},
        )
        for member in found
    ]


def _moved(meeting: Meeting, month: Month, until: date) -> list[Fact]:
    """Changes of state by their plain name; why somebody left is nobody's business here."""
    rows = StateChange.objects.unscoped(WHY).filter(cell=meeting.unit_id)
    found = rows.filter(on__range=(month.first, until)).select_related("member")
    return [
        Fact("building", f"moved:{row.pk}", f"{_name(row)} ({show_date(row.on)}).")
        for row in found.order_by("on", "id")
    ]


def _name(row: StateChange) -> str:
    return f"{ChangeKind(row.kind).label}: {_('đồng chí')} {row.member.full_name}"


def _badges(meeting: Meeting, month: Month, until: date) -> list[Fact]:
    rows = Badge.objects.unscoped(WHY).filter(member__cell=meeting.unit_id)
    found = rows.filter(awarded_on__range=(month.first, until)).select_related("member")
    return [
        Fact(
            "building",
            f"badge:{row.pk}",
            _("Đồng chí %(name)s nhận Huy hiệu %(years)d năm tuổi Đảng ngày %(day)s.")
            % {
                "name": row.member.full_name,
                "years": row.years,
                "day": show_date(row.awarded_on),
            },
        )
        for row in found.order_by("awarded_on", "id")
    ]


def _held(meeting: Meeting, month: Month) -> list[Fact]:
    rows = Meeting.objects.unscoped(WHY).held().filter(unit=meeting.unit_id)
    found = rows.in_month(month).exclude(pk=meeting.pk).order_by("held_on", "id")
    return [
        Fact(
            "building",
            f"meeting:{row.pk}",
            _("Sinh hoạt %(kind)s ngày %(day)s: có mặt %(present)d/%(expected)d đảng viên.")
            % {
                "kind": row.get_kind_display().lower(),
                "day": show_date(row.held_on),
                "present": row.present,
                "expected": row.expected,
            },
        )
        for row in found
    ]


def dues_facts(actor: Actor, meeting: Meeting) -> list[Fact]:
    """How far the dues of the month before are paid; nothing where no sheet was opened."""
    month = meeting.round.previous()
    sheet = find_sheet(actor, meeting.unit, month)
    if sheet is None:
        return []
    told = {
        "month": month.label,
        "settled": sheet.settled,
        "people": sheet.people,
        "paid": show_number(sheet.paid),
        "expected": show_number(sheet.expected),
    }
    text = _(
        "Đảng phí tháng %(month)s: %(settled)d/%(people)d đảng viên đã nộp đủ, "
        "thu %(paid)s/%(expected)s đồng."
    )
    return [Fact("dues", f"dues:{month}", text % told)]
