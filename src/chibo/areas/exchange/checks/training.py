"""Classes against the unit that opens them; learners against their class and the register."""

from collections.abc import Mapping
from datetime import date

from chibo.areas.exchange.checks.dates import refuse_future
from chibo.areas.exchange.checks.references import find_member, find_unit, stands_on_first_day
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.held_training import (
    CLASS_FIELDS,
    ENROLMENT_FIELDS,
    HeldClasses,
    PersonKey,
    person_key,
)
from chibo.areas.exchange.plan import Planned, planned
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.tree import Tree
from chibo.areas.exchange.world import Record, World
from chibo.areas.training.rules import BEFORE_ADMISSION, MEMBERS_ONLY
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date, spelling_key

_NEW_CLASS: Record = {"name": "", "ends_on": None}
_NEW_ENROLMENT: Record = {"member_code": "", "full_name": "", "born_on": None, "result": ""}


def plan_classes(
    rows: list[Row], held: HeldClasses, tree: Tree, today: date, findings: Findings
) -> list[Planned]:
    """What the rows of `Lớp học` would do. Faults go to `findings`."""
    found: list[Planned] = []
    first: dict[str, Row] = {}
    for row in rows:
        for name in ("starts_on", "ends_on"):
            refuse_future(row, name, today, findings)
        if any(row.get(name) is None for name in ("code", "unit_code", "starts_on", "course")):
            continue
        if (code := row.values["code"]) in first:
            _refuse_doubled_class(row, first[code], findings)
            continue
        first[code] = row
        before = held.by_code.get(code)
        old = before or _NEW_CLASS
        after = {name: row.values.get(name, old.get(name)) for name in CLASS_FIELDS}
        if not row.faulty:
            _check_class(row, after, tree, findings)
        found.append(planned(row, before, after))
    return found


def _check_class(row: Row, after: Record, tree: Tree, findings: Findings) -> None:
    if after["ends_on"] is not None and after["ends_on"] < after["starts_on"]:
        findings.error(
            row,
            "ends_on",
            "impossible_date",
            _("Bế giảng %(last)s trước khai giảng %(first)s.")
            % {"last": show_date(after["ends_on"]), "first": show_date(after["starts_on"])},
            _("Hãy xem lại hai ngày của lớp."),
        )
    node = find_unit(row, after, tree, findings)
    if node is not None:
        stands_on_first_day(row, after, node, findings)


def _refuse_doubled_class(row: Row, first: Row, findings: Findings) -> None:
    findings.error(
        row,
        "code",
        "doubled_class",
        _("Mã lớp này đã có ở %s.") % first.place,
        _("Hãy xoá hàng thừa, hoặc cho lớp kia mã khác."),
    )


def plan_enrolments(
    rows: list[Row],
    classes: list[Planned],
    members: list[Planned],
    world: World,
    held: HeldClasses,
    today: date,
    findings: Findings,
) -> list[Planned]:
    """What the rows of `Học viên` would do. Faults go to `findings`."""
    known = {**held.by_code, **{each.after["code"]: each.after for each in classes}}
    sound = {each.after["code"] for each in classes if not each.row.faulty}
    people = {**world.members, **{each.after["code"]: each.after for each in members}}
    found: list[Planned] = []
    first: dict[PersonKey, Row] = {}
    for row in rows:
        refuse_future(row, "born_on", today, findings)
        if row.get("class_code") is None or not _names_somebody(row, findings):
            continue
        given = _person(row)
        key = person_key(given)
        if key in first:
            _refuse_doubled_person(row, first[key], findings)
            continue
        first[key] = row
        before = held.enrolments.get(key)
        old = before or _NEW_ENROLMENT
        after = {name: given.get(name, old.get(name)) for name in ENROLMENT_FIELDS}
        if not row.faulty and (row.values["class_code"] not in held.named - sound):
            _check_enrolment(row, after, known, people, findings)
        found.append(planned(row, before, after))
    return found


def _person(row: Row) -> Record:
    """The row's values; of a member the record knows name and birth."""
    if not row.get("member_code"):
        return row.values
    return {**row.values, "full_name": "", "born_on": None}


def _names_somebody(row: Row, findings: Findings) -> bool:
    named = row.get("member_code") or (row.get("full_name") and row.get("born_on"))
    if not named and not row.faulty:
        findings.error(
            row,
            "member_code" if not row.get("full_name") else "born_on",
            "missing_value",
            _("Chưa biết học viên là ai."),
            _("Hãy ghi mã đảng viên, hoặc cả họ tên và ngày sinh."),
        )
    return bool(named)


def _check_enrolment(
    row: Row,
    after: Record,
    classes: Mapping[str, Record],
    people: Mapping[str, Record],
    findings: Findings,
) -> None:
    its_class = classes.get(after["class_code"])
    if its_class is None:
        findings.error(
            row,
            "class_code",
            "unknown_class",
            _("Không có lớp nào mang mã “%s”.") % after["class_code"],
            _("Hãy sửa mã, hoặc thêm lớp đó vào trang “Lớp học”."),
        )
        return
    if after["member_code"]:
        member = find_member(row, after, people, findings)
        if member is not None:
            _warn_odd_member(row, member, its_class, findings)
    else:
        _check_outsider(row, after, its_class, findings)


def _check_outsider(row: Row, after: Record, its_class: Record, findings: Findings) -> None:
    if its_class["course"] in MEMBERS_ONLY:
        findings.error(
            row,
            "member_code",
            "not_a_member",
            _("Lớp đảng viên mới chỉ dành cho đảng viên mà hàng này không có mã đảng viên."),
            _("Hãy ghi mã đảng viên, hoặc sửa mã lớp."),
        )
    elif after["born_on"] >= its_class["starts_on"]:
        findings.error(
            row,
            "born_on",
            "impossible_date",
            _("Ngày sinh %(born)s không thể sau khai giảng %(day)s.")
            % {"born": show_date(after["born_on"]), "day": show_date(its_class["starts_on"])},
            _("Hãy xem lại ngày sinh, hoặc ngày khai giảng của lớp."),
        )


def _warn_odd_member(row: Row, member: Record, its_class: Record, findings: Findings) -> None:
    joined, starts = member["joined_on"], its_class["starts_on"]
    name = row.get("full_name")
    if name and spelling_key(name) != spelling_key(member["full_name"]):
        sentence = _("Mã này là của đảng viên tên khác với tên ở hàng này.")
        repair = _("Chỉ mã được tính. Hãy xem lại mã hoặc xoá tên.")
    elif its_class["course"] in MEMBERS_ONLY and joined and joined > starts:
        sentence = _("Người này vào Đảng sau ngày khai giảng lớp đảng viên mới.")
        repair = _("Hãy xem lại mã đảng viên và mã lớp.")
    elif its_class["course"] in BEFORE_ADMISSION and joined and joined <= starts:
        sentence = _("Người này đã là đảng viên khi học lớp đối tượng Đảng.")
        repair = _("Hãy xem lại mã đảng viên và mã lớp.")
    else:
        return
    findings.warn(row, "member_code", "odd_trainee", sentence, repair)


def _refuse_doubled_person(row: Row, first: Row, findings: Findings) -> None:
    findings.error(
        row,
        "member_code" if row.get("member_code") else "full_name",
        "doubled_enrolment",
        _("Học viên này đã có ở %s trong cùng lớp.") % first.place,
        _("Hãy xoá hàng thừa."),
    )
