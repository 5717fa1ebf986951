"""Writing the planned assignments. The caller holds the transaction."""

from collections.abc import Mapping

from chibo.areas.exchange import history
from chibo.areas.exchange.plan import Plan, Planned
from chibo.areas.exchange.world import Record
from chibo.areas.oversight import bulk as overseers
from chibo.areas.oversight.models import Overseeing
from chibo.core.bulk import Tick, reserve_ids


def write_overseers(
    plan: Plan,
    batch_id: int,
    unit_ids: Mapping[str, int],
    member_ids: Mapping[str, int],
    tick: Tick,
) -> None:
    """Change and add assignments, once the units and members they name are written."""

    def row(each: Planned, row_id: int) -> Record:
        return {
            **each.after,
            "id": row_id,
            "version": each.before["version"] if each.before else 1,
            "unit_id": unit_ids[each.after["unit_code"]],
            "member_id": member_ids[each.after["member_code"]],
        }

    new, changed = plan.new("overseers"), plan.changed("overseers")
    ids = reserve_ids(Overseeing, len(new))
    before = [(each, each.before["id"]) for each in changed if each.before]
    history.remember_before(batch_id, "overseers", [row_id for _each, row_id in before])
    overseers.change_overseers([row(each, row_id) for each, row_id in before], tick)
    overseers.insert_overseers([row(e, row_id) for e, row_id in zip(new, ids, strict=True)], tick)
    history.remember_new(batch_id, "overseers", ids)
