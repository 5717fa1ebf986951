"""A register invented at random, as the rows of its sheets and nothing else."""

from datetime import date, time, timedelta
from random import Random
from typing import Any

Rows = list[list[Any]]

COURSES = {
    "candidates": "Đối tượng Đảng",
    "new_members": "Đảng viên mới",
    "committees": "Bí thư, cấp ủy viên",
    "party_work": "Nghiệp vụ công tác Đảng",
    "theory_intermediate": "Trung cấp LLCT",
    "theory_advanced": "Cao cấp LLCT",
    "state_specialist": "QLNN chuyên viên",
}
OF_MEMBERS = ("Đảng viên mới", "Bí thư, cấp ủy viên")
KINDS = ("Thường kỳ", "Thường kỳ", "Thường kỳ", "Chuyên đề", "Kết hợp")
HEADINGS: dict[str, list[str]] = {
    "Tổ chức": [
        "Mã", "Tên", "Loại", "Mã cấp trên", "Loại hình", "Ngày thành lập", "Ngày kết thúc",
        "Địa bàn",
    ],
    "Đảng viên": [
        "Mã đảng viên", "Họ và tên", "Giới tính", "Ngày sinh", "Mã chi bộ", "Ngày vào Đảng",
        "Ngày chính thức", "Trạng thái", "Ngày trạng thái",
    ],
    "Sinh hoạt": [
        "Mã chi bộ", "Ngày", "Loại", "Bắt đầu", "Kết thúc", "Phải dự", "Có mặt", "Điểm chính thức",
    ],
    "Chỉ tiêu": ["Mã đơn vị", "Năm", "Chỉ số", "Kế hoạch"],
    "Lớp học": ["Mã lớp", "Loại lớp", "Mã đơn vị mở", "Khai giảng"],
    "Học viên": ["Mã lớp", "Mã đảng viên", "Họ và tên", "Ngày sinh", "Số buổi dự"],
    "Chức vụ": ["Mã đảng viên", "Mã đơn vị", "Chức vụ", "Từ ngày", "Đến ngày", "Địa bàn"],
}  # fmt: skip


def invent(seed: int, *, today: date) -> dict[str, Rows]:
    """Sheets by title, headings not among the rows; an empty cell is None."""
    return _Inventing(Random(seed), today).sheets


