"""The villages of each commune, and who of a committee follows which unit; a few gaps in both."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from chibo.areas.places.kinds import place_kinds
from chibo.areas.places.rules import read_name
from chibo.sample.cells import Body, Cell
from chibo.sample.committees import body_congress_day, committee_people
from chibo.sample.people import Person
from chibo.sample.province import Province

Row = dict[str, Any]
UNCOVERED = ("thôn Rừng Mơ", "thôn Gò Vắng")
"""Villages no cell names, of the second and the third commune."""
NOBODY, STOPPED, HELPED = 3, 6, 2
"""Which of a body's units nobody follows, which one is no longer followed, which by two."""


def place_rows(province: Province) -> Iterator[Row]:
    """`Địa bàn`: the village of every cell, of an ended one too; two without any, one renamed."""
    communes = list(dict.fromkeys(cell.committee_code for cell in _villages(province)))
    renamed_on = province.first_record.plus(-9).first
    for number, code in enumerate(communes):
        cells = [cell for cell in _villages(province) if cell.committee_code == code]
        for cell in cells:
            is_renamed = number == 0 and cell is cells[2]
            yield _place(code, cell.area, starts_on=renamed_on if is_renamed else None)
        if number == 0:
            last = renamed_on - timedelta(days=1)
            yield _place(code, "thôn Trại Cũ", last_day=last, became=cells[2].area)
        if 1 <= number <= len(UNCOVERED):
            yield _place(code, UNCOVERED[number - 1])


def _villages(province: Province) -> list[Cell]:
    return [cell for cell in province.tree.cells if cell.cell_type == "village" and cell.area]


def _place(
    code: str,
    written: str,
    *,
    starts_on: date | None = None,
    last_day: date | None = None,
    became: str = "",
) -> Row:
    kind, name = read_name(written)
    return {
        "Mã đơn vị": code,
        "Tên": name,
        "Loại": place_kinds()[kind].name,
        "Từ ngày": starts_on,
        "Đến ngày": last_day,
        "Đổi thành": became or None,
    }


def overseer_rows(province: Province) -> Iterator[Row]:
    """`Phụ trách`: a body's units shared out among the members of its committee."""
    for body in province.tree.bodies:
        people = committee_people(province, body)
        units = _below(province, body)
        for number, unit in enumerate(units):
            if number != NOBODY or len(units) <= STOPPED:
                yield from _followed(province, body, unit, people, number, len(units) > STOPPED)


def _below(province: Province, body: Body) -> list[Body | Cell]:
    rows: list[Body | Cell] = [b for b in province.tree.bodies if b.parent_code == body.code]
    return rows + [cell for cell in province.standing if cell.parent_code == body.code]


def _followed(
    province: Province,
    body: Body,
    unit: Body | Cell,
    people: Sequence[Person],
    number: int,
    is_large: bool,
) -> Iterator[Row]:
    """The lead, and for one unit of a large body somebody who helps."""
    day = body_congress_day(province, body) + timedelta(days=20)
    if isinstance(unit, Cell) and unit.founded_on:
        day = max(day, unit.founded_on)
    own = {person.code for person in unit.people} if isinstance(unit, Cell) else set()
    others = [person for person in people if person.code not in own] or list(people)
    stopped = province.first_record.first - timedelta(days=12)
    is_stopped = is_large and number == STOPPED and stopped > day
    yield {
        "Mã đảng viên": others[number % len(others)].code,
        "Mã đơn vị": unit.code,
        "Từ ngày": day,
        "Đến ngày": stopped if is_stopped else None,
        "Vai trò": "Phụ trách chính",
        "Số quyết định": f"{12 + body.rank:02d}-QĐ/ĐU",
    }
    if is_large and number == HELPED and len(others) > 1:
        yield {
            "Mã đảng viên": others[(number + 1) % len(others)].code,
            "Mã đơn vị": unit.code,
            "Từ ngày": day,
            "Vai trò": "Cùng phụ trách",
        }
