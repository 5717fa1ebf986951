"""Meetings held: each against itself, its cell on that day, and what is on record."""

from datetime import date

from chibo.areas.exchange.checks.dates import refuse_future
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.plan import Planned, planned
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Tree
from chibo.areas.exchange.world import (
    MEETING_FIELDS,
    MeetingKey,
    Record,
    World,
    meeting_day,
    meeting_key,
    written_here,
)
from chibo.areas.meetings.models import MeetingKind
from chibo.areas.meetings.rules import check_counts
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date

_KEY = ("cell_code", "held_on", "kind")
_TEXTS = ("topic", "visitors")
_COUNTS = ("expected", "present", "excused", "unexcused")


def plan_meetings(
    rows: list[Row], world: World, tree: Tree, today: date, findings: Findings
) -> list[Planned]:
    """What the rows would do. Faults go to `findings`."""
    found: list[Planned] = []
    first: dict[MeetingKey, Row] = {}
    for row in rows:
        refuse_future(row, "held_on", today, findings)
        if any(row.get(name) is None for name in _KEY):
            continue
        key = meeting_key({"starts_at": None, **row.values})
        if key in first:
            _refuse_doubled(row, first[key], findings)
            continue
        first[key] = row
        before = world.meetings.get(key)
        after = merged(row, before)
        if not row.faulty:
            _check_counts(row, after, findings)
            _check_cell(row, after, tree, findings)
        found.append(planned(row, before, after))
    _warn_same_day(found, world, findings)
    _check_written_here(found, findings)
    return found


def merged(row: Row, before: Record | None) -> Record:
    """The meeting as recorded afterwards: an empty cell leaves the value."""
    old = before or dict.fromkeys(_TEXTS, "")
    return {
        name: row.values[name] if name in row.values else old.get(name) for name in MEETING_FIELDS
    }


def _refuse_doubled(row: Row, first: Row, findings: Findings) -> None:
    findings.error(
        row,
        "held_on",
        "doubled_meeting",
        _("Buổi sinh hoạt này đã có ở %s: cùng chi bộ, ngày, loại và giờ bắt đầu.") % first.place,
        _("Hãy xoá hàng thừa, hoặc ghi giờ bắt đầu khác nhau."),
    )


def _check_counts(row: Row, after: Record, findings: Findings) -> None:
    reasons = check_counts(**{name: after[name] for name in _COUNTS})
    for reason in reasons[:1]:
        findings.error(
            row,
            "present" if reason.code == "present_over_expected" else "expected",
            reason.code,
            reason.sentence,
            _("Hãy xem lại biên bản: có mặt + vắng có lý do + vắng không lý do = phải dự."),
        )


def _check_cell(row: Row, after: Record, tree: Tree, findings: Findings) -> None:
    node = tree.find(after["cell_code"])
    if node is None:
        findings.error(
            row,
            "cell_code",
            "unknown_cell",
            _("Không có chi bộ nào mang mã “%s”.") % after["cell_code"],
            _("Hãy sửa mã chi bộ, hoặc thêm chi bộ đó vào trang “Tổ chức”."),
        )
    elif node.is_faulty:
        return
    elif not node.is_cell_on(after["held_on"]):
        findings.error(
            row,
            "cell_code",
            "not_a_cell",
            _("“%s” không phải chi bộ nên không có buổi sinh hoạt chi bộ.") % node.record["name"],
            _("Hãy ghi mã của chi bộ đã họp."),
        )
    elif not node.exists_on(after["held_on"]):
        findings.error(
            row,
            "held_on",
            "unit_not_there",
            _("“%(cell)s” không tồn tại ngày %(day)s.")
            % {"cell": node.record["name"], "day": show_date(after["held_on"])},
            _("Hãy xem lại ngày họp, hoặc ngày thành lập và ngày kết thúc của chi bộ."),
        )


def _warn_same_day(meetings: list[Planned], world: World, findings: Findings) -> None:
    """The start is part of the key: the same meeting given with another start counts twice."""
    many = dict(world.meetings_of_day)
    for each in meetings:
        if each.is_new:
            many[meeting_day(each.after)] = many.get(meeting_day(each.after), 0) + 1
    for each in meetings:
        if each.is_new and many[meeting_day(each.after)] > 1:
            findings.warn(
                each.row,
                "starts_at",
                "same_day",
                _("Chi bộ có hơn một buổi %(kind)s trong ngày %(day)s, khác giờ bắt đầu.")
                % {
                    "kind": MeetingKind(each.after["kind"]).label.lower(),
                    "day": show_date(each.after["held_on"]),
                },
                _("Nếu là cùng một buổi thì hãy ghi giờ bắt đầu như đã có để khỏi tính hai lần."),
            )


def _check_written_here(meetings: list[Planned], findings: Findings) -> None:
    """What was counted from names or from score lines is corrected there, not beside them."""
    changed = {
        each.before["id"]: each
        for each in meetings
        if each.before and each.changed and not each.row.faulty
    }
    rolls, lines = written_here(list(changed))
    for meeting_id, each in changed.items():
        counts = [name for name in _COUNTS if name in each.changed]
        if meeting_id in rolls and counts:
            _refuse_written_here(each.row, counts[0], findings)
        elif meeting_id in lines and "self_total" in each.changed:
            _refuse_written_here(each.row, "self_total", findings)


def _refuse_written_here(row: Row, name: str, findings: Findings) -> None:
    findings.error(
        row,
        name,
        "recorded_here",
        _("Buổi này đã ghi chi tiết trong phần mềm, số ở đây khác với bản ghi đó."),
        _("Hãy để trống hoặc ghi đúng số đã có; muốn sửa thì mở lại buổi sinh hoạt."),
    )
