"""Units with their paths."""

from datetime import date
from typing import Any

from chibo.areas.organisation.models import DAWN, FOREVER, Unit, UnitStanding
from chibo.areas.organisation.paths import new_ids, path_under
from chibo.areas.organisation.standings import redraw
from chibo.core.vietnamese import fold

CELL_KINDS = frozenset({"chi_bo_co_so", "chi_bo_truc_thuoc", "chi_bo"})


def a_unit(
    name: str = "Đảng ủy xã Hòa Bình",
    *,
    parent: Unit | None = None,
    kind: str = "dang_bo_co_so",
    code: str | None = None,
    founded_on: date | None = None,
    ended_before: date | None = None,
    **more: Any,
) -> Unit:
    """Any unit; `is_cell` follows from the kind. The code is made from its id unless given."""
    (unit_id,) = new_ids(1)
    code = code or f"U{unit_id:04d}"
    unit = Unit.objects.create(
        id=unit_id,
        code=code,
        name=name,
        kind=kind,
        is_cell=kind in CELL_KINDS,
        parent=parent,
        path=path_under(parent, unit_id),
        founded_on=founded_on,
        ended_before=ended_before,
        search_key=fold(f"{name} {code}"),
        **more,
    )
    if founded_on or ended_before or not _always_stood(parent):
        redraw([unit.pk])
    else:
        _stands(unit)
    return unit


def _always_stood(parent: Unit | None) -> bool:
    """Whether the superior has one standing, of all days: so has then what is put below it."""
    if parent is None:
        return True
    rows = UnitStanding.objects.unscoped("a unit is being made").filter(unit=parent)
    days = list(rows.values_list("starts_on", "ends_before", "path"))
    return days == [(DAWN, FOREVER, parent.path)]


def _stands(unit: Unit) -> None:
    """What `redraw` writes of a unit that nothing has happened to, without its ten questions."""
    UnitStanding.objects.create(
        unit=unit,
        parent=unit.parent,
        path=unit.path,
        kind=unit.kind,
        is_cell=unit.is_cell,
        name=unit.name,
        name_key=fold(unit.name),
    )


def a_province(name: str = "Đảng bộ tỉnh Bình An", **more: Any) -> Unit:
    """A root of the tree."""
    return a_unit(name, kind="tinh_uy", **more)


def a_commune(parent: Unit | None = None, name: str = "Đảng ủy xã Hòa Bình", **more: Any) -> Unit:
    """A grassroots committee (đảng bộ cơ sở) above cells."""
    return a_unit(name, parent=parent, kind="dang_bo_co_so", **more)


def a_cell(parent: Unit | None = None, name: str = "Chi bộ thôn Đông", **more: Any) -> Unit:
    """A cell of a village under `parent`; without one it is a tree of its own."""
    more.setdefault("cell_type", "village")
    return a_unit(name, parent=parent, kind=more.pop("kind", "chi_bo_truc_thuoc"), **more)
