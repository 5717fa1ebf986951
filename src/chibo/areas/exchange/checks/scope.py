"""Whether the actor may touch what the rows speak of."""

from dataclasses import dataclass

from chibo.areas.exchange import permissions
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.plan import Plan, Planned
from chibo.core.actor import Actor
from chibo.core.i18n import _

_PLACES = {
    "units": "code",
    "changes": "unit_code",
    "members": "cell_code",
    "transfers": "to_code",
    "posts": "unit_code",
    "places": "unit_code",
    "overseers": "unit_code",
    "meetings": "cell_code",
    "targets": "unit_code",
    "classes": "unit_code",
    "enrolments": "class_code",
}


@dataclass
class Reach:
    """The part of the tree an import may touch: the actor's, below the unit it was made for."""

    actor: Actor
    below: str

    def covers(self, permission: str, path: str) -> bool:
        """Whether both taking imports and the change itself are allowed at `path`."""
        return (
            path.startswith(self.below)
            and self.actor.may(permissions.TAKE, path)
            and self.actor.may(permission, path)
        )


def check_scope(plan: Plan, reach: Reach, findings: Findings) -> None:
    """An error for every row outside the reach, changed or not: asking is refused like writing."""
    known: dict[tuple[str, str], bool] = {}
    for sheet, rows in plan.sheets.items():
        permission, place = permissions.CHANGES[sheet], _PLACES[sheet]
        for each in rows:
            if each.row.faulty:
                continue
            for path in _paths(each, place, plan, above=sheet == "overseers"):
                if (permission, path) not in known:
                    known[permission, path] = reach.covers(permission, path)
                if not known[permission, path]:
                    _refuse(each, place, findings)
                    break


def _paths(each: Planned, place: str, plan: Plan, *, above: bool) -> set[str]:
    """Where the record stands and where it will stand; a post also where its holder is, a change
    also where those stand that receive.

    `above`: it is decided in the body above the unit, as who follows it.
    """
    if place == "to_code":
        return _both_sides(each, plan)
    if place == "class_code":
        return _of_class(each, plan)
    node = plan.tree.find(each.after[place])
    code = node.parent_code if node and above else each.after[place]
    paths = {plan.tree.path(code or each.after[place])}
    paths |= {plan.tree.path(code) for code in each.after.get("receiver_codes", ())}
    if place == "unit_code" and (unit := plan.world.units.get(each.after[place])):
        paths.add(unit["path"])
    if holder := plan.world.members.get(each.after.get("member_code") or ""):
        paths.add(holder["unit_path"])
    if each.before:
        paths.add(each.before.get("path") or each.before.get("unit_path") or "")
    return paths - {""}


def _of_class(each: Planned, plan: Plan) -> set[str]:
    """Where the class stands; a member who is enrolled also where they are."""
    opened_by = plan.opened_by.get(each.after["class_code"])
    paths = {plan.tree.path(opened_by)} if opened_by else set()
    if holder := plan.world.members.get(each.after["member_code"]):
        paths.add(holder["unit_path"])
    return paths


def _both_sides(each: Planned, plan: Plan) -> set[str]:
    """Of a transfer: where the member is, and the cells that the row itself names."""
    codes = [each.row.get("from_code"), each.row.get("to_code")]
    paths = {plan.tree.path(code) for code in codes if code}
    if holder := plan.world.members.get(each.after["member_code"]):
        paths.add(holder["unit_path"])
    return paths - {""}


def _refuse(each: Planned, place: str, findings: Findings) -> None:
    findings.error(
        each.row,
        place,
        "outside_scope",
        _("Hàng này nằm ngoài phạm vi tổ chức được nhập."),
        _("Hãy bỏ hàng này, hoặc nhờ người được giao ở đơn vị đó nhập."),
    )
