"""Changes of units: laid over those on record, then replayed as a whole."""

from collections import defaultdict
from datetime import date

from chibo.areas.exchange.checks.dates import refuse_future
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.lines import FIRST_NEW, Lines
from chibo.areas.exchange.plan import Planned, planned
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Node, Tree
from chibo.areas.exchange.world import (
    CHANGE_FIELDS,
    ChangeKey,
    Record,
    World,
    change_key,
    meeting_days,
    members_left,
)
from chibo.areas.organisation.rules import Contradiction
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date
from chibo.regulations import ever_stood_under, unit_kinds

_KEY = ("unit_code", "on", "kind")
_EMPTY: Record = {"receiver_codes": [], "new_kind": "", "new_name": "", "decision_number": ""}
_UPGRADED_TO = "dang_bo_co_so"


def plan_changes(
    rows: list[Row], world: World, tree: Tree, today: date, findings: Findings
) -> list[Planned]:
    """What the rows would do; afterwards the tree stands in time. Faults go to `findings`."""
    found: list[Planned] = []
    first: dict[ChangeKey, Row] = {}
    for row in rows:
        refuse_future(row, "on", today, findings)
        if any(row.get(name) is None for name in _KEY) or not _known(row, tree, findings):
            continue
        key = change_key(row.values)
        if key in first:
            _refuse_doubled(row, first[key], findings)
            continue
        first[key] = row
        before = world.changes.get(key)
        found.append(planned(row, before, merged(row, before)))
    _draw(found, world, tree, findings)
    return found


def merged(row: Row, before: Record | None) -> Record:
    """The change as recorded afterwards: an empty cell leaves the value."""
    old = before or _EMPTY
    after = {
        name: row.values[name] if name in row.values else old.get(name) for name in CHANGE_FIELDS
    }
    if after["kind"] == "upgraded" and not after["new_kind"]:
        after["new_kind"] = _UPGRADED_TO
    return after


def _known(row: Row, tree: Tree, findings: Findings) -> bool:
    """Whether all units of the row are known; those on faulty rows are left in peace."""
    known = True
    for name, code in _named(row):
        node = tree.find(code)
        if node is None:
            _refuse_unknown(row, name, code, findings)
        known = known and node is not None and not node.is_faulty
    return known and not row.faulty


def _named(row: Row) -> list[tuple[str, str]]:
    receivers = [("receiver_codes", code) for code in row.get("receiver_codes") or ()]
    return [("unit_code", row.values["unit_code"]), *receivers]


def _refuse_unknown(row: Row, name: str, code: str, findings: Findings) -> None:
    findings.error(
        row,
        name,
        "unknown_unit",
        _("Không có tổ chức nào mang mã “%s”.") % code,
        _("Hãy sửa mã, hoặc thêm tổ chức đó vào trang “Tổ chức”."),
    )


def _refuse_doubled(row: Row, first: Row, findings: Findings) -> None:
    findings.error(
        row,
        "kind",
        "doubled_change",
        _("Biến động này đã có ở %s: cùng đơn vị, ngày và loại.") % first.place,
        _("Hãy xoá hàng thừa; nhiều đơn vị nhận thì ghi chung một ô, cách nhau bằng dấu ;"),
    )


def _draw(changes: list[Planned], world: World, tree: Tree, findings: Findings) -> None:
    """Replay everything that is, and will be, on record; nothing to do without changes."""
    if not changes and not world.changes:
        return
    records: dict[int, Record] = {each["id"]: each for each in world.changes.values()}
    rows: dict[int, Planned] = {}
    for at, each in enumerate(changes):
        number = each.before["id"] if each.before else FIRST_NEW + at
        records[number], rows[number] = each.after, each
    units = {node.code: {**node.record, "id": node.unit_id} for node in tree if _whole(node)}
    drawn = Lines(units, records)
    if _refuse_contradictions(drawn, rows, tree, findings):
        return
    tree.draw(drawn)
    for each in changes:
        _warn_odd_place(each, tree, findings)
    _check_registers(changes, tree, drawn, findings)


def _whole(node: Node) -> bool:
    return bool(node.record.get("name")) and bool(node.record.get("kind"))


def _refuse_contradictions(
    drawn: Lines, rows: dict[int, Planned], tree: Tree, findings: Findings
) -> bool:
    """Whether there were any. One of a change on record is told where the files touch its unit."""
    found = False
    for wrong in drawn.contradictions():
        planned_row = rows.get(wrong.number)
        if planned_row is not None:
            found = True
            _refuse(planned_row.row, "", wrong, drawn, tree, findings)
            continue
        unit = tree.find(drawn.code(drawn.changes[wrong.number].unit_id))
        row = unit.row if unit and unit.row else None
        row = row or next((each.row for each in rows.values()), None)
        if row is not None:
            found = True
            change = drawn.changes[wrong.number]
            about = _("Biến động ngày %s đã ghi: ") % show_date(change.on)
            _refuse(row, about, wrong, drawn, tree, findings)
    return found


def _refuse(
    row: Row, about: str, wrong: Contradiction, drawn: Lines, tree: Tree, findings: Findings
) -> None:
    day = show_date(drawn.changes[wrong.number].on)
    names = ", ".join(_name(tree, drawn.code(unit_id)) for unit_id in wrong.unit_ids)
    field, message, repair = _sentences(wrong.code, names, day)
    if row.form.code != "changes":
        field = "code"
    findings.error(row, field, wrong.code, about + message, repair)


def _name(tree: Tree, code: str) -> str:
    node = tree.find(code)
    return _("“%s”") % (node.record.get("name") or code) if node else code


