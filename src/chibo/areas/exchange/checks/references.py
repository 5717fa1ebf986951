"""What a row of posts or overseers points at: its member, its unit on the day, its own two days."""

from collections.abc import Mapping
from datetime import date, timedelta

from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Node, Tree
from chibo.areas.exchange.world import Record
from chibo.areas.members.models import ENDED_STATES
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date


def check_days(row: Row, after: Record, findings: Findings) -> None:
    """Refuse a last day before the first one."""
    ends = after["ends_before"]
    if ends is not None and ends <= after["starts_on"]:
        last = show_date(ends - timedelta(days=1))
        findings.error(
            row,
            "last_day",
            "impossible_date",
            _("Đến ngày %(last)s trước từ ngày %(first)s.")
            % {"last": last, "first": show_date(after["starts_on"])},
            _("Hãy xem lại hai ngày trong quyết định."),
        )


def find_member(
    row: Row, after: Record, people: Mapping[str, Record], findings: Findings
) -> Record | None:
    """The member the row names; an unknown code is refused."""
    member = people.get(after["member_code"])
    if member is None:
        findings.error(
            row,
            "member_code",
            "unknown_member",
            _("Không có đảng viên nào mang mã “%s”.") % after["member_code"],
            _("Hãy sửa mã, hoặc thêm người đó vào trang “Đảng viên”."),
        )
    return member


def find_unit(row: Row, after: Record, tree: Tree, findings: Findings) -> Node | None:
    """The unit the row names, if its own row is sound; an unknown code is refused."""
    node = tree.find(after["unit_code"])
    if node is None:
        findings.error(
            row,
            "unit_code",
            "unknown_unit",
            _("Không có tổ chức nào mang mã “%s”.") % after["unit_code"],
            _("Hãy sửa mã đơn vị, hoặc thêm đơn vị đó vào trang “Tổ chức”."),
        )
    return None if node is None or node.is_faulty else node


def stands_on_first_day(row: Row, after: Record, node: Node, findings: Findings) -> bool:
    """Whether the unit is there on the first day; refused otherwise."""
    if node.exists_on(after["starts_on"]):
        return True
    findings.error(
        row,
        "starts_on",
        "unit_not_there",
        _("“%(unit)s” không tồn tại ngày %(day)s.")
        % {"unit": node.record["name"], "day": show_date(after["starts_on"])},
        _("Hãy xem lại từ ngày, hoặc ngày thành lập và ngày kết thúc của đơn vị."),
    )
    return False


def left_before_the_end(after: Record, member: Record) -> date | None:
    """Since when the holder is no longer a member, where the row runs past that day."""
    left: date | None = member["state_on"] if member["state"] in ENDED_STATES else None
    runs_on = left is not None and (after["ends_before"] is None or after["ends_before"] > left)
    return left if runs_on else None
