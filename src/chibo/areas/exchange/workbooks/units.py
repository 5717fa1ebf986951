"""The sheets `Tổ chức` and `Biến động tổ chức` of an export."""

from collections.abc import Iterable, Iterator
from typing import Any

from chibo.areas.exchange.workbooks.asked import Asked
from chibo.areas.exchange.world import LINE_FIELDS
from chibo.areas.members.models import Stay
from chibo.areas.organisation.models import CellType, ChangeKind, Unit, UnitChange, UnitOrigin
from chibo.areas.organisation.rules import ENDING
from chibo.regulations import unit_kinds


class UnitSheets:
    """The units asked for: as they were before their changes, and the changes.

    A unit whose changes name units that are not asked for is written as it is, without them.
    """

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        rows = Unit.objects.visible_to(asked.actor).under(asked.top.path).order_by("path")
        self._units = {unit.pk: unit for unit in rows}
        self.codes = {unit_id: unit.code for unit_id, unit in self._units.items()}
        self._kinds = {kind.code: kind.name for kind in unit_kinds()}
        decided = UnitChange.objects.visible_to(asked.actor).applied().decided()
        found = decided.filter(unit__in=self._units).order_by("on", "id")
        self._changes = list(found)
        origins = UnitOrigin.objects.filter(unit_id__in=self._units)
        self._origins = {origin.unit_id: origin for origin in origins}
        self._forget_what_leads_outside()

    def _forget_what_leads_outside(self) -> None:
        outside = {
            change.unit_id
            for change in self._changes
            if any(unit_id not in self.codes for unit_id in change.receivers)
        }
        outside |= {
            unit_id
            for unit_id, origin in self._origins.items()
            if origin.parent_id is not None and origin.parent_id not in self.codes
        }
        outside |= self._carried_by(outside)
        if self._asked.top.pk in outside and self._asked.top.parent_id is None:
            outside.discard(self._asked.top.pk)
        self._origins = {pk: origin for pk, origin in self._origins.items() if pk not in outside}
        self._changes = [each for each in self._changes if each.unit_id not in outside]

    def _carried_by(self, units: set[int]) -> set[int]:
        """Whoever went along with these, and with those in turn."""
        caused = UnitChange.objects.visible_to(self._asked.actor).applied()
        pairs = caused.filter(caused_by__isnull=False, unit__in=self._units)
        causes = list(pairs.values_list("unit_id", "caused_by__unit_id"))
        found: set[int] = set()
        while fresh := {pk for pk, cause in causes if cause in units | found} - found:
            found |= fresh
        return found

    def unit_rows(self) -> Iterable[dict[str, Any]]:
        """`Tổ chức`."""
        types = dict(CellType.choices)
        for unit in self._units.values():
            known = self._known(unit)
            if self._asked.by_then(unit.founded_on):
                yield {
                    "code": unit.code,
                    "name": known["name"],
                    "kind": self._kinds.get(known["kind"], known["kind"]),
                    "parent_code": self.codes.get(known["parent_id"] or 0, ""),
                    "cell_type": types.get(unit.cell_type, ""),
                    "founded_on": known["founded_on"],
                    "ended_before": self._asked.known(known["ended_before"]),
                    "areas": "; ".join(unit.areas),
                    "place": unit.place,
                    "term_starts_on": self._asked.known(unit.term_starts_on),
                }

    def _known(self, unit: Unit) -> dict[str, Any]:
        names = [name for name in LINE_FIELDS if name != "parent_code"]
        known: Unit | UnitOrigin = self._origins.get(unit.pk, unit)
        return {name: getattr(known, name) for name in (*names, "parent_id")}

    def change_rows(self) -> Iterator[dict[str, Any]]:
        """`Biến động tổ chức`."""
        for change in self._changes:
            if self._asked.by_then(change.on):
                yield {
                    "on": change.on,
                    "kind": ChangeKind(change.kind).label,
                    "unit_code": self.codes[change.unit_id],
                    "receiver_codes": "; ".join(self.codes[pk] for pk in change.receivers),
                    "new_kind": self._kinds.get(change.new_kind, change.new_kind),
                    "new_name": change.new_name,
                    "decision_number": change.decision_number,
                }

    def heirs(self) -> dict[int, int]:
        """Cells that ended by the changes written here: who receives their members by rule."""
        ending = (change for change in self._changes if _ends(change) and change.receivers)
        return {change.unit_id: change.receivers[0] for change in ending}

    def first_cells(self) -> dict[int, str]:
        """Of members who followed: the code of the cell from which they did."""
        ends = {change.unit_id: change.receivers[:1] for change in self._changes if _ends(change)}
        rows = Stay.objects.visible_to(self._asked.actor).filter(
            member__unit_path__startswith=self._asked.top.path
        )
        followed = rows.filter(member__stays__how=Stay.How.FOLLOWED).distinct()
        if self._asked.on:
            followed = followed.filter(starts_on__lte=self._asked.on)
        found: dict[int, int] = {}
        last: dict[int, int] = {}
        for stay in followed.order_by("member_id", "starts_on"):
            by_rule = stay.cell_id in ends.get(last.get(stay.member_id, 0), ())
            if stay.how != Stay.How.FOLLOWED or not by_rule:
                found[stay.member_id] = stay.cell_id
            last[stay.member_id] = stay.cell_id
        return {pk: self.codes[cell] for pk, cell in found.items() if cell in self.codes}


def _ends(change: UnitChange) -> bool:
    return change.kind in ENDING and change.unit_id not in change.receivers
