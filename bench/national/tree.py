"""The country: provinces, communes, grassroots bodies, cells; ids and paths in one order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from bench.made.tree import FIRST, SECOND, VILLAGE
from bench.national.loading import begin_after, copy, insert, run, without_indexes

PROVINCES, COMMUNES, BODIES, CELLS = 34, 3_321, 46_644, 300_000
UNDER_COMMUNE = 3  # every third cell stands directly under its commune
DEPTHS = (20, 15, 10, 5)
"""How long the paths of bodies are, the longest first."""
TERM = date(2025, 6, 1)


@dataclass(frozen=True)
class Size:
    """How many of each; 50,000 bodies in all at scale 1."""

    provinces: int
    communes: int
    bodies: int
    cells: int

    @classmethod
    def scaled(cls, scale: float) -> "Size":
        """The same shape, smaller."""
        communes = max(round(COMMUNES * scale), 2)
        return cls(
            provinces=max(min(PROVINCES, communes // 8), 1),
            communes=communes,
            bodies=max(round(BODIES * scale), communes),
            cells=max(round(CELLS * scale), communes),
        )


class Node(NamedTuple):
    """A unit as it is written."""

    pk: int
    code: str
    name: str
    kind: str
    is_cell: bool
    path: str
    parent: int | None
    place: str


def write_tree(size: Size) -> None:
    """Units with their standing since ever, habits of the cells, and the list of cells to fill."""
    from chibo.areas.meetings.models import CellHabit
    from chibo.areas.organisation.models import Unit, UnitStanding

    columns = (
        "id, code, name, kind, is_cell, path, parent_id, place, cell_type, areas, search_key,"
        " version, term_starts_on"
    )
    copy(Unit._meta.db_table, columns, map(_unit_row, grow(size)))
    begin_after(Unit)
    with without_indexes(UnitStanding):
        run(
            "INSERT INTO organisation_unitstanding"
            " (unit_id, starts_on, ends_before, parent_id, path, name_key, kind, is_cell, name)"
            " SELECT id, '0001-01-01', '9999-12-31', parent_id, path,"
            " left(search_key, -length(code) - 1), kind, is_cell, name FROM organisation_unit"
        )
    begin_after(UnitStanding)
    insert(
        CellHabit,
        {
            "unit_id": "id",
            "fixed_day": "'day:' || 3 + id % 17",
            "usual_time": "'19:00'",
            "usual_place": "'Nhà văn hóa thôn'",
            "minimums_before": "'[]'::jsonb",
        },
        "FROM organisation_unit WHERE is_cell",
    )
    run("CREATE SCHEMA IF NOT EXISTS national")
    run("DROP TABLE IF EXISTS national.cell")
    run(CELL)
    run("ANALYZE organisation_unit, organisation_unitstanding, meetings_cellhabit, national.cell")


CELL = """
CREATE UNLOGGED TABLE national.cell AS
SELECT row_number() OVER (ORDER BY id) - 1 AS k, id AS unit_id, path, left(path, -5) AS above,
       split_part(code, '.', 1) AS province, (3 + id % 17)::int AS day, id % 9 = 4 AS weak,
       (10 + (id * 7919) % 17 + (id % 3 = 0)::int)::int AS size
  FROM organisation_unit WHERE is_cell
"""


def grow(size: Size) -> Iterator[Node]:
    """All units, superiors first."""
    root = _node(1, "00", "Đảng bộ cả nước", "tinh_uy", None, "")
    yield root
    provinces = [
        _node(2 + n, f"{n + 1:02d}", f"Đảng bộ tỉnh {_place(n)}", "tinh_uy", root, _place(n))
        for n in range(size.provinces)
    ]
    yield from provinces
    next_id = 2 + len(provinces)
    communes = []
    for n in range(size.communes):
        above = provinces[n * size.provinces // size.communes]
        code = f"{above.code}.{n:04d}"
        name = f"Đảng bộ xã {_place(n)}"
        communes.append(_node(next_id + n, code, name, "cap_tren_truc_tiep", above, _place(n)))
    yield from communes
    next_id += len(communes)
    bodies = []
    for n in range(size.bodies):
        above = communes[n * size.communes // size.bodies]
        code, name = f"{above.code}.8{n:05d}", f"Đảng bộ Công ty {_place(n // 7)}"
        bodies.append(_node(next_id + n, code, name, "dang_bo_co_so", above, above.place))
    yield from bodies
    next_id += len(bodies)
    for n in range(size.cells):
        above = communes[n * size.communes // size.cells]
        if n % UNDER_COMMUNE:
            above = bodies[n * size.bodies // size.cells]
        name = f"Chi bộ thôn {VILLAGE[n % len(VILLAGE)]} {n % 90 + 1}"
        yield _node(next_id + n, f"{above.code}.{n:06d}", name, "chi_bo_truc_thuoc", above, "")


def _place(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {SECOND[number // len(FIRST) % len(SECOND)]}"


def _node(pk: int, code: str, name: str, kind: str, above: Node | None, place: str) -> Node:
    from chibo.areas.organisation.paths import segment

    path = (above.path if above else "") + segment(pk)
    parent = above.pk if above else None
    here = place or (above.place if above else "")
    return Node(pk, code, name, kind, kind == "chi_bo_truc_thuoc", path, parent, here)


def _unit_row(node: Node) -> tuple[Any, ...]:
    from chibo.areas.organisation.naming import unit_search_key

    key = unit_search_key(node.code, node.name)
    cell_type = "agency" if node.is_cell else ""  # no village, no post: no facts of ADR 0012
    return (*node, cell_type, [], key, 1, TERM)
