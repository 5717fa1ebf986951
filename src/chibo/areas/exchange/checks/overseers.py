"""Overseers: each against its member, its unit on that day, and who else follows the unit."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from chibo.areas.exchange.checks.dates import refuse_future
from chibo.areas.exchange.checks.once import Doubled, each_once
from chibo.areas.exchange.checks.references import (
    check_days,
    find_member,
    find_unit,
    left_before_the_end,
    stands_on_first_day,
)
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.held_units import (
    OVERSEER_FIELDS,
    HeldUnits,
    load_overseers,
    overseer_key,
)
from chibo.areas.exchange.plan import Planned, planned
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Tree
from chibo.areas.exchange.world import Record, World
from chibo.areas.places.rules import Period, overlap
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date

_KEY = ("member_code", "unit_code", "starts_on")


def plan_overseers(
    rows: list[Row],
    members: list[Planned],
    world: World,
    tree: Tree,
    today: date,
    findings: Findings,
) -> list[Planned]:
    """What the rows would do. Faults go to `findings`."""
    if not rows:
        return []
    held = load_overseers(rows)
    people = {**world.members, **{each.after["code"]: each.after for each in members}}
    found: list[Planned] = []
    for row in rows:
        for name in ("starts_on", "last_day"):
            refuse_future(row, name, today, findings)
    for row, key in each_once(rows, _KEY, overseer_key, _doubled(), findings):
        before = held.by_key.get(key)
        after = merged(row, before)
        if not row.faulty:
            check_days(row, after, findings)
            _check_member(row, after, people, findings)
            _check_unit(row, after, tree, findings)
        found.append(planned(row, before, after))
    _settle_leads(found, held)
    _check_beside(found, held, findings)
    return found


def merged(row: Row, before: Record | None) -> Record:
    """The assignment as recorded afterwards: an empty cell leaves the value."""
    given = dict(row.values)
    if "last_day" in given:
        given["ends_before"] = given["last_day"] + timedelta(days=1)
    if "role" in given:
        given["is_lead"] = given["role"] == "lead"
    old = before or {"decision": ""}
    return {name: given[name] if name in given else old.get(name) for name in OVERSEER_FIELDS}


def _doubled() -> Doubled:
    return Doubled(
        "starts_on",
        "doubled_overseer",
        _("Việc phụ trách này đã có ở %s: cùng người, đơn vị và ngày bắt đầu."),
        _("Hãy xoá hàng thừa."),
    )


def _check_member(
    row: Row, after: Record, people: Mapping[str, Record], findings: Findings
) -> None:
    member = find_member(row, after, people, findings)
    if member is not None and (left := left_before_the_end(after, member)):
        findings.warn(
            row,
            "last_day",
            "no_longer_member",
            _("Người này thôi tính là đảng viên từ ngày %s mà còn phụ trách sau đó.")
            % show_date(left),
            _("Chỉ tính đến trước ngày đó. Hãy ghi “Đến ngày” cho đúng và giao người thay."),
        )


def _check_unit(row: Row, after: Record, tree: Tree, findings: Findings) -> None:
    node = find_unit(row, after, tree, findings)
    if node is None:
        return
    if node.parent_code is not None:
        stands_on_first_day(row, after, node, findings)
        return
    findings.error(
        row,
        "unit_code",
        "nobody_above",
        _("“%s” là tổ chức cao nhất nên không có cấp ủy viên cấp trên phụ trách.")
        % node.record["name"],
        _("Hãy bỏ hàng này, hoặc sửa mã đơn vị."),
    )


def _settle_leads(rows: list[Planned], held: HeldUnits) -> None:
    """Where no role is written, the first of the unit's time leads and the next ones help."""
    for each in rows:
        if each.after["is_lead"] is None:
            others = [*_beside(each, rows), *_kept(each, rows, held)]
            leads = any(other["is_lead"] and _meet(each.after, other) for other in others)
            each.after["is_lead"] = not leads
            if each.before is None:
                each.changed = tuple(each.after)


def _beside(one: Planned, rows: list[Planned]) -> list[Record]:
    unit = one.after["unit_code"]
    return [e.after for e in rows if e is not one and e.after["unit_code"] == unit]


def _kept(one: Planned, rows: list[Planned], held: HeldUnits) -> list[Record]:
    told = {overseer_key(each.after) for each in rows}
    records = held.of_unit.get(one.after["unit_code"], ())
    return [record for record in records if overseer_key(record) not in told]


def _meet(one: Record, other: Record) -> bool:
    periods = [Period(each["starts_on"], each["ends_before"]) for each in (one, other)]
    return overlap(*periods) is not None


def _check_beside(rows: list[Planned], held: HeldUnits, findings: Findings) -> None:
    """One person follows a unit once at a time, and one person leads."""
    told = {overseer_key(each.after) for each in rows}
    seen: dict[str, list[Record]] = defaultdict(list)
    for unit, records in held.of_unit.items():
        seen[unit] = [record for record in records if overseer_key(record) not in told]
    for each in rows:
        others = [o for o in seen[each.after["unit_code"]] if _meet(each.after, o)]
        if not each.row.faulty:
            _refuse_beside(each, others, findings)
        seen[each.after["unit_code"]].append(each.after)


def _refuse_beside(each: Planned, others: list[Record], findings: Findings) -> None:
    after = each.after
    twice = next((o for o in others if o["member_code"] == after["member_code"]), None)
    lead = next((o for o in others if o["is_lead"] and after["is_lead"]), None)
    if twice is not None:
        findings.error(
            each.row,
            "starts_on",
            "overlapping_overseer",
            _twice_sentence(twice) % show_date(twice["starts_on"]),
            _("Hãy ghi “Đến ngày” của lần trước, hoặc bỏ hàng thừa."),
        )
    elif lead is not None:
        findings.error(
            each.row,
            "role" if "role" in each.row.values else "starts_on",
            "two_leads",
            _("Đơn vị có hai người phụ trách chính cùng lúc: mã %(code)s từ ngày %(day)s.")
            % {"code": lead["member_code"], "day": show_date(lead["starts_on"])},
            _("Hãy ghi “Cùng phụ trách” cho một người, hoặc “Đến ngày” cho người trước."),
        )


def _twice_sentence(before: Record) -> str:
    """In which role the person follows the unit already."""
    if before["is_lead"]:
        return _("Người này đã phụ trách chính đơn vị đó từ ngày %s, hai lần trùng thời gian.")
    return _("Người này đã cùng phụ trách đơn vị đó từ ngày %s, hai lần trùng thời gian.")
