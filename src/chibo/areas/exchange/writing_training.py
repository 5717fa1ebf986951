"""Writing the planned targets, classes and enrolments. The caller holds the transaction."""

from collections.abc import Callable, Mapping, Sequence

from django.db import models

from chibo.areas.exchange import history
from chibo.areas.exchange.plan import Plan, Planned
from chibo.areas.exchange.world import WHY, Record
from chibo.areas.targets import bulk as targets
from chibo.areas.targets.models import Target
from chibo.areas.training import bulk as training
from chibo.areas.training.models import Enrolment, TrainingClass
from chibo.core.bulk import Tick, reserve_ids

Ids = Mapping[str, int]
Pointed = Callable[[Planned], Record]
Write = Callable[[Sequence[Record], Tick], None]


def write_targets(plan: Plan, batch_id: int, unit_ids: Ids, tick: Tick) -> None:
    """Change and add targets, once the units they name are written."""

    def row(each: Planned) -> Record:
        return {**each.after, "unit_id": unit_ids[each.after["unit_code"]]}

    _write(
        (plan, batch_id, tick), "targets", Target, row, targets.insert_targets,
        targets.change_targets,
    )  # fmt: skip


def write_training(plan: Plan, batch_id: int, unit_ids: Ids, member_ids: Ids, tick: Tick) -> None:
    """Change and add classes, then who is enrolled in them."""
    around = plan, batch_id, tick

    def opened(each: Planned) -> Record:
        return {**each.after, "unit_id": unit_ids[each.after["unit_code"]]}

    _write(
        around, "classes", TrainingClass, opened, training.insert_classes, training.change_classes
    )
    rows = [each.row for each in plan.sheets.get("enrolments", ())]
    if not rows:
        return
    codes = {row.get("class_code") for row in rows}
    found = TrainingClass.objects.unscoped(WHY).filter(code__in=codes)
    class_ids = dict(found.values_list("code", "pk"))

    def enrolled(each: Planned) -> Record:
        return {
            **each.after,
            "training_class_id": class_ids[each.after["class_code"]],
            "member_id": member_ids[code] if (code := each.after["member_code"]) else None,
        }

    _write(
        around, "enrolments", Enrolment, enrolled, training.insert_enrolments,
        training.change_enrolments,
    )  # fmt: skip


def _write(
    around: tuple[Plan, int, Tick],
    sheet: str,
    model: type[models.Model],
    pointed: Pointed,
    insert: Write,
    change: Write,
) -> None:
    plan, batch_id, tick = around
    new, changed = plan.new(sheet), plan.changed(sheet)
    before = [(each, each.before) for each in changed if each.before]
    history.remember_before(batch_id, sheet, [record["id"] for _each, record in before])
    change(
        [
            {**pointed(each), "id": record["id"], "version": record["version"]}
            for each, record in before
        ],
        tick,
    )
    ids = reserve_ids(model, len(new))
    rows = [{**pointed(each), "id": row_id} for each, row_id in zip(new, ids, strict=True)]
    insert(rows, tick)
    history.remember_new(batch_id, sheet, ids)
