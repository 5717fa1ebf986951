"""What changes of units mean for the records that the files leave alone."""

from collections import defaultdict

from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.plan import Planned
from chibo.areas.exchange.tree import Node, Tree
from chibo.areas.exchange.world import Left, meeting_days, members_left
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date


def check_left_behind(
    units: list[Planned], members: list[Planned], tree: Tree, findings: Findings
) -> None:
    """Errors for members and meetings on record that a changed unit would contradict."""
    touched: dict[int, Node] = {}
    for each in units:
        node = tree.find(each.after["code"])
        if node and node.before and not node.is_faulty and _touches_records(node):
            touched[node.before["id"]] = node
    if not touched:
        return
    left = defaultdict(list)
    for member in members_left(touched, (each.after["code"] for each in members)):
        left[member.cell_id].append(member)
    days = defaultdict(list)
    for cell_id, day in meeting_days(touched):
        days[cell_id].append(day)
    for unit_id, node in touched.items():
        if node.record["is_cell"]:
            _check_members(node, left[unit_id], findings)
            outside = [day for day in days[unit_id] if not node.exists_on(day)]
            if outside:
                _refuse_meetings(node, len(outside), show_date(min(outside)), findings)
        elif left[unit_id] or days[unit_id]:
            _refuse_kind(node, findings)


def _touches_records(node: Node) -> bool:
    assert node.before is not None
    names = ("founded_on", "ended_before", "is_cell")
    return any(node.before[name] != node.record[name] for name in names)


def _check_members(node: Node, left: list[Left], findings: Findings) -> None:
    ended = node.record["ended_before"]
    if ended is None or node.row is None:
        return
    still = [each for each in left if each.ended_on is None or each.ended_on > ended]
    if still:
        findings.error(
            node.row,
            "ended_before",
            "cell_ended",
            _("Chi bộ kết thúc ngày %(day)s mà còn %(count)d đảng viên tính ở đó, như %(code)s.")
            % {"day": show_date(ended), "count": len(still), "code": still[0].code},
            _("Hãy ghi họ ở trang “Đảng viên” với chi bộ mới, hoặc trạng thái và ngày thôi tính."),
        )


def _refuse_meetings(node: Node, count: int, day: str, findings: Findings) -> None:
    assert node.row is not None
    findings.error(
        node.row,
        "founded_on",
        "unit_not_there",
        _("Đã ghi %(count)d buổi sinh hoạt vào ngày chi bộ không tồn tại, như ngày %(day)s.")
        % {"count": count, "day": day},
        _("Hãy xem lại ngày thành lập, ngày kết thúc, hoặc sửa các buổi đó trước."),
    )


def _refuse_kind(node: Node, findings: Findings) -> None:
    assert node.row is not None
    findings.error(
        node.row,
        "kind",
        "not_a_cell",
        _("Loại mới không phải chi bộ, mà tổ chức này đã có đảng viên hoặc buổi sinh hoạt."),
        _("Hãy giữ loại chi bộ, hoặc chuyển đảng viên sang chi bộ khác trước."),
    )
