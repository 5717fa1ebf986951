"""Writing many members at once. For the workbooks' import, which checks and audits for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from chibo.areas.members import following
from chibo.areas.members.events import HomesCorrected
from chibo.areas.members.following import go_along
from chibo.areas.members.models import Member, Stay
from chibo.areas.members.naming import folded_name, member_search_key, name_key
from chibo.areas.members.sealed import MARKS, MEMBERS
from chibo.areas.members.stays import begin_stays, correct_stays, forget_stays
from chibo.core import bulk
from chibo.core.events import announce
from chibo.core.numbers import Sealer, opened, sealer

COLUMNS = (
    "code",
    "full_name",
    "gender",
    "born_on",
    "ethnicity",
    "religion",
    "citizen_number",
    "card_number",
    "cell_id",
    "joined_on",
    "full_on",
    "state",
    "state_on",
    "phone",
)


def insert_members(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Add members given by `id` (reserved) and COLUMNS; their cells are written already.

    The path is set by `follow_cells`, which the caller runs once at the end.
    """
    keys = sealer()
    prepared = [
        {"id": row["id"], "unit_path": row["unit_path"], "version": 1, **_columns(row, keys)}
        for row in rows
    ]
    bulk.insert_rows(Member, prepared, tick)
    ids = [row["id"] for row in rows]
    begin_stays(ids)
    go_along(ids)


def change_members(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Set COLUMNS of members given by `id` and `version`; then run `follow_cells`.

    Citizen numbers are set aside first: two members may exchange theirs. Raises ChangedMeanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE members_member SET citizen_number = NULL, citizen_mark = NULL"
            " WHERE id = ANY(%s) AND citizen_number IS NOT NULL",
            [[row["id"] for row in rows if row["citizen_number_changes"]]],
        )
    keys = sealer()
    prepared = [{"id": row["id"], "version": row["version"], **_columns(row, keys)} for row in rows]
    columns = [*COLUMNS, *MARKS, "name_key", "folded_name", "search_key"]
    bulk.update_rows(Member, prepared, columns, tick)
    ids = [row["id"] for row in rows]
    correct_stays(ids)
    go_along(ids)
    announce(HomesCorrected(tuple(ids)))


def remove_members(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete members nothing points at any more, with where they stayed."""
    forget_stays(ids)
    bulk.delete_rows(Member, ids, tick)


def send(cells: Mapping[int, int]) -> None:
    """Have members who followed be at home with another receiver of their cell than the first."""
    rows = Stay.objects.unscoped("an import says who went where")
    for member_id, cell_id in cells.items():
        last = rows.filter(member_id=member_id, how=Stay.How.FOLLOWED).order_by("-starts_on")
        rows.filter(pk__in=last.values("pk")[:1]).update(cell_id=cell_id)
    go_along(cells.keys())


def set_homes(homes: Mapping[int, Sequence[following.Part]]) -> None:
    """Have members be at home as said, on all days; what follows from how cells ended is drawn.

    Today's cell is that of the last stretch; then run `follow_cells`.
    """
    following.write_parts({member_id: list(parts) for member_id, parts in homes.items()})
    go_along(homes.keys())
    announce(HomesCorrected(tuple(homes)))


def follow_cells() -> None:
    """Give every member the path of their cell, after cells moved or members changed cell."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE members_member AS member SET unit_path = unit.path"
            " FROM organisation_unit AS unit"
            " WHERE unit.id = member.cell_id AND member.unit_path <> unit.path"
        )


def _columns(row: Mapping[str, Any], keys: Sealer) -> dict[str, Any]:
    prepared = {column: row[column] for column in COLUMNS}
    for name, pair in MEMBERS.sealed.items():
        assert pair is not None
        text = opened(row[name])
        prepared[name] = keys.seal(text) if text else text
        prepared[pair[0]] = keys.mark(pair[1], text) if text else None
    prepared["name_key"] = name_key(row["full_name"])
    prepared["folded_name"] = folded_name(row["full_name"])
    prepared["search_key"] = member_search_key(row["code"], row["full_name"])
    return prepared
