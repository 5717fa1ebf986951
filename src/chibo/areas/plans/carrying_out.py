"""An approved plan held against the records of now, and written: all its lines at once."""

from datetime import datetime
from typing import Any

from chibo.areas.organisation import bulk, changes_bulk, lines
from chibo.areas.organisation.errors import CannotChangeUnit
from chibo.areas.organisation.events import Act
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.organisation.paths import new_ids, segment
from chibo.areas.plans.drawing import FIRST_NEW, Drawing, Made
from chibo.areas.plans.errors import PlanDoesNotFit
from chibo.areas.plans.keeping import drafts_of, lines_of, step
from chibo.areas.plans.models import Plan, PlanLine, PlanState, PlanStep
from chibo.areas.plans.outlook import Outlook, differences, look
from chibo.core.actor import Actor
from chibo.core.bulk import reserve_ids, set_rows
from chibo.core.i18n import _

WHY = "an approved plan is carried out as a whole, whatever its parts"


def checked(plan: Plan) -> Outlook:
    """What a plan that is held would do now, with its units held against others.

    Raises PlanDoesNotFit with what the records changed since the plan was handed in.
    """
    drafts = drafts_of(plan)
    _hold_units({code for each in drafts for code in (each.unit_code, *each.receiver_codes)})
    outlook = look(drafts, plan.on, plan.body)
    told = [each.sentence for each in outlook.problems] + differences(plan.seen, outlook)
    if told:
        raise PlanDoesNotFit(
            _("Tổ chức đã thay đổi từ lúc trình phương án: %s Hãy trả lại để soạn và xem lại.")
            % " ".join(told[:5])
        )
    return outlook


def carry_out(plan: Plan, outlook: Outlook, actor: Actor, now: datetime) -> None:
    """All lines of an approved plan as just checked. Raises CannotChangeUnit."""
    assert outlook.drawing is not None
    _write(plan, outlook.drawing, actor, now)
    plan.state, plan.trouble = PlanState.EXECUTED, ""
    plan.version += 1
    plan.save()
    step(plan, actor, PlanStep.Act.EXECUTED, now, units=sorted(outlook.facts))


def _hold_units(codes: set[str]) -> None:
    """Nobody decides about these units meanwhile; always taken in one order."""
    rows = Unit.objects.unscoped(WHY).select_for_update().filter(code__in=codes).order_by("pk")
    list(rows.values_list("pk", flat=True))


def _write(plan: Plan, drawing: Drawing, actor: Actor, now: datetime) -> None:
    ids = _make_units(drawing)
    rows = _rows(plan, drawing, ids)
    touched = changes_bulk.insert_changes(rows, by_name=actor.name, now=now)
    if contradicted := changes_bulk.redraw_changed(touched, Act(actor, now)):
        raise CannotChangeUnit(
            _("Ngày hoặc đơn vị nhận không hợp với quá trình của “%s” đã ghi.") % contradicted
        )
    written = zip(lines_of(plan), rows, strict=True)
    carried = [{"id": line.pk, "change_id": row["id"]} for line, row in written]
    set_rows(PlanLine, carried, ["change_id"])


def _rows(plan: Plan, drawing: Drawing, ids: dict[int, int]) -> list[dict[str, Any]]:
    """The changes as recorded, numbered in the order of the lines."""
    numbers = reserve_ids(UnitChange, len(drawing.changes))
    made: dict[int, list[int]] = {}
    for each in drawing.made.values():
        made.setdefault(each.position, []).append(ids[each.unit_id])
    return [
        {
            "id": number,
            "kind": change.kind.value,
            "unit_id": ids.get(change.unit_id, change.unit_id),
            "receivers": [ids.get(pk, pk) for pk in change.receivers],
            "on": plan.on,
            "decision_number": draft.decision_number or plan.decision_number,
            "new_kind": change.new_kind,
            "new_name": change.new_name,
            "has_consent": draft.has_consent,
            "made": made.get(position, []),
        }
        for number, (position, change), draft in zip(
            numbers, sorted(drawing.changes.items()), drawing.drafts, strict=True
        )
    ]


def _make_units(drawing: Drawing) -> dict[int, int]:
    """Write the units the lines found; their ids by the numbers they had in the drawing."""
    made = list(drawing.made.values())
    ids = dict(zip((each.unit_id for each in made), new_ids(len(made)), strict=True))
    superiors = {each.superior_id for each in made if each.superior_id < FIRST_NEW}
    rows = Unit.objects.unscoped(WHY).filter(pk__in=superiors)
    above = {pk: (path, place) for pk, path, place in rows.values_list("pk", "path", "place")}
    written: list[dict[str, Any]] = []
    for each in made:
        path, place = above[each.superior_id]
        row = _unit_row(each, drawing, ids, path, place)
        above[each.unit_id] = (row["path"], row["place"])
        written.append(row)
    bulk.insert_units(written)
    return ids


def _unit_row(
    made: Made, drawing: Drawing, ids: dict[int, int], path: str, place: str
) -> dict[str, Any]:
    new, unit_id = made.new, ids[made.unit_id]
    return {
        "id": unit_id,
        "path": path + segment(unit_id),
        "code": new.code,
        "name": new.name.strip(),
        "kind": new.kind,
        "is_cell": new.kind in lines.cell_kinds(),
        "parent_id": ids.get(made.superior_id, made.superior_id),
        "cell_type": new.cell_type,
        "founded_on": drawing.on,
        "ended_before": None,
        "areas": list(new.areas),
        "place": new.place or place,
        "term_starts_on": None,
    }