class _Inventing:
    """One register: three communes, cells founded and ended, two and a half years of meetings."""

    def __init__(self, pick: Random, today: date) -> None:
        self.pick, self.today = pick, today
        self.sheets: dict[str, Rows] = {title: [] for title in HEADINGS}
        self._unit("P", "Đảng bộ tỉnh")
        for commune in ("C1", "C2", "C3"):
            self._unit(commune, "Đảng bộ cấp trên trực tiếp", "P")
            for number in range(pick.randint(2, 4)):
                self._cell(f"{commune}.{number}", "Chi bộ trực thuộc", commune)
            self._cell(f"{commune}.A", "Chi bộ cơ sở", commune)
            self._unit(f"{commune}.B", "Đảng bộ cơ sở", commune)
            self._cell(f"{commune}.B.1", "Chi bộ trực thuộc", f"{commune}.B")
        self._targets()
        self._classes()

    def _unit(self, code: str, kind: str, above: str | None = None) -> None:
        self.sheets["Tổ chức"].append([code, f"Đơn vị {code}", kind, above, None, None, None, None])

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.pick.randint(0, (last - first).days))

    def _cell(self, code: str, kind: str, above: str) -> None:
        pick = self.pick
        founded = self._day(date(2023, 6, 1), date(2026, 3, 1)) if pick.random() < 0.4 else None
        ended = self._day(date(2026, 3, 2), self.today) if pick.random() < 0.2 else None
        self.sheets["Tổ chức"].append(
            [
                code,
                f"Chi bộ {code}",
                kind,
                above,
                "Thôn, tổ dân phố",
                founded,
                ended,
                f"Thôn {code}",
            ]
        )
        for number in range(pick.randint(3, 8)):
            self._member(f"{code}-{number}", code, ended)
        if not ended:
            self._posts(code, founded or date(2024, 1, 1))
        self._meetings(code, founded or date(2024, 1, 1), ended or self.today)

    def _posts(self, cell: str, founded: date) -> None:
        """Somebody leads the cell, somebody the village or its Front; now and then the same."""
        there = [
            row for row in self.sheets["Đảng viên"] if row[4] == cell and row[6] and not row[7]
        ]
        for post in ("Bí thư", "Phó bí thư", "Trưởng thôn", "Trưởng ban công tác Mặt trận"):
            if not there or self.pick.random() < 0.2:
                continue
            holder = self.pick.choice(there[:2])
            since = self._day(max(holder[6], founded), self.today)
            until = self._day(since, self.today) if self.pick.random() < 0.4 else None
            area = f"Thôn {cell}" if post.startswith("Trưởng") else None
            self.sheets["Chức vụ"].append([holder[0], cell, post, since, until, area])

    def _member(self, code: str, cell: str, ended: date | None) -> None:
        pick = self.pick
        joined = self._day(date(1990, 1, 1), date(2026, 2, 1))
        if pick.random() < 0.6:
            joined = self._day(date(2024, 1, 1), date(2026, 2, 1))
        full = self._day(joined, self.today) if pick.random() < 0.7 else None
        state, on = None, None
        if ended or pick.random() < 0.15:
            state = pick.choice(["Đã chuyển đi", "Đã từ trần", "Đã ra khỏi Đảng"])
            on = self._day(joined, ended or self.today)
        elif pick.random() < 0.1 and full:
            state, on = "Miễn sinh hoạt", self._day(full, self.today)
        gender = pick.choice(["Nam", "Nữ"])
        born = self._day(date(1945, 1, 1), joined - timedelta(days=18 * 366))
        row = [code, f"Người {code}", gender, born, cell, joined, full, state, on]
        self.sheets["Đảng viên"].append(row)

    def _meetings(self, cell: str, first: date, before: date) -> None:
        pick, month = self.pick, max(first, date(2024, 1, 1)).replace(day=1)
        while month < before:
            following = (month + timedelta(days=32)).replace(day=1)
            low, high = max(first, month), min(before, following) - timedelta(days=1)
            for start in (time(19, 0), time(7, 30)) if pick.random() < 0.15 else (time(19, 0),):
                if low <= high and pick.random() < 0.85:
                    self._meeting(cell, self._day(low, high), start)
            month = following

    def _meeting(self, cell: str, day: date, start: time) -> None:
        pick = self.pick
        begins = pick.choice([start, start, None])
        ends = pick.choice([time(20, 29), time(20, 30), time(21, 0), time(0, 10), None])
        expected = pick.randint(3, 30)
        points = pick.choice([None, 49.5, 50, 69.5, 70, 89.5, 90, 97.25])
        row = [cell, day, pick.choice(KINDS), begins, ends, expected, pick.randint(0, expected)]
        self.sheets["Sinh hoạt"].append([*row, points])

    def _targets(self) -> None:
        for unit in self.sheets["Tổ chức"]:
            for year in (2024, 2025, 2026):
                if unit[5] and unit[5].year > year:
                    continue
                if self.pick.random() < 0.6:
                    row = [unit[0], year, "members.admitted", self.pick.randint(0, 9)]
                    self.sheets["Chỉ tiêu"].append(row)

    def _classes(self) -> None:
        for number in range(8):
            unit = self.pick.choice(["P", "C1", "C2", "C3"])
            course = self.pick.choice(list(COURSES.values()))
            begins = self._day(date(2024, 1, 1), self.today)
            self.sheets["Lớp học"].append([f"L{number}", course, unit, begins])
            for learner in range(self.pick.randint(0, 5)):
                born = date(2000, 1, 1) + timedelta(days=learner)
                who = [None, f"Học viên {learner}", born]
                if course in OF_MEMBERS:
                    who = [self.sheets["Đảng viên"][learner][0], None, None]
                self.sheets["Học viên"].append([f"L{number}", *who, self.pick.randint(0, 12)])
