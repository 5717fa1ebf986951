"""Rows of the layout as rows of our sheet `Đảng viên`: whose they are, which cell and state."""

from collections.abc import Sequence
from dataclasses import dataclass

from chibo.areas.exchange.checks.scope import Reach
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.national.form import ACTIVE, NATIONAL
from chibo.areas.exchange.national.places import Cells
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.world import WHY, Record
from chibo.areas.members.models import ENDED_STATES, Member, MemberState
from chibo.core import secrets
from chibo.core.i18n import _
from chibo.core.numbers import bare_text, opened
from chibo.core.vietnamese import fold

_DATED = (MemberState.EXEMPT, *ENDED_STATES)
_SEPARATE_DAYS = {
    "died_on": (MemberState.DECEASED,),
    "exempt_on": (MemberState.EXEMPT,),
    "left_on": (MemberState.LEFT, MemberState.TRANSFERRED),
}


@dataclass(frozen=True)
class Known:
    """Members on record that the rows may mean."""

    by_code: dict[str, Record]
    by_number: dict[str, Record]


def settle_layout(rows: dict[str, list[Row]], reach: Reach, findings: Findings) -> None:
    """Turn what was read by the layout into members' rows. Faults go to `findings`."""
    if NATIONAL.code not in rows:
        return
    people = rows.pop(NATIONAL.code)
    known = _known(people)
    cells = Cells(reach, rows.get("units", ()))
    for row in people:
        record = _whose(row, known, findings)
        _settle_cell(row, record, cells, findings)
        _settle_card(row)
        _settle_state(row, record, findings)
        _tell_deletion(row, findings)
    rows["members"] = [*rows.get("members", []), *people]


def _known(people: Sequence[Row]) -> Known:
    codes = {row.get("code") for row in people} - {None}
    numbers = {_bare(row.get("citizen_number")) for row in people} - {""}
    found = Known({}, {})
    fields = ("code", "citizen_number", "cell__code", "state", "full_on")
    members = Member.objects.unscoped(WHY)
    for part in (members.filter(code__in=codes), members.with_citizen_numbers(numbers)):
        for record in part.values(*fields):
            found.by_code[record["code"]] = record
            if record["citizen_number"]:
                found.by_number[_bare(opened(record["citizen_number"]))] = record
    return found


def _bare(number: str | None) -> str:
    return bare_text("number", number or "")


def _whose(row: Row, known: Known, findings: Findings) -> Record | None:
    """The member on record a row means: by `ID`, else by the citizen number; sets the code."""
    number = _bare(row.get("citizen_number"))
    by_code = known.by_code.get(row.get("code") or "")
    by_number = known.by_number.get(number)
    if by_code and by_number and by_code["code"] != by_number["code"]:
        findings.error(
            row,
            "code",
            "id_and_number_disagree",
            _("ID này và số định danh này đang thuộc hai người khác nhau."),
            _("Hãy đối chiếu căn cước, sửa ID hoặc số định danh."),
        )
        return None
    record = by_code or by_number
    if record is not None:
        row.values["code"] = record["code"]
    elif row.get("code") is None and number:
        row.values["code"] = _new_code(number)
    elif row.get("code") is None:
        findings.error(
            row,
            "code",
            "missing_value",
            _("Không có ID cũng không có số định danh nên không biết là ai."),
            _("Hãy ghi ít nhất một trong hai."),
        )
    return record


def _new_code(number: str) -> str:
    """The code of somebody who comes without an ID: the same for the same number, and not it.

    Codes are shown, searched and printed; 60 bits of a keyed fingerprint say nothing of a number.
    """
    return "DD-" + secrets.mark("code of a member", number).partition(".")[2][:15].upper()


def _settle_cell(row: Row, record: Record | None, cells: Cells, findings: Findings) -> None:
    text = row.values.pop("unit_code", None) or row.get("cell_code")
    if text is None:
        return
    found = cells.find(text, record["cell__code"] if record else None)
    if len(found) == 1:
        row.values["cell_code"] = found[0]
        return
    findings.error(
        row,
        "cell_code",
        "several_cells" if found else "unknown_cell",
        _("Có %(count)d chi bộ cùng tên “%(name)s”.") % {"count": len(found), "name": text}
        if found
        else _("Không có chi bộ nào mang mã hoặc tên “%s” trong phạm vi được nhập.") % text,
        _("Hãy ghi mã chi bộ, hoặc tên chi bộ kèm tên cấp trên, ví dụ “Chi bộ A - Đảng bộ xã B”."),
    )


def _settle_card(row: Row) -> None:
    """Chibo keeps one card number: that of 12 digits, else the one under QĐ 85."""
    old = row.values.pop("old_card_number", None)
    if old is not None:
        row.values.setdefault("card_number", old)


def _settle_state(row: Row, record: Record | None, findings: Findings) -> None:
    """`Trạng thái` and its day, from one column of days or from three."""
    days = {name: row.values.pop(name) for name in _SEPARATE_DAYS if name in row.values}
    state = row.get("state")
    if state is None and len(days) == 1 and "left_on" not in days:
        (state,) = _SEPARATE_DAYS[next(iter(days))]
        row.values["state"] = state.value
    for name, states in _SEPARATE_DAYS.items():
        if name in days and state in states:
            row.values.setdefault("state_on", days[name])
    has_day = bool(days) or row.get("state_on") is not None
    if state is None and has_day:
        findings.error(
            row,
            "state",
            "day_without_state",
            _("Có ngày rời, ngày mất hoặc ngày miễn mà không có trạng thái."),
            _("Hãy ghi “Trạng thái hoạt động”, hoặc xoá ngày."),
        )
    is_back = state == ACTIVE and _settle_active(row, record)
    if row.get("state") not in _DATED and row.get("state_on") is not None and state is not None:
        del row.values["state_on"]
        findings.warn(
            row,
            "state_on",
            "day_left_out",
            _("Ngày rời, ngày mất hoặc ngày miễn không hợp với trạng thái nên bỏ qua."),
            _("Nếu đã miễn, đã rời hoặc đã mất thì hãy ghi đúng trạng thái."),
        )
    if is_back:
        row.values["state_on"] = None


def _settle_active(row: Row, record: Record | None) -> bool:
    """Active says neither full nor probationary: that is read from the dates, as in our sheet.

    Returns whether the record had an end, which then no longer holds.
    """
    del row.values["state"]
    if record is None or record["state"] not in ENDED_STATES:
        return False
    full_on = row.get("full_on") or record["full_on"]
    row.values["state"] = (MemberState.FULL if full_on else MemberState.PROBATIONARY).value
    return True


def _tell_deletion(row: Row, findings: Findings) -> None:
    asked = row.values.pop("deletion", None)
    if asked is not None and fold(asked) in ("co", "x", "yes", "true", "1"):
        findings.warn(
            row,
            "deletion",
            "nothing_deleted",
            _("Đề nghị xóa là việc của cơ sở dữ liệu quốc gia; ở đây không xóa ai."),
            _("Nếu người này đã chuyển đi hoặc ra khỏi Đảng thì ghi trạng thái và ngày."),
        )
