"""The register's side of the sheet `Địa bàn`: places on record as {field: value}."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.world import WHY, Record
from chibo.areas.places.models import Place
from chibo.areas.places.rules import bare_name, name_key, read_name, shown_name

Name = tuple[str, str, str]
"""Commune, kind and the key of the name: what a place of any time goes by."""

PLACE_FIELDS = ("unit_code", "name", "kind", "code", "starts_on", "ends_before", "became")


@dataclass
class KeptPlaces:
    """Places on record of the communes that the rows name."""

    by_name: dict[Name, list[Record]] = field(default_factory=lambda: defaultdict(list))


def name_of(record: Record) -> Name:
    """What a record goes by."""
    return (record["unit_code"], record["kind"], name_key(record["name"]))


def written_name(text: str, kind: str) -> tuple[str, str]:
    """(kind, name) of a place written in a cell; of `kind` where no word stands in front."""
    found, name = read_name(text)
    return (found, name) if found else (kind, bare_name(kind, text))


def load_places(rows: Sequence[Row]) -> KeptPlaces:
    """What is on record beside the rows. One query."""
    kept = KeptPlaces()
    communes = {row.get("unit_code") for row in rows} - {None}
    found = (
        Place.objects.unscoped(WHY)
        .filter(commune__code__in=communes)
        .select_related("commune", "became")
    )
    for place in found.order_by("id"):
        became = shown_name(place.became.kind, place.became.name) if place.became else ""
        record: Record = {
            "id": place.pk,
            "version": place.version,
            "unit_code": place.commune.code,
            "name": place.name,
            "kind": place.kind,
            "code": place.code,
            "starts_on": place.starts_on,
            "ends_before": place.ends_before,
            "became": became,
        }
        kept.by_name[name_of(record)].append(record)
    return kept
