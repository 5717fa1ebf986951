"""Transfers: each against itself, its member, the units it names, and where the member was."""

from collections.abc import Mapping
from datetime import date, timedelta

from chibo.areas.exchange.checks.dates import refuse_future
from chibo.areas.exchange.checks.homes import plan_homes
from chibo.areas.exchange.checks.once import Doubled, each_once
from chibo.areas.exchange.checks.references import find_member
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.held_transfers import (
    TRANSFER_FIELDS,
    HeldTransfers,
    load_transfers,
    transfer_key,
)
from chibo.areas.exchange.plan import Plan, Planned, planned
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.sheets.transfers import HOME
from chibo.areas.exchange.tree import Node, Tree
from chibo.areas.exchange.world import Record
from chibo.areas.members.models import ENDED_STATES, TransferReason, TransferState
from chibo.areas.members.rules import judge_length, temporary_kinds
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.vietnamese import show_date
from chibo.regulations import member_rules_in_force

_KEY = ("member_code", "on", "kind")
_TEXTS = ("from_code", "from_place", "to_code", "to_place", "outside_number", "note")
_DAY = timedelta(days=1)


def plan_transfers(
    rows: list[Row], members: list[Planned], plan: Plan, today: date, findings: Findings
) -> list[Planned]:
    """What the rows would do; where their members will have been at home goes to `plan.homes`."""
    if not rows:
        return []
    held = load_transfers(rows)
    people = {**plan.world.members, **{each.after["code"]: each.after for each in members}}
    temporary = temporary_kinds()
    found: list[Planned] = []
    for row in rows:
        for name in ("on", "issued_on", "returned_on"):
            refuse_future(row, name, today, findings)
    for row, key in each_once(rows, _KEY, transfer_key, _doubled(), findings):
        before = held.by_key.get(key)
        after = merged(row, before)
        if not row.faulty:
            _check(row, after, people, plan.tree, findings)
        if not row.faulty:
            _check_stay(row, after, temporary, findings)
        found.append(planned(row, before, after))
    _check_waiting(found, held, findings)
    plan_homes(found, held, members, plan, temporary, findings)
    return found


def merged(row: Row, before: Record | None) -> Record:
    """The transfer as recorded afterwards: an empty cell leaves the value."""
    old = before or {
        **dict.fromkeys(_TEXTS, ""),
        "reason": TransferReason.OTHER.value,
        "state": TransferState.ACCEPTED.value,
        "issued_on": row.values["on"],
        "fee_paid_to": Month.of(row.get("issued_on") or row.values["on"]).first,
    }
    after: Record = {n: row.values[n] if n in row.values else old.get(n) for n in TRANSFER_FIELDS}
    if after["returned_on"] is not None:
        after["state"] = TransferState.ENDED.value
    if after["kind"] != HOME and before is None:
        after |= {place: _("không rõ") for place, code in _SIDES if not after[place] + after[code]}
    return after


_SIDES = (("from_place", "from_code"), ("to_place", "to_code"))


def _doubled() -> Doubled:
    return Doubled(
        "on",
        "doubled_transfer",
        _("Lần chuyển này đã có ở %s: cùng người, ngày và loại."),
        _("Hãy xoá hàng thừa."),
    )


def _check(
    row: Row, after: Record, people: Mapping[str, Record], tree: Tree, findings: Findings
) -> None:
    member = find_member(row, after, people, findings)
    if not after["from_code"] and not after["to_code"]:
        findings.error(
            row,
            "to_code",
            "nowhere_inside",
            _("Không có chi bộ nào của hệ thống ở nơi đi hay nơi đến."),
            _("Hãy ghi mã chi bộ đi, hoặc mã chi bộ đến."),
        )
    elif after["from_code"] == after["to_code"]:
        findings.error(
            row,
            "to_code",
            "same_cell",
            _("Nơi đi và nơi đến là một."),
            _("Hãy xem lại hai mã."),
        )
    if member is not None:
        _check_life(row, after, member, findings)
    waits = after["state"] == TransferState.ISSUED
    if row.faulty:
        return
    for name, day in (("from_code", after["on"] - _DAY), ("to_code", after["on"])):
        if after[name] and (node := _find_cell(row, name, after[name], tree, findings, waits)):
            _check_stands(row, name, node, day, findings)


