"""Writing the rows of one sheet: changed ones first, then new ones. The caller holds the
transaction, and says `history.remember_new` once nothing more of the import changes the new rows.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import models

from chibo.areas.exchange import history
from chibo.areas.exchange.plan import Plan, Planned
from chibo.areas.exchange.world import Record
from chibo.core.bulk import Tick, reserve_ids

Ids = Mapping[str, int]
Around = tuple[Plan, int, Tick]
"""The plan, the id of the import, and whom to tell of every row."""
Pointed = Callable[[Planned], Record]
Write = Callable[[Sequence[Mapping[str, Any]], Tick], object]


def write_rows(
    around: Around,
    sheet: str,
    model: type[models.Model],
    pointed: Pointed,
    *,
    insert: Write,
    change: Write,
) -> list[int]:
    """Change and add rows, once what they point at is written; the ids of the new ones in order."""
    plan, batch_id, tick = around
    before = [(each, each.before) for each in plan.changed(sheet) if each.before]
    history.remember_before(batch_id, sheet, [record["id"] for _each, record in before])
    change(
        [
            {**pointed(each), "id": record["id"], "version": record["version"]}
            for each, record in before
        ],
        tick,
    )
    new = plan.new(sheet)
    ids = reserve_ids(model, len(new))
    insert(
        [
            {**pointed(each), "id": row_id, "version": 1}
            for each, row_id in zip(new, ids, strict=True)
        ],
        tick,
    )
    return ids


def of_unit(unit_ids: Ids) -> Pointed:
    """Rows that name a unit by its code."""
    return lambda each: {**each.after, "unit_id": unit_ids[each.after["unit_code"]]}


def of_member_and_unit(unit_ids: Ids, member_ids: Ids) -> Pointed:
    """Rows that name a member and a unit by their codes."""

    def pointed(each: Planned) -> Record:
        return {
            **each.after,
            "unit_id": unit_ids[each.after["unit_code"]],
            "member_id": member_ids[each.after["member_code"]],
        }

    return pointed
