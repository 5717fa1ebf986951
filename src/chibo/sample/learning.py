"""Targets of admissions and the classes of two years, as the committees bring them in books."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from chibo.core.periods import Month
from chibo.sample.cells import Cell
from chibo.sample.names import name_someone
from chibo.sample.people import Person
from chibo.sample.province import Province
from chibo.sample.words import chance

Row = dict[str, Any]
CANDIDATES, SESSIONS = 9, 10


def target_rows(province: Province) -> Iterator[Row]:
    """What each cell and committee is to admit in the year, and the year before."""
    for year in (province.first_record.year - 1, province.first_record.year):
        for committee, cells in _committees(province).items():
            parts = {cell.code: _asked(province, cell, year) for cell in cells}
            whole = sum(parts.values())
            for code, planned in [(committee, whole), *parts.items()]:
                yield {
                    "Mã đơn vị": code,
                    "Năm": year,
                    "Chỉ số": "members.admitted",
                    "Kế hoạch": planned,
                }


def class_rows(province: Province) -> Iterator[Row]:
    """Each committee opens a class of candidates and one of new members."""
    for committee in _committees(province):
        for code, course, day in _classes(province, committee):
            yield {
                "Mã lớp": code,
                "Loại lớp": course,
                "Tên": f"Bồi dưỡng {course[0].lower()}{course[1:]} {day.year}",
                "Mã đơn vị mở": committee,
                "Khai giảng": day,
                "Bế giảng": day.replace(day=day.day + 4),
            }


def learner_rows(province: Province) -> Iterator[Row]:
    """Candidates by name and birth, new members by their code."""
    for committee, cells in _committees(province).items():
        for code, course, day in _classes(province, committee):
            rng = chance(province.seed, "learners", code)
            people = (
                _new_members(cells, day)
                if course == "Đảng viên mới"
                else _candidates(province, code)
            )
            for person in people:
                yield {
                    "Mã lớp": code,
                    **person,
                    "Số buổi dự": SESSIONS - rng.choice((0, 0, 0, 1, 2)),
                    "Kết quả": "Giấy chứng nhận",
                }


def _committees(province: Province) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for cell in province.standing:
        if cell.parent_code == cell.committee_code:
            found.setdefault(cell.committee_code, []).append(cell)
    return found


def _asked(province: Province, cell: Cell, year: int) -> int:
    joined = sum(person.joined_on.year == year for person in cell.people)
    return joined + chance(province.seed, "target", cell.code, year).choice((0, 0, 0, 1))


def _classes(province: Province, committee: str) -> Iterable[tuple[str, str, date]]:
    spring = Month(province.first_record.year, 1).plus(-9).first
    autumn = spring.replace(month=9)
    return (
        (f"{committee}-ĐT", "Đối tượng Đảng", spring.replace(day=6)),
        (f"{committee}-ĐVM", "Đảng viên mới", autumn.replace(day=15)),
    )


def _new_members(cells: Iterable[Cell], day: date) -> Iterator[Row]:
    for cell in cells:
        for person in cell.people:
            if _is_new(person, day):
                yield {"Mã đảng viên": person.code}


def _is_new(person: Person, day: date) -> bool:
    return person.joined_on <= day and (day - person.joined_on).days < 365 and person.belongs(day)


def _candidates(province: Province, code: str) -> Iterator[Row]:
    rng = chance(province.seed, "candidates", code)
    for number in range(CANDIDATES):
        yield {
            "Họ và tên": name_someone(
                rng, people="kinh", female=rng.random() < 0.5, born=1995
            ).full_name,
            "Ngày sinh": date(1988 + number, 1 + rng.randrange(12), 1 + rng.randrange(28)),
        }