def _check_life(row: Row, after: Record, member: Record, findings: Findings) -> None:
    left = member["state_on"] if member["state"] in ENDED_STATES else None
    if after["on"] < member["joined_on"]:
        findings.error(
            row,
            "on",
            "impossible_date",
            _("Ngày %(day)s trước ngày vào Đảng %(joined)s.")
            % {"day": show_date(after["on"]), "joined": show_date(member["joined_on"])},
            _("Hãy xem lại hai ngày trong hồ sơ."),
        )
    elif left is not None and (after["on"] > left or (after["on"] == left and after["to_code"])):
        findings.error(
            row,
            "on",
            "no_longer_member",
            _("Người này thôi tính là đảng viên từ ngày %s.") % show_date(left),
            _("Hãy xem lại ngày chuyển, hoặc trạng thái ở trang “Đảng viên”."),
        )


def _find_cell(
    row: Row, name: str, code: str, tree: Tree, findings: Findings, waits: bool
) -> Node | None:
    node = tree.find(code)
    if node is None:
        findings.error(
            row,
            name,
            "unknown_cell",
            _("Không có chi bộ nào mang mã “%s”.") % code,
            _("Hãy sửa mã chi bộ, hoặc thêm chi bộ đó vào trang “Tổ chức”."),
        )
    elif not node.is_faulty and not node.ever_a_cell and not (waits and name == "to_code"):
        findings.error(
            row,
            name,
            "not_a_cell",
            _("“%s” không phải chi bộ.") % node.record["name"],
            _("Hãy ghi mã của chi bộ nơi đảng viên sinh hoạt."),
        )
    return None if node is None or node.is_faulty else node


def _check_stands(row: Row, name: str, node: Node, day: date, findings: Findings) -> None:
    if node.exists_on(day) or (name == "from_code" and node.founded_on == day + _DAY):
        return
    findings.error(
        row,
        name,
        "unit_not_there",
        _("“%(unit)s” không tồn tại ngày %(day)s.")
        % {"unit": node.record["name"], "day": show_date(day)},
        _("Hãy xem lại ngày, hoặc ngày thành lập và ngày kết thúc của đơn vị."),
    )


def _check_stay(row: Row, after: Record, temporary: list[str], findings: Findings) -> None:
    """A stay for a time ends after it began; how long it may last is only told."""
    if after["kind"] not in temporary:
        if "until" in row.values or "returned_on" in row.values:
            findings.error(
                row,
                "until" if "until" in row.values else "returned_on",
                "not_for_a_time",
                _("Chỉ sinh hoạt tạm thời mới có thời hạn và ngày trở về."),
                _("Hãy để trống, hoặc ghi loại tạm thời."),
            )
        return
    for name in ("until", "returned_on"):
        begins = after["issued_on"] + _DAY if name == "until" else after["on"]
        if after[name] is not None and after[name] < begins:
            findings.error(
                row,
                name,
                "impossible_date",
                _("Ngày %(day)s trước ngày bắt đầu %(first)s.")
                % {"day": show_date(after[name]), "first": show_date(begins)},
                _("Hãy xem lại hai ngày trong giấy."),
            )
            return
    kind = member_rules_in_force(after["issued_on"]).transfer_kind(after["kind"])
    span = kind.length_for(after["reason"])
    if span and after["until"] and judge_length(after["issued_on"], after["until"], span) != "ok":
        findings.warn(
            row,
            "until",
            "odd_length",
            _("Thời hạn không đúng quy định: %s.") % span.source.label,
            _("Nếu giấy ghi như vậy thì giữ nguyên."),
        )


def _check_waiting(rows: list[Planned], held: HeldTransfers, findings: Findings) -> None:
    """One letter of a member waits at a time."""
    told = {transfer_key(each.after) for each in rows}
    waiting = {
        record["member_code"]
        for key, record in held.by_key.items()
        if record["state"] == TransferState.ISSUED and key not in told
    }
    for each in rows:
        if each.after["state"] != TransferState.ISSUED or each.row.faulty:
            continue
        if each.after["member_code"] in waiting:
            findings.error(
                each.row,
                "state",
                "two_waiting",
                _("Người này đã có một giấy chờ tiếp nhận."),
                _("Hãy ghi giấy trước đã tiếp nhận, hoặc bỏ hàng này."),
            )
        waiting.add(each.after["member_code"])
