"""Members: each against itself, its cell, and everybody else's citizen number."""

import re
from datetime import date

from chibo.areas.exchange.checks.dates import refuse_future
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.plan import Planned, planned
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Node, Tree
from chibo.areas.exchange.world import MEMBER_FIELDS, Record, World
from chibo.areas.members.models import ENDED_STATES, MemberState
from chibo.areas.members.restricted import restricted
from chibo.core.i18n import _
from chibo.core.numbers import bare_text, masked
from chibo.core.vietnamese import show_date
from chibo.regulations import organisation_rules

_TEXTS = ("ethnicity", "religion", "card_number", "phone")
_DATES = ("born_on", "joined_on", "full_on", "state_on")
_READ_FROM_DATES = (MemberState.FULL, MemberState.PROBATIONARY)


def plan_members(
    rows: list[Row], world: World, tree: Tree, today: date, findings: Findings
) -> list[Planned]:
    """What the rows would do. Faults go to `findings`."""
    rules = organisation_rules(today)
    admission_age = rules.admission_age_from.value if rules else 0
    found: list[Planned] = []
    first: dict[str, Row] = {}
    for row in rows:
        code = row.get("code")
        if code is None:
            continue
        if code in first:
            _refuse_doubled(row, code, first[code], findings)
            continue
        first[code] = row
        for name in _DATES:
            refuse_future(row, name, today, findings)
        before = world.members.get(code)
        after = merged(row, before, today)
        _go_along(after, before, world, tree)
        if not row.faulty:
            _check_dates(row, after, admission_age, findings)
            _check_state(row, after, findings)
            _check_cell(row, after, tree, findings)
            _warn_number_form(row, findings)
        found.append(planned(row, before, after))
    _check_numbers(found, world, findings)
    _refuse_restricted(found, findings)
    return found


def _refuse_restricted(found: list[Planned], findings: Findings) -> None:
    """A record its person had restricted is not changed by a file."""
    changed = {each.before["id"]: each for each in found if each.before and each.changed}
    for member_id, mark in restricted(list(changed)).items():
        planned_row = changed[member_id]
        findings.error(
            planned_row.row,
            planned_row.changed[0],
            "restricted",
            _("Hồ sơ này đang hạn chế xử lý theo yêu cầu của người đó từ ngày %s.")
            % show_date(mark.since),
            _("Hãy bỏ dòng này, hoặc bỏ dấu hạn chế ở hồ sơ trước khi nhập."),
        )


def merged(row: Row, before: Record | None, today: date) -> Record:
    """The member as recorded afterwards: an empty cell leaves the value."""
    old = before or dict.fromkeys(_TEXTS, "")
    after = {
        name: row.values[name] if name in row.values else old.get(name) for name in MEMBER_FIELDS
    }
    if after["citizen_number"]:
        after["citizen_number"] = after["citizen_number"].replace(" ", "")
    if "state" not in row.values and (after["state"] is None or after["state"] in _READ_FROM_DATES):
        is_full = after["full_on"] is not None and after["full_on"] <= today
        after["state"] = MemberState.FULL.value if is_full else MemberState.PROBATIONARY.value
    return after


def _go_along(after: Record, before: Record | None, world: World, tree: Tree) -> None:
    """A cell from which the member came along, or comes along with these files, is the same one."""
    if before is None or after["cell_code"] == before["cell_code"]:
        return
    if after["cell_code"] in world.came_from.get(after["code"], ()):
        after["cell_code"] = before["cell_code"]
        return
    cell = tree.find(before["cell_code"])
    if cell is not None and after["cell_code"] in tree.receivers(cell):
        world.sent[after["code"]] = after["cell_code"]
        after["cell_code"] = before["cell_code"]


def _refuse_doubled(row: Row, code: str, first: Row, findings: Findings) -> None:
    findings.error(
        row,
        "code",
        "doubled_code",
        _("Mã đảng viên “%(code)s” đã có ở %(place)s.") % {"code": code, "place": first.place},
        _("Mỗi đảng viên một hàng, một mã: hãy xoá hàng thừa hoặc sửa mã."),
    )


