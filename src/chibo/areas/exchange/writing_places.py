"""Writing the planned places. The caller holds the transaction."""

from collections.abc import Mapping

from chibo.areas.exchange import history
from chibo.areas.exchange.checks.places import became_name
from chibo.areas.exchange.kept_places import Name, name_of
from chibo.areas.exchange.plan import Plan, Planned
from chibo.areas.exchange.world import WHY, Record
from chibo.areas.places import bulk as places
from chibo.areas.places.models import Place
from chibo.core.bulk import Tick, reserve_ids


def write_places(plan: Plan, batch_id: int, unit_ids: Mapping[str, int], tick: Tick) -> None:
    """Change and add places, once the communes they lie in are written."""
    new, changed = plan.new("places"), plan.changed("places")
    ids = reserve_ids(Place, len(new))
    before = [(each, each.before["id"]) for each in changed if each.before]
    written = [*before, *zip(new, ids, strict=True)]
    followers = _Followers(plan, dict(zip(map(id, new), ids, strict=True)), unit_ids)

    def row(each: Planned, row_id: int) -> Record:
        return {
            **each.after,
            "id": row_id,
            "version": each.before["version"] if each.before else 1,
            "commune_id": unit_ids[each.after["unit_code"]],
            "became_id": followers.find(each.after),
        }

    rows = [row(each, row_id) for each, row_id in written]
    history.remember_before(batch_id, "places", [row_id for _each, row_id in before])
    places.change_places(rows[: len(before)], tick)
    places.insert_places(rows[len(before) :], tick)
    history.remember_new(batch_id, "places", ids)


class _Followers:
    """The ids of the places that others became: of this file, or on record."""

    def __init__(self, plan: Plan, new_ids: Mapping[int, int], unit_ids: Mapping[str, int]) -> None:
        self._unit_ids = unit_ids
        self._coming: dict[tuple[Name, object], int] = {}
        for each in plan.sheets.get("places", []):
            row_id = each.before["id"] if each.before else new_ids[id(each)]
            self._coming[name_of(each.after), each.after["starts_on"]] = row_id

    def find(self, record: Record) -> int | None:
        """The place the record became; None where it became nothing."""
        if not record["became"]:
            return None
        name, on = became_name(record), record["ends_before"]
        if (name, on) in self._coming:
            return self._coming[name, on]
        _code, kind, key = name
        rows = Place.objects.unscoped(WHY).filter(
            commune_id=self._unit_ids[record["unit_code"]], kind=kind, key=key, starts_on=on
        )
        return rows.values_list("pk", flat=True).first()
