"""A plan of reorganisation being drafted: small cells merged, two moved to the next commune."""

from chibo.areas.organisation.models import ChangeKind
from chibo.areas.plans.actions import Heading, add_lines, draft
from chibo.areas.plans.drafts import LineDraft, moves
from chibo.core.periods import Month
from chibo.sample.cells import Cell
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff


def draft_plan(province: Province, staff: Staff) -> None:
    """The province's clerk has begun it; nobody has handed it in yet."""
    root, near, far = province.tree.bodies[0], *_communes(province)
    clerk, now = staff.actor("clerk", root.code), at(province.running.first, 14)
    on = Month.of(province.today).plus(2).first
    heading = Heading("Sắp xếp chi bộ thôn hai xã, giai đoạn 1", on)
    plan = draft(actor=clerk, body_id=staff.units[root.code].pk, heading=heading, now=now)
    *_rest, one, other, third, fourth = _villages(province, near)
    lines = [
        _merged(other, one),
        _merged(fourth, third),
        LineDraft(
            kind=ChangeKind.RENAMED, unit_code=one.code, new_name=f"{one.name} – {_place(other)}"
        ),
        *moves([cell.code for cell in _villages(province, far)[:2]], near),
    ]
    add_lines(actor=clerk, plan_id=plan.pk, lines=lines, version=plan.version, now=now)


def _communes(province: Province) -> tuple[str, str]:
    """The first two bodies that village cells stand under."""
    found = list(dict.fromkeys(cell.parent_code for cell in _all_villages(province)))
    return found[0], found[1]


def _all_villages(province: Province) -> list[Cell]:
    return [cell for cell in province.standing if cell.cell_type == "village"]


def _villages(province: Province, commune: str) -> list[Cell]:
    """Village cells of a commune that nobody looks at first."""
    found = [cell for cell in _all_villages(province) if cell.parent_code == commune]
    return [cell for cell in found if cell not in province.shown_cells]


def _merged(cell: Cell, into: Cell) -> LineDraft:
    return LineDraft(kind=ChangeKind.MERGED, unit_code=cell.code, receiver_codes=(into.code,))


def _place(cell: Cell) -> str:
    return cell.name.removeprefix("Chi bộ thôn ")
