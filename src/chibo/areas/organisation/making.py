"""A unit that was not there before."""

from dataclasses import dataclass
from datetime import date

from chibo.areas.organisation import lines
from chibo.areas.organisation.errors import CannotChangeUnit
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.naming import unit_search_key
from chibo.areas.organisation.paths import new_ids, path_under
from chibo.areas.organisation.standings import redraw
from chibo.core.i18n import _
from chibo.regulations import unit_kinds


@dataclass(frozen=True)
class NewUnit:
    """What is said of a unit to be founded."""

    code: str
    name: str
    kind: str
    cell_type: str = ""
    areas: tuple[str, ...] = ()
    place: str = ""


def made_unit(new: NewUnit, superior: Unit, on: date) -> Unit:
    """Write the unit, there from the day on. Raises CannotChangeUnit."""
    code, name = new.code.strip(), new.name.strip()
    if not code or not name:
        raise CannotChangeUnit(_("Đơn vị mới phải có mã và tên. Hãy ghi cả hai."))
    if Unit.objects.unscoped(lines.WHY).filter(code=code).exists():
        raise CannotChangeUnit(_("Mã “%s” đã có đơn vị khác dùng. Hãy chọn mã khác.") % code)
    if new.kind not in {kind.code for kind in unit_kinds()}:
        raise CannotChangeUnit(_("Hãy chọn loại của đơn vị mới."))
    (unit_id,) = new_ids(1)
    unit = Unit.objects.create(
        id=unit_id,
        code=code,
        name=name,
        kind=new.kind,
        is_cell=new.kind in lines.cell_kinds(),
        parent=superior,
        path=path_under(superior, unit_id),
        cell_type=new.cell_type,
        founded_on=on,
        areas=list(new.areas),
        place=new.place or superior.place,
        search_key=unit_search_key(code, name),
    )
    redraw([unit.pk])
    return unit
