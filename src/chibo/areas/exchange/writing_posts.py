"""Writing the planned posts and overseers. The caller holds the transaction."""

from collections.abc import Mapping, Sequence
from datetime import date

from chibo.areas.exchange import history
from chibo.areas.exchange.plan import Plan
from chibo.areas.exchange.writing_rows import Ids, of_member_and_unit, write_rows
from chibo.areas.members.models import ENDED_STATES
from chibo.areas.oversight import bulk as overseers
from chibo.areas.oversight.models import Overseeing
from chibo.areas.posts import bulk as posts
from chibo.areas.posts.models import Post
from chibo.core.bulk import Tick

Left = Mapping[int, tuple[str, date]]
"""Members whose membership the files end: in which state, from which day."""


def write_posts(
    plan: Plan, batch_id: int, unit_ids: Ids, member_ids: Ids, left: Left, tick: Tick
) -> None:
    """Change and add posts, once the units and members they name are written."""
    ids = write_rows(
        (plan, batch_id, tick),
        "posts",
        Post,
        of_member_and_unit(unit_ids, member_ids),
        insert=posts.insert_posts,
        change=posts.change_posts,
    )
    days = _ending(plan, left, ids)
    own = {*ids, *(each.before["id"] for each in plan.changed("posts") if each.before)}
    history.remember_before(batch_id, "posts", [pk for pk in days if pk not in own])
    posts.end_posts(days)
    history.remember_new(batch_id, "posts", ids)


def _ending(plan: Plan, left: Left, ids: Sequence[int]) -> dict[int, date]:
    """Posts that end with memberships the files end; a row that says its last day is believed."""
    rows = [(e.row, e.before["id"]) for e in plan.sheets.get("posts", ()) if e.before]
    rows += [(e.row, row_id) for e, row_id in zip(plan.new("posts"), ids, strict=True)]
    believed = {row_id for row, row_id in rows if row.get("last_day") is not None}
    return {pk: day for pk, day in posts.to_end(left).items() if pk not in believed}


def write_overseers(plan: Plan, batch_id: int, unit_ids: Ids, member_ids: Ids, tick: Tick) -> None:
    """Change and add assignments, once the units and members they name are written."""
    ids = write_rows(
        (plan, batch_id, tick),
        "overseers",
        Overseeing,
        of_member_and_unit(unit_ids, member_ids),
        insert=overseers.insert_overseers,
        change=overseers.change_overseers,
    )
    history.remember_new(batch_id, "overseers", ids)


def left_by(plan: Plan, member_ids: Ids) -> dict[int, tuple[str, date]]:
    """The memberships that the files of a plan end, or end on another day."""
    told = [*plan.new("members"), *plan.changed("members")]
    return {
        member_ids[each.after["code"]]: (each.after["state"], each.after["state_on"])
        for each in told
        if each.after["state"] in ENDED_STATES and {"state", "state_on"} & set(each.changed)
    }
