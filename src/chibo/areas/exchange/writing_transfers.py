"""Writing the planned transfers and homes. The caller holds the transaction."""

from collections.abc import Collection, Mapping
from datetime import datetime

from chibo.areas.exchange import history, history_homes
from chibo.areas.exchange.plan import Plan, Planned
from chibo.areas.exchange.sheets.transfers import HOME
from chibo.areas.exchange.world import Record
from chibo.areas.members import bulk as members
from chibo.areas.members import transfers_bulk as transfers
from chibo.areas.members.following import Part
from chibo.areas.members.models import Transfer, TransferState
from chibo.areas.members.rules import temporary_kinds
from chibo.core.bulk import Tick, reserve_ids
from chibo.regulations import member_rules_in_force

Ids = Mapping[str, int]


def write_transfers(
    plan: Plan,
    batch_id: int,
    unit_ids: Ids,
    member_ids: Ids,
    tick: Tick,
    *,
    by_name: str,
    now: datetime,
) -> None:
    """Change and add transfers, and have their members be at home where they lead."""
    temporary = temporary_kinds()
    names = {code: each["full_name"] for code, each in plan.world.members.items()}
    names |= {each.after["code"]: each.after["full_name"] for each in plan.new("members")}

    def row(each: Planned, row_id: int) -> Record:
        version = each.before["version"] if each.before else 1
        placed = _placed(each.after, unit_ids, temporary)
        name = names[each.after["member_code"]]
        member_id = member_ids[each.after["member_code"]]
        return {
            **placed,
            "id": row_id,
            "version": version,
            "member_id": member_id,
            "full_name": name,
        }

    new = [each for each in plan.new("transfers") if each.after["kind"] != HOME]
    changed = plan.changed("transfers")
    ids = reserve_ids(Transfer, len(new))
    before = [(each, each.before["id"]) for each in changed if each.before]
    history.remember_before(batch_id, "transfers", [row_id for _each, row_id in before])
    transfers.change_transfers([row(each, row_id) for each, row_id in before], tick)
    rows = [row(each, row_id) for each, row_id in zip(new, ids, strict=True)]
    transfers.insert_transfers(rows, by_name=by_name, now=now, tick=tick)
    history.remember_new(batch_id, "transfers", ids)
    _write_homes(plan, batch_id, unit_ids, member_ids)


def _placed(after: Record, unit_ids: Ids, temporary: Collection[str]) -> Record:
    """The columns of a transfer: where it leads, and what of it was answered when."""
    waits = after["state"] == TransferState.ISSUED
    to_id = unit_ids.get(after["to_code"])
    return {
        **after,
        "from_cell_id": unit_ids.get(after["from_code"]),
        "to_unit_id": to_id,
        "to_cell_id": None if waits else to_id,
        "issued_on": after["on"] if waits else after["issued_on"],
        "answered_on": None if waits else after["on"],
        "until": after["until"] if after["kind"] in temporary else None,
        "pack_id": member_rules_in_force(after["issued_on"]).pack_id,
    }


def _write_homes(plan: Plan, batch_id: int, unit_ids: Ids, member_ids: Ids) -> None:
    if not plan.homes:
        return
    known = [plan.world.members[code]["id"] for code in plan.homes if code in plan.world.members]
    history_homes.remember_before(batch_id, known)
    members.set_homes(
        {
            member_ids[code]: [
                Part(unit_ids[home.cell], home.starts_on, home.ends_before, home.how)
                for home in homes
            ]
            for code, homes in plan.homes.items()
        }
    )
    members.follow_cells()
