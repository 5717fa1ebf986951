"""Writing many places at once, for the workbooks' import, which checks and audits them."""

from collections.abc import Mapping, Sequence
from typing import Any

from chibo.areas.places.following import go_along
from chibo.areas.places.models import Place
from chibo.areas.places.rules import name_key
from chibo.core import bulk

COLUMNS = ("commune_id", "kind", "name", "code", "starts_on", "ends_before", "became_id")


def insert_places(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Add places given by `id` (reserved) and COLUMNS; communes are written already."""
    bulk.insert_rows(
        Place, [{"id": row["id"], "version": 1, **_columns(row)} for row in rows], tick
    )
    go_along(sorted({row["commune_id"] for row in rows}))


def change_places(rows: Sequence[Mapping[str, Any]], tick: bulk.Tick = bulk.no_tick) -> None:
    """Set COLUMNS of places given by `id` and `version`. Raises ChangedMeanwhile."""
    prepared = [{"id": row["id"], "version": row["version"], **_columns(row)} for row in rows]
    bulk.update_rows(Place, prepared, [*COLUMNS, "key"], tick)
    go_along(sorted({row["commune_id"] for row in rows}))


def remove_places(ids: Sequence[int], tick: bulk.Tick = bulk.no_tick) -> None:
    """Delete places nothing points at any more, with what followed from them."""
    followed = Place.objects.unscoped("goes with the place it followed from")
    followed.filter(followed_id__in=ids).delete()
    bulk.delete_rows(Place, ids, tick)


def _columns(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**{column: row[column] for column in COLUMNS}, "key": name_key(row["name"])}
