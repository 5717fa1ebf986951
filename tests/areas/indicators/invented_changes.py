"""A register invented at random whose cells move, are upgraded, merged, split and dissolved.

Rows of sheets and nothing else, on top of those of `invented_workbook`.
"""

from datetime import date, time, timedelta
from random import Random
from typing import Any

from tests.areas.indicators.invented_workbook import HEADINGS, Rows, invent

CHANGES = "Biến động tổ chức"
WITH_CHANGES: dict[str, list[str]] = {
    **{title: heads for title, heads in HEADINGS.items() if title != "Chức vụ"},
    CHANGES: ["Ngày", "Loại", "Mã đơn vị", "Mã đơn vị nhận", "Loại mới"],
}
KINDS = ("Chuyển giao", "Nâng cấp", "Sáp nhập", "Hợp nhất", "Chia tách", "Giải thể")
FIRST = date(2024, 3, 1)


def invent_changed(seed: int, *, today: date) -> dict[str, Rows]:
    """Sheets by title; every kind of change once at least, each cell named in one change."""
    return _Changing(seed, today).sheets


class _Changing:
    """Each kind of change takes cells no other named, and that stood on its day."""

    def __init__(self, seed: int, today: date) -> None:
        register = invent(seed, today=today)
        self.sheets = {title: register.get(title, []) for title in WITH_CHANGES}
        self.pick, self.today = Random(f"changes {seed}"), today
        cells = [row for row in self.sheets["Tổ chức"] if row[2].startswith("Chi bộ")]
        self._free = [row for row in cells if row[6] is None and row[3] != row[0]]
        self.pick.shuffle(self._free)
        for kind in KINDS:
            self._change(kind)
        self.sheets[CHANGES].sort(key=lambda row: row[0])

    def _change(self, kind: str) -> None:
        day = self._day(FIRST, self.today - timedelta(days=40))
        before = [cell for cell in self._free if cell[5] is None or cell[5] < day]
        needed = 2 if kind in ("Sáp nhập", "Hợp nhất") else 1
        if kind == "Nâng cấp":
            before = [cell for cell in before if cell[2] == "Chi bộ trực thuộc"]
        if len(before) < needed:
            return
        taken = before[:needed]
        self._free = [cell for cell in self._free if cell not in taken]
        self._record(kind, day, taken)

    def _record(self, kind: str, day: date, taken: Rows) -> None:
        one = taken[0]
        if kind == "Chuyển giao":
            other = self.pick.choice([c for c in ("C1", "C2", "C3") if not one[3].startswith(c)])
            self._row(day, kind, one, other)
        elif kind == "Nâng cấp":
            self._row(day, kind, one, None, "Chi bộ cơ sở")
        elif kind == "Sáp nhập":
            self._row(day, kind, one, taken[1][0])
        elif kind == "Hợp nhất":
            made = self._made(f"{one[0]}.H", taken[1], day)
            for old in taken:
                self._row(day, kind, old, made)
        elif kind == "Chia tách":
            parts = [self._made(f"{one[0]}.{n}", one, day) for n in (1, 2)]
            self._row(day, kind, one, ";".join(parts))
        else:
            self._leave(one[0], day)
            self._row(day, kind, one, None)

    def _row(
        self, day: date, kind: str, unit: list[Any], to: str | None, new: str | None = None
    ) -> None:
        if kind not in STAYING:
            self.sheets["Sinh hoạt"] = [
                row for row in self.sheets["Sinh hoạt"] if row[0] != unit[0] or row[1] < day
            ]
        if kind not in STAYING:
            self._end(unit[0], day)
        self.sheets[CHANGES].append([day, kind, unit[0], to, new])

    def _end(self, cell: str, day: date) -> None:
        """Nothing is on record of a cell after it ended: nobody joins it, no target is set."""
        self.sheets["Chỉ tiêu"] = [
            row for row in self.sheets["Chỉ tiêu"] if row[0] != cell or row[1] <= day.year
        ]
        for member in self.sheets["Đảng viên"]:
            if member[4] == cell and member[5] >= day:
                member[5] = day - timedelta(days=1)

    def _made(self, code: str, like: list[Any], day: date) -> str:
        """A cell founded by the change, with members and meetings of its own."""
        row = [code, f"Chi bộ {code}", "Chi bộ trực thuộc", like[3], like[4], day, None, None]
        if like[2] == "Chi bộ cơ sở":
            row[2] = like[2]
        self.sheets["Tổ chức"].append(row)
        for number in range(self.pick.randint(1, 3)):
            born, joined = date(1990, 1, 1 + number), self._day(date(2024, 1, 1), date(2026, 10, 1))
            told = [f"{code}-m{number}", f"Người mới {number}", "Nữ", born, code, joined]
            self.sheets["Đảng viên"].append([*told, None, None, None])
        for number in range(self.pick.randint(2, 6)):
            held = self._day(day, self.today)
            expected = self.pick.randint(3, 30)
            told = [code, held, "Thường kỳ", time(18, number), time(20, 0), expected]
            self.sheets["Sinh hoạt"].append([*told, self.pick.randint(0, expected), 75])
        return code

    def _leave(self, cell: str, day: date) -> None:
        """Nobody is at home in a cell that is dissolved."""
        for member in self.sheets["Đảng viên"]:
            if member[4] == cell:
                left = day - timedelta(days=1)
                member[5] = min(member[5], left)
                member[6] = member[6] if member[6] and member[6] <= left else None
                member[7], member[8] = "Đã chuyển đi", left

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.pick.randint(0, max(0, (last - first).days)))


STAYING = ("Chuyển giao", "Nâng cấp")
