"""Writing the planned targets, classes and enrolments. The caller holds the transaction."""

from chibo.areas.exchange import history
from chibo.areas.exchange.plan import Plan, Planned
from chibo.areas.exchange.world import WHY, Record
from chibo.areas.exchange.writing_rows import Ids, of_unit, write_rows
from chibo.areas.targets import bulk as targets
from chibo.areas.targets.models import Target
from chibo.areas.training import bulk as training
from chibo.areas.training.models import Enrolment, TrainingClass
from chibo.core.bulk import Tick


def write_targets(plan: Plan, batch_id: int, unit_ids: Ids, tick: Tick) -> None:
    """Change and add targets, once the units they name are written."""
    ids = write_rows(
        (plan, batch_id, tick),
        "targets",
        Target,
        of_unit(unit_ids),
        insert=targets.insert_targets,
        change=targets.change_targets,
    )
    history.remember_new(batch_id, "targets", ids)


def write_training(plan: Plan, batch_id: int, unit_ids: Ids, member_ids: Ids, tick: Tick) -> None:
    """Change and add classes, then who is enrolled in them."""
    around = plan, batch_id, tick
    ids = write_rows(
        around,
        "classes",
        TrainingClass,
        of_unit(unit_ids),
        insert=training.insert_classes,
        change=training.change_classes,
    )
    history.remember_new(batch_id, "classes", ids)
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

    ids = write_rows(
        around,
        "enrolments",
        Enrolment,
        enrolled,
        insert=training.insert_enrolments,
        change=training.change_enrolments,
    )
    history.remember_new(batch_id, "enrolments", ids)
