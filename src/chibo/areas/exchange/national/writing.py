"""Members written out in the layout of the national member database."""

from collections.abc import Container, Iterable
from typing import Any

from chibo.areas.exchange.national.form import NATIONAL, STATE_WORDS, TITLE
from chibo.areas.exchange.national.places import shown_paths
from chibo.areas.exchange.sheets.members import SENSITIVE
from chibo.areas.exchange.workbooks.asked import Asked
from chibo.areas.exchange.workbooks.export import shown_state
from chibo.areas.exchange.workbooks.writer import SheetWriter
from chibo.areas.members.models import Gender, Member, MemberState
from chibo.areas.members.restricted import restricted
from chibo.areas.organisation.models import Unit
from chibo.core.i18n import in_vietnamese
from chibo.core.vietnamese import show_date

_BIRTH = "Nơi đăng ký khai sinh"
_ORIGIN = "Quê quán (theo mô hình 2 cấp)"
_RESIDENCE = "Thường trú (theo mô hình 2 cấp)"
_DAY = "(dd/mm/yyyy)"
HEADINGS: tuple[tuple[str, str], ...] = (
    ("STT", "number"),
    ("ID", "code"),
    ("Họ và tên *", "full_name"),
    ("Tên gọi khác", ""),
    ("Giới tính *", "gender"),
    (f"Sinh ngày * {_DAY}", "born_on"),
    ("Dân tộc *", "ethnicity"),
    ("Tôn giáo *", "religion"),
    ("Số định danh cá nhân *", "citizen_number"),
    ("Số thẻ Đảng* (12 số theo HD38-HD/BTCTW)", "card_number"),
    ("Nơi cấp thẻ Đảng", ""),
    (f"Ngày cấp thẻ Đảng {_DAY}", ""),
    ("Số thẻ theo Đảng quyết định 85", "old_card_number"),
    ("Tổ chức Đảng đang sinh hoạt * (không sửa)", "cell"),
    *((f"{_BIRTH} - {part} *", "") for part in ("Quốc gia", "Tỉnh", "Địa chỉ chi tiết")),
    *((f"{_ORIGIN} - {part} *", "") for part in ("Quốc gia", "Tỉnh", "Địa chỉ chi tiết")),
    *((f"{_RESIDENCE} - {part} *", "") for part in ("Quốc gia", "Tỉnh", "Địa chỉ chi tiết")),
    (f"Ngày vào Đảng* {_DAY}", "joined_on"),
    (f"Ngày vào Đảng chính thức* {_DAY}", "full_on"),
    ("Số CMND cũ (nếu có)", ""),
    ("Trạng thái hoạt động", "state"),
    (f"Ngày rời khỏi/ Ngày mất/ Ngày miễn sinh hoạt Đảng {_DAY}", "state_on"),
    ("Đề nghị xóa (nếu muốn xóa chọn “có”, còn không bỏ qua)", ""),
    ("Ghi chú", ""),
    ("Kết quả kiểm tra", ""),
    ("Chi tiết lỗi", ""),
    ("Mã tổ chức đảng", "unit_code"),
)
"""The headings in their order, each with what fills it; nothing where Chibo keeps nothing.

The first 29 are as two independent sources quote them; on the last four sources differ.
"""
_FULL_CARD = 12


def write_national(asked: Asked) -> bytes:
    """The members of a unit and all below it, in the layout of 33 columns."""
    writer = SheetWriter(asked.stamp)
    sheet = writer.sheet(TITLE, [max(12, min(len(heading) + 2, 40)) for heading, _ in HEADINGS])
    writer.headings(sheet, [heading for heading, _field in HEADINGS])
    for number, row in enumerate(_rows(asked), start=1):
        values = {"number": number, **row}
        writer.row(sheet, number, [values.get(field) for _heading, field in HEADINGS])
    return writer.done()


@in_vietnamese()
def example_national() -> bytes:
    """A filled-in example of the layout."""
    examples = {column.field: column.examples for column in NATIONAL.columns}
    examples["cell"] = examples["cell_code"]
    writer = SheetWriter()
    sheet = writer.sheet(TITLE, [max(12, min(len(heading) + 2, 40)) for heading, _ in HEADINGS])
    writer.headings(sheet, [heading for heading, _field in HEADINGS])
    for number, _person in enumerate(examples["full_name"], start=1):
        row = {name: given[number - 1] for name, given in examples.items() if given}
        row["number"] = number
        writer.row(sheet, number, [row.get(field) for _heading, field in HEADINGS])
    return writer.done()


def _rows(asked: Asked) -> Iterable[dict[str, Any]]:
    genders = dict(Gender.choices)
    units = list(Unit.objects.visible_to(asked.actor).under(asked.top.path).order_by("path"))
    paths, codes = shown_paths(asked.top, units), {unit.pk: unit.code for unit in units}
    then = asked.homes_then()
    rows = Member.objects.visible_to(asked.actor, "members.view").under(asked.top.path)
    kept_back = restricted(inside=asked.top.path)
    for member in rows.select_related("cell").order_by("unit_path", "name_key", "id").iterator():
        cell_id = then.get(member.pk, member.cell_id)
        was_here = cell_id == member.cell_id or cell_id in codes
        if was_here and asked.by_then(member.joined_on):
            yield {
                "code": member.code,
                "full_name": member.full_name,
                "gender": genders[member.gender],
                "born_on": show_date(member.born_on),
                **_numbers(asked, member, kept_back),
                "cell": paths.get(cell_id, member.cell.name),
                "unit_code": codes.get(cell_id, member.cell.code),
                "joined_on": show_date(member.joined_on),
                "full_on": show_date(asked.known(member.full_on)),
                **_state(asked, member),
            }


def _numbers(asked: Asked, member: Member, kept_back: Container[int]) -> dict[str, str]:
    """Numbers, ethnicity and religion; a card number of 12 digits is the citizen number.

    Nothing of records their person had restricted.
    """
    if member.pk in kept_back:
        return dict.fromkeys((*SENSITIVE, "card_number", "old_card_number"), "")
    card = member.card_number
    is_full = len(card) == _FULL_CARD and card.isdigit()
    may = asked.actor.may("members.sensitive", member.unit_path)
    shown = {name: (getattr(member, name) or "") if may else "" for name in SENSITIVE}
    return {
        **shown,
        "card_number": card if is_full and may else "",
        "old_card_number": "" if is_full else card,
    }


def _state(asked: Asked, member: Member) -> dict[str, str]:
    """The state in the layout's words, as known on the day asked for."""
    told = shown_state(asked, member)
    known = MemberState(member.state).value if told["state"] else MemberState.FULL.value
    day = told["state_on"] if known not in (MemberState.FULL, MemberState.PROBATIONARY) else None
    return {"state": STATE_WORDS[known], "state_on": show_date(day)}
