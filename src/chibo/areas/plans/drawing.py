"""A plan's lines laid over what is on record, replayed, and compared; writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from chibo.areas.organisation import lines
from chibo.areas.organisation.lines import Compared
from chibo.areas.organisation.making import NewUnit
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.organisation.rules import (
    MAKING,
    Change,
    ChangeKind,
    Origin,
    State,
    contradictions,
)
from chibo.areas.organisation.rules.changes import PLACING
from chibo.areas.plans import problems
from chibo.areas.plans.drafts import LineDraft
from chibo.areas.plans.problems import Problem
from chibo.regulations import unit_kinds

FIRST_NEW = 10**12
"""Numbers of what is not on record yet: changes come after those of the same day, units are new."""


@dataclass(frozen=True)
class Made:
    """A unit that a line founds, under whom."""

    unit_id: int
    new: NewUnit
    superior_id: int
    position: int


@dataclass
class Drawing:
    """The lines in terms of units and changes. `compared` is None where a line cannot be drawn."""

    on: date
    drafts: Sequence[LineDraft]
    units: dict[str, Unit]
    made: dict[str, Made] = field(default_factory=dict)
    changes: dict[int, Change] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    compared: Compared | None = None

    def find(self, code: str) -> int | None:
        """The id of a unit on record or made by a line so far."""
        if code in self.units:
            return self.units[code].pk
        return self.made[code].unit_id if code in self.made else None

    def name(self, code: str) -> str:
        """The name of the unit, or its code."""
        if code in self.units:
            return self.units[code].name
        return self.made[code].new.name if code in self.made else code

    @property
    def own(self) -> set[int]:
        """The units the lines are about."""
        return {change.unit_id for change in self.changes.values()}

    @property
    def recorded(self) -> set[int]:
        """The units on record that the lines name."""
        return {unit.pk for unit in self.units.values()}


def draw(drafts: Sequence[LineDraft], on: date) -> Drawing:
    """Lay the lines over the records. Faults of lines are `problems`, and end it there."""
    drawing = Drawing(on, drafts, _units(drafts))
    running = _Running(drawing)
    for position, draft in enumerate(drafts):
        running.take(position, draft)
    _refuse_said_twice(drawing)
    if not drawing.problems:
        own = {pk for pk in drawing.own if pk < FIRST_NEW}
        drawing.compared = lines.compare(
            own, drawing.recorded, _origins(drawing), list(drawing.changes.values())
        )
        _refuse_contradictions(drawing, drawing.compared)
    return drawing


def _units(drafts: Sequence[LineDraft]) -> dict[str, Unit]:
    codes = {code for draft in drafts for code in (draft.unit_code, *draft.receiver_codes)}
    codes |= {new.code for draft in drafts for new in draft.new_units}
    rows = Unit.objects.unscoped(lines.WHY).filter(code__in=codes)
    return {unit.code: unit for unit in rows}


class _Running:
    """Lines taken one after the other, so that each stands on those before it."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._parents: dict[int, int | None] = {}
        self._heirs: dict[int, int | None] = {}
        self._kinds = {kind.code for kind in unit_kinds()}
        self._given = {unit.pk: unit.parent_id for unit in drawing.units.values()}

    def take(self, position: int, draft: LineDraft) -> None:
        """Make a change of the line, or say what is wrong with it."""
        drawing, before = self._drawing, len(self._drawing.problems)
        self._make_units(position, draft)
        codes = (draft.unit_code, *draft.receiver_codes)
        ids = [drawing.find(code) for code in codes]
        if len(drawing.problems) == before:
            unknown = [code for code, pk in zip(codes, ids, strict=True) if pk is None]
            drawing.problems += [problems.unknown_unit(code, position) for code in unknown]
        found = [pk for pk in ids if pk is not None]
        if len(drawing.problems) > before or not found:
            return
        change = Change(
            number=FIRST_NEW + position,
            unit_id=found[0],
            kind=ChangeKind(draft.kind),
            on=drawing.on,
            receivers=tuple(found[1:]),
            new_kind=str(draft.row()["new_kind"]),
            new_name=draft.new_name,
        )
        drawing.changes[position] = change
        self._note(change)

    def _make_units(self, position: int, draft: LineDraft) -> None:
        told = self._drawing.problems
        founds = draft.kind == ChangeKind.FOUNDED
        if founds and [new.code for new in draft.new_units] != [draft.unit_code]:
            told.append(problems.bad_new_unit(position))
            return
        if draft.new_units and not founds and draft.kind not in MAKING:
            told.append(problems.odd_new_unit(position))
            return
        for new in draft.new_units:
            self._make(position, draft, new)

    def _make(self, position: int, draft: LineDraft, new: NewUnit) -> None:
        drawing = self._drawing
        if not (new.code and new.name.strip() and new.kind in self._kinds):
            drawing.problems.append(problems.bad_new_unit(position))
            return
        if drawing.find(new.code) is not None:
            drawing.problems.append(problems.code_taken(new.code, position))
            return
        superior = self._superior(position, draft)
        if superior is not None:
            pk = FIRST_NEW + len(drawing.made)
            drawing.made[new.code] = Made(pk, new, superior, position)
            self._given[pk] = superior

    def _superior(self, position: int, draft: LineDraft) -> int | None:
        """Under whom a new unit begins: the receiver of a founding, else beside its forerunner."""
        drawing = self._drawing
        if draft.kind == ChangeKind.FOUNDED:
            named = draft.receiver_codes[0] if draft.receiver_codes else ""
            found = drawing.find(named)
            if found is None:
                drawing.problems.append(problems.unknown_unit(named, position))
            return found
        forerunner = drawing.find(draft.unit_code)
        if forerunner is None:
            drawing.problems.append(problems.unknown_unit(draft.unit_code, position))
            return None
        beside = self._parent(forerunner)
        if beside is None:
            drawing.problems.append(problems.at_the_top(position))
        return beside

    def _parent(self, unit_id: int) -> int | None:
        """Under whom the unit stands once the lines so far have been carried out."""
        parent = self._parents.get(unit_id, self._given.get(unit_id))
        seen: set[int] = set()
        while parent in self._heirs and parent not in seen:
            seen.add(parent)
            parent = self._heirs[parent]
        return parent

    def _note(self, change: Change) -> None:
        if change.kind in PLACING and change.receivers:
            self._parents[change.unit_id] = change.receivers[0]
        if change.ends:
            heir = change.receivers[0] if change.receivers else self._parent(change.unit_id)
            self._heirs[change.unit_id] = heir


