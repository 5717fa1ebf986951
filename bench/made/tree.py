"""A province of communes: villages, offices and schools, some bodies with sections below them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from itertools import product
from random import Random
from typing import Any

from psycopg.types.json import Jsonb

from bench.made.copying import columns_of, copy_rows
from chibo.areas.meetings.models import CellHabit
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.organisation.naming import unit_search_key
from chibo.areas.organisation.paths import new_ids, path_under
from chibo.core.periods import DAWN, FOREVER, Month
from chibo.core.vietnamese import fold

FIRST = [
    "Yên",
    "Phú",
    "Tân",
    "An",
    "Bình",
    "Hòa",
    "Long",
    "Minh",
    "Thanh",
    "Xuân",
    "Đông",
    "Nam",
    "Vĩnh",
    "Hải",
    "Kim",
]
SECOND = ["Trầm", "Khê", "Lạc", "Sơn", "Thủy", "Lộc", "Phúc", "Điền", "Giang", "Lâm", "Hưng", "Đức"]
VILLAGE = [
    "Thượng",
    "Hạ",
    "Đoài",
    "Bãi",
    "Gò",
    "Ngõ",
    "Vối",
    "Cầu",
    "Đình",
    "Xóm",
    "Ao",
    "Giếng",
    "Bến",
    "Trại",
    "Vườn",
    "Nghè",
]
OFFICES = (
    ("agency", "Cơ quan Đảng, đoàn thể"),
    ("agency", "Cơ quan Ủy ban nhân dân"),
    ("public_service", "Trạm Y tế"),
    ("public_service", "Trường Tiểu học"),
    ("public_service", "Trường Trung học cơ sở"),
    ("armed_forces", "Quân sự"),
)
COMPANIES = (
    ("state_enterprise", "Phân xưởng"),
    ("private_enterprise", "Xưởng"),
    ("school", "Khoa"),
)
RULES = (
    "day:3",
    "day:5:next_workday",
    "day:12",
    "day:20:previous_workday",
    "day:25",
    "day:31",
    "weekday:sat:1",
    "weekday:sun:-1",
)
TIMES = (time(8, 0), time(14, 0), time(16, 30), time(19, 0), time(19, 30))
OFFICES_FROM, BASE_FROM, SECTION_FROM = 0.68, 0.80, 0.92  # of a commune's cells


@dataclass
class MadeCell:
    """A cell with what the meetings are made from."""

    unit: Unit
    commune: Unit
    fixed_day: str
    at: time
    thematic: str
    weak: bool
    people: list[Any] = field(default_factory=list)


@dataclass
class MadeTree:
    """All units, superiors first; the communes and the cells among them."""

    units: list[Unit]
    communes: list[Unit]
    cells: list[MadeCell]


def grow(cells: int, communes: int, seed: int, month: Month) -> MadeTree:
    """A tree with this many communes and cells; ids are reserved, nothing is written yet."""
    grower = _Grower(seed, cells + 4 * communes + 1, month)
    root = grower.unit("99.000", "Đảng bộ tỉnh Vân Khuê", "tinh_uy", None)
    tree = MadeTree(grower.units, [], grower.cells)
    names = [f"{a} {b}" for a, b in product(FIRST, SECOND)]
    for number in range(communes):
        name = names[number % len(names)]
        code = f"99.{number + 1:03d}"
        commune = grower.unit(code, f"Đảng bộ xã {name}", "cap_tren_truc_tiep", root, name)
        tree.communes.append(commune)
        share = cells * (number + 1) // communes - cells * number // communes
        grower.fill(commune, share)
    return tree


class _Grower:
    def __init__(self, seed: int, at_most: int, month: Month) -> None:
        self._rng = Random(f"{seed}:tree")
        self._ids = iter(new_ids(at_most))
        self._founded = month.plus(-9).first
        self.units: list[Unit] = []
        self.cells: list[MadeCell] = []

    def unit(
        self, code: str, name: str, kind: str, parent: Unit | None, place: str = "", **more: Any
    ) -> Unit:
        made = Unit(
            id=next(self._ids),
            code=code,
            name=name,
            kind=kind,
            parent=parent,
            place=place,
            search_key=unit_search_key(code, name),
            **{"is_cell": False, **more},
        )
        made.path = path_under(parent, made.pk)
        self.units.append(made)
        return made

    def fill(self, commune: Unit, cells: int) -> None:
        """Villages and offices under the commune, a company with a section under its own body."""
        bodies = {"base": commune, "section": commune}
        if cells > 8:
            code, place = commune.code, commune.place
            base = self.unit(
                f"{code}.800", f"Đảng bộ Công ty {place}", "dang_bo_co_so", commune, place
            )
            name = f"Đảng bộ bộ phận Khối sản xuất {place}"
            section = self.unit(f"{code}.800.900", name, "dang_bo_bo_phan", base, place)
            bodies = {"base": base, "section": section}
        for number in range(cells):
            self._cell(commune, bodies, number, number / cells)

    def _cell(self, commune: Unit, bodies: dict[str, Unit], number: int, share: float) -> None:
        parent, (cell_type, name) = (
            commune,
            ("village", f"thôn {VILLAGE[number % 16]} {number + 1}"),
        )
        if share >= BASE_FROM:
            parent = bodies["section" if share >= SECTION_FROM else "base"]
            cell_type, name = COMPANIES[number % 3]
            name = f"{name} {number + 1}"
        elif share >= OFFICES_FROM:
            cell_type, name = OFFICES[number % 6]
            name = f"{name} {commune.place}"
        unit = self.unit(
            f"{parent.code}.{number + 1:03d}",
            f"Chi bộ {name}",
            "chi_bo_truc_thuoc",
            parent,
            commune.place,
            is_cell=True,
            cell_type=cell_type,
            founded_on=self._founded if self._rng.random() < 0.01 else None,
        )
        rng = self._rng
        self.cells.append(
            MadeCell(
                unit,
                commune,
                rng.choice(RULES),
                rng.choice(TIMES),
                rng.choice(("combined", "combined", "separate")),
                rng.random() < 0.12,
            )
        )


def write_tree(tree: MadeTree) -> None:
    """Units and how the cells usually meet."""
    copy_rows(Unit, _unit_rows(tree))
    copy_rows(UnitStanding, _standing_rows(tree))
    copy_rows(CellHabit, _habit_rows(tree))


def _unit_rows(tree: MadeTree) -> Iterator[dict[str, Any]]:
    columns = list(columns_of(Unit))
    term = date(2025, 6, 1)
    for unit in tree.units:
        unit.term_starts_on = term
        yield {column: getattr(unit, column) for column in columns}


def _standing_rows(tree: MadeTree) -> Iterator[dict[str, Any]]:
    for unit in tree.units:
        yield {
            "unit_id": unit.pk,
            "starts_on": unit.founded_on or DAWN,
            "ends_before": FOREVER,
            "parent_id": unit.parent_id,
            "path": unit.path,
            "name_key": fold(unit.name),
            "kind": unit.kind,
            "is_cell": unit.is_cell,
            "name": unit.name,
        }


def _habit_rows(tree: MadeTree) -> Iterator[dict[str, Any]]:
    silent = columns_of(CellHabit)
    for cell in tree.cells:
        yield {
            **silent,
            "unit_id": cell.unit.pk,
            "fixed_day": cell.fixed_day,
            "minimums_before": Jsonb([]),
            "usual_time": cell.at,
            "usual_place": f"Nhà văn hóa {cell.unit.name.removeprefix('Chi bộ ')}",
        }
