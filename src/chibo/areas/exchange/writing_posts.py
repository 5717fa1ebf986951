"""Writing the planned posts. The caller holds the transaction."""

from collections.abc import Mapping, Sequence
from datetime import date

from chibo.areas.exchange import history
from chibo.areas.exchange.plan import Plan, Planned
from chibo.areas.exchange.world import Record
from chibo.areas.members.models import ENDED_STATES
from chibo.areas.posts import bulk as posts
from chibo.areas.posts.models import Post
from chibo.core.bulk import Tick, reserve_ids


def write_posts(
    plan: Plan,
    batch_id: int,
    unit_ids: Mapping[str, int],
    member_ids: Mapping[str, int],
    tick: Tick,
) -> None:
    """Change and add posts, once the units and members they name are written."""

    def row(each: Planned, row_id: int) -> Record:
        return {
            **each.after,
            "id": row_id,
            "version": each.before["version"] if each.before else 1,
            "unit_id": unit_ids[each.after["unit_code"]],
            "member_id": member_ids[each.after["member_code"]],
        }

    new, changed = plan.new("posts"), plan.changed("posts")
    ids = reserve_ids(Post, len(new))
    before = [(each, each.before["id"]) for each in changed if each.before]
    history.remember_before(batch_id, "posts", [row_id for _each, row_id in before])
    posts.change_posts([row(each, row_id) for each, row_id in before], tick)
    posts.insert_posts([row(e, row_id) for e, row_id in zip(new, ids, strict=True)], tick)
    days = _ending(plan, member_ids, new, ids)
    own = {*ids, *(row_id for _each, row_id in before)}
    history.remember_before(batch_id, "posts", [pk for pk in days if pk not in own])
    posts.end_posts(days)
    history.remember_new(batch_id, "posts", ids)


def _ending(
    plan: Plan, member_ids: Mapping[str, int], new: Sequence[Planned], ids: Sequence[int]
) -> dict[int, date]:
    """Posts that end with memberships the files end; a row that says its last day is believed."""
    told = [*plan.new("members"), *plan.changed("members")]
    ended = {
        member_ids[each.after["code"]]: (each.after["state"], each.after["state_on"])
        for each in told
        if each.after["state"] in ENDED_STATES and {"state", "state_on"} & set(each.changed)
    }
    rows = [(e.row, e.before["id"]) for e in plan.sheets.get("posts", ()) if e.before]
    rows += [(each.row, row_id) for each, row_id in zip(new, ids, strict=True)]
    believed = {row_id for row, row_id in rows if row.get("last_day") is not None}
    return {pk: day for pk, day in posts.to_end(ended).items() if pk not in believed}