def _sentences(code: str, names: str, day: str) -> tuple[str, str, str]:
    """Where, what is wrong, what to do."""
    told = {
        "no_receiver": (
            "receiver_codes",
            _("Loại biến động này phải có đơn vị nhận."),
            _("Hãy ghi “Mã đơn vị nhận” như trong quyết định."),
        ),
        "own_receiver": (
            "receiver_codes",
            _("Đơn vị nhận không thể là chính đơn vị có biến động."),
            _("Hãy sửa một trong hai mã."),
        ),
        "doubled_receiver": (
            "receiver_codes",
            _("Một đơn vị nhận được ghi hai lần."),
            _("Hãy bỏ mã thừa."),
        ),
        "no_name": ("new_name", _("Đổi tên mà không có tên mới."), _("Hãy ghi “Tên mới”.")),
    }
    return told.get(code) or _sentences_on_days(names, day)[code]


def _sentences_on_days(names: str, day: str) -> dict[str, tuple[str, str, str]]:
    return {
        "unit_not_there": (
            "on",
            _("%(unit)s không tồn tại ngày %(day)s.") % {"unit": names, "day": day},
            _("Hãy xem lại ngày, hoặc ngày thành lập và ngày kết thúc của đơn vị."),
        ),
        "receiver_not_there": (
            "receiver_codes",
            _("Đơn vị nhận %(unit)s không tồn tại ngày %(day)s.") % {"unit": names, "day": day},
            _("Hãy xem lại mã đơn vị nhận, hoặc ngày thành lập và kết thúc của đơn vị đó."),
        ),
        "ended_twice": (
            "on",
            _("%s kết thúc hai lần, theo hai ngày hoặc hai quyết định.") % names,
            _("Hãy giữ một: bỏ “Ngày kết thúc” ở trang “Tổ chức”, hoặc bỏ hàng thừa."),
        ),
        "founded_twice": (
            "on",
            _("%s có hai ngày thành lập khác nhau.") % names,
            _("Hãy sửa “Ngày thành lập” ở trang “Tổ chức”, hoặc ngày của biến động."),
        ),
        "ring": (
            "receiver_codes",
            _("Các đơn vị đứng vòng tròn trên nhau từ ngày %(day)s: %(unit)s.")
            % {"unit": names, "day": day},
            _("Hãy xem lại cấp trên của từng đơn vị trong quyết định."),
        ),
    }


def _warn_odd_place(each: Planned, tree: Tree, findings: Findings) -> None:
    """A kind that never stood under such a superior; the past is taken as it was."""
    node = tree.find(each.after["unit_code"])
    line = node.line if node else None
    kinds = {kind.code: kind.name for kind in unit_kinds()}
    if node is None or line is None or not line.exists_on(each.after["on"]):
        return
    state = line.state_on(each.after["on"])
    above = tree.by_id(state.parent_id)
    parent = above.line.state_on(each.after["on"]).kind if above and above.line else None
    if state.kind in kinds and parent in kinds and not ever_stood_under(state.kind, parent):
        findings.warn(
            each.row,
            "kind",
            "odd_parent_kind",
            _("“%(kind)s” thường không trực thuộc “%(parent)s”.")
            % {"kind": kinds[state.kind], "parent": kinds[parent]},
            _("Nếu đúng như quyết định thì giữ nguyên; nếu không, hãy sửa loại hoặc cấp trên."),
        )


def _check_registers(changes: list[Planned], tree: Tree, drawn: Lines, findings: Findings) -> None:
    """Errors for members and meetings on record that the changes would leave without a unit."""
    rows: dict[int, Row] = {}
    for each in changes:
        for code in (each.after["unit_code"], *each.after["receiver_codes"]):
            node = tree.find(code)
            if node is not None and node.unit_id is not None and not each.is_same:
                rows.setdefault(node.unit_id, each.row)
    days: dict[int, list[date]] = defaultdict(list)
    for unit_id, day in meeting_days(rows):
        days[unit_id].append(day)
    for unit_id, row in rows.items():
        node = tree.by_id(unit_id)
        outside = [day for day in days[unit_id] if node and not node.exists_on(day)]
        if node is not None and outside:
            _refuse_meetings(row, node, min(outside), len(outside), findings)
    _check_members(rows, tree, drawn, findings)


def _check_members(rows: dict[int, Row], tree: Tree, drawn: Lines, findings: Findings) -> None:
    orphaned = [
        node
        for unit_id in rows
        if (node := tree.by_id(unit_id))
        and drawn.ending(node.code)
        and not ((receiver := tree.goes_to(node)) and receiver.ever_a_cell)
    ]
    for left in members_left((node.unit_id for node in orphaned if node.unit_id), ()):
        node = tree.by_id(left.cell_id)
        ended = node.ended_before if node else None
        if node is None or ended is None or (left.ended_on is not None and left.ended_on <= ended):
            continue
        findings.error(
            rows[left.cell_id],
            "receiver_codes",
            "cell_ended",
            _("“%(cell)s” kết thúc ngày %(day)s mà còn đảng viên tính ở đó, như %(code)s.")
            % {"cell": node.record["name"], "day": show_date(ended), "code": left.code},
            _("Hãy ghi chi bộ tiếp nhận đảng viên ở “Mã đơn vị nhận”."),
        )
        return


def _refuse_meetings(row: Row, node: Node, day: date, count: int, findings: Findings) -> None:
    findings.error(
        row,
        "on",
        "unit_not_there",
        _("“%(unit)s” đã ghi %(count)d buổi sinh hoạt vào ngày không tồn tại, như ngày %(day)s.")
        % {"unit": node.record["name"], "count": count, "day": show_date(day)},
        _("Hãy xem lại ngày của biến động, hoặc sửa các buổi đó trước."),
    )