def _check_dates(row: Row, after: Record, admission_age: int, findings: Findings) -> None:
    born, joined = after["born_on"], after["joined_on"]
    if joined <= born:
        _refuse_order(row, "joined_on", joined, _("ngày sinh"), born, findings)
        return
    for name in ("full_on", "state_on"):
        if after[name] is not None and after[name] < joined:
            _refuse_order(row, name, after[name], _("ngày vào Đảng"), joined, findings)
            return
    if _age(born, joined) < admission_age:
        findings.warn(
            row,
            "joined_on",
            "young_at_admission",
            _("Vào Đảng khi chưa đủ %d tuổi.") % admission_age,
            _("Hãy xem lại ngày sinh và ngày vào Đảng; nếu đúng như hồ sơ thì giữ nguyên."),
        )


def _refuse_order(
    row: Row, name: str, day: date, other: str, other_day: date, findings: Findings
) -> None:
    findings.error(
        row,
        name,
        "impossible_date",
        _("Ngày %(day)s không thể trước %(other)s %(other_day)s.")
        % {"day": show_date(day), "other": other, "other_day": show_date(other_day)},
        _("Hãy xem lại hai ngày trong hồ sơ."),
    )


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _check_state(row: Row, after: Record, findings: Findings) -> None:
    state = after["state"]
    if state == MemberState.FULL and after["full_on"] is None:
        findings.error(
            row,
            "full_on",
            "full_without_date",
            _("Đảng viên chính thức mà không có ngày chính thức."),
            _("Hãy ghi “Ngày chính thức”."),
        )
    if state in ENDED_STATES and after["state_on"] is None:
        findings.error(
            row,
            "state_on",
            "state_without_date",
            _("“%s” mà không có ngày trạng thái.") % MemberState(state).label,
            _("Hãy ghi “Ngày trạng thái”: ngày đầu tiên không còn tính."),
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
    elif not node.ever_a_cell:
        findings.error(
            row,
            "cell_code",
            "not_a_cell",
            _("“%s” không phải chi bộ.") % node.record["name"],
            _("Hãy ghi mã của chi bộ nơi đảng viên sinh hoạt."),
        )
    else:
        _check_end_of_cell(row, after, node, tree, findings)


def _check_end_of_cell(row: Row, after: Record, cell: Node, tree: Tree, findings: Findings) -> None:
    """A unit's last day ends everybody's membership in it, unless a change leads them elsewhere."""
    ended = cell.ended_before
    if ended is None or row.faulty:
        return
    receiver = tree.goes_to(cell)
    if receiver is not None and receiver.ever_a_cell and after["joined_on"] < ended:
        return
    left_by_then = after["state"] in ENDED_STATES and after["state_on"] <= ended
    if not left_by_then:
        findings.error(
            row,
            "cell_code",
            "cell_ended",
            _("“%(cell)s” kết thúc ngày %(day)s mà đảng viên này vẫn còn tính ở đó.")
            % {"cell": cell.record["name"], "day": show_date(ended)},
            _("Hãy ghi chi bộ nơi đảng viên chuyển đến, hoặc trạng thái và ngày thôi tính."),
        )


def _warn_number_form(row: Row, findings: Findings) -> None:
    number = row.get("citizen_number")
    if number and not re.fullmatch(r"\d{12}", number.replace(" ", ""), re.ASCII):
        findings.warn(
            row,
            "citizen_number",
            "odd_citizen_number",
            _("Số định danh “%s” không đủ 12 chữ số.") % masked(number),
            _("Hãy đối chiếu với căn cước; nếu mất số 0 ở đầu thì ghi lại đầy đủ."),
        )


def _check_numbers(members: list[Planned], world: World, findings: Findings) -> None:
    """One citizen number stands for one person, in the files and on record."""
    given = {each.after["code"]: _bare(each.after["citizen_number"]) for each in members}
    owners: dict[str, Row] = {}
    for each in members:
        number = _bare(each.after["citizen_number"])
        if not number or each.row.faulty:
            continue
        record = world.number_owners.get(number)
        keeps = record is not None and given.get(record["code"], number) == number
        if number in owners:
            _refuse_number(each.row, number, owners[number].place, findings)
        elif record is not None and keeps and record["code"] != each.after["code"]:
            _refuse_number(each.row, number, _("một đảng viên đã có trong hệ thống"), findings)
        owners.setdefault(number, each.row)


def _bare(number: str | None) -> str:
    return bare_text("number", number or "")


def _refuse_number(row: Row, number: str, where: str, findings: Findings) -> None:
    findings.error(
        row,
        "citizen_number",
        "doubled_citizen_number",
        _("Số định danh %(number)s đã ghi cho %(where)s.")
        % {"number": masked(number), "where": where},
        _("Một số chỉ thuộc một người: hãy đối chiếu căn cước của cả hai."),
    )