def _origins(drawing: Drawing) -> dict[int, Origin]:
    kinds = lines.cell_kinds()
    return {
        made.unit_id: Origin(
            made.unit_id,
            State(made.superior_id, made.new.kind, made.new.kind in kinds, made.new.name.strip()),
            founded_on=drawing.on,
        )
        for made in drawing.made.values()
    }


def _refuse_said_twice(drawing: Drawing) -> None:
    seen: set[tuple[int, str]] = set()
    rows = UnitChange.objects.unscoped(lines.WHY).filter(on=drawing.on)
    recorded = rows.filter(unit_id__in=[pk for pk in drawing.own if pk < FIRST_NEW])
    seen.update(recorded.decided().values_list("unit_id", "kind"))
    for position, change in drawing.changes.items():
        key = (change.unit_id, change.kind.value)
        if key in seen:
            name = drawing.name(drawing.drafts[position].unit_code)
            drawing.problems.append(problems.said_twice(name, position))
        seen.add(key)


def _refuse_contradictions(drawing: Drawing, compared: Compared) -> None:
    found = list(contradictions(compared.after, compared.changes))
    if not found:
        return
    names = _names({unit_id for wrong in found for unit_id in wrong.unit_ids}, drawing)
    for wrong in found:
        position = wrong.number - FIRST_NEW if wrong.number >= FIRST_NEW else None
        told = [names.get(unit_id, "") for unit_id in wrong.unit_ids]
        if wrong.code == "unit_not_there" and position is not None and _ends(drawing, position):
            drawing.problems.append(problems.ends_that_day(told[0], position))
            continue
        drawing.problems.append(problems.contradicting(wrong, told, position))
    drawing.compared = None


def _ends(drawing: Drawing, position: int) -> bool:
    """Whether another line ends the unit of this one: the lines of a day are one set."""
    own = drawing.changes[position].unit_id
    others = (change for at, change in drawing.changes.items() if at != position)
    return any(change.ends and change.unit_id == own for change in others)


def _names(unit_ids: set[int], drawing: Drawing) -> dict[int, str]:
    rows = Unit.objects.unscoped(lines.WHY).filter(pk__in=unit_ids)
    made = {each.unit_id: each.new.name for each in drawing.made.values()}
    return dict(rows.values_list("pk", "name")) | made
