"""`Địa bàn` and `Phụ trách` as written out."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from chibo.areas.exchange.sheets.overseers import LEADS
from chibo.areas.exchange.workbooks.asked import Asked
from chibo.areas.oversight.models import Overseeing
from chibo.areas.places.kinds import place_kinds
from chibo.areas.places.models import Place


def place_rows(asked: Asked) -> Iterable[dict[str, Any]]:
    """The places of the communes at and below a unit, commune by commune.

    What only followed from a commune that ended follows again when it is taken in.
    """
    rows = Place.objects.visible_to(asked.actor).under(asked.top.path)
    written = rows.exclude(followed__isnull=False, version=1)
    found = written.select_related("commune", "became").order_by(
        "commune__path", "kind", "key", "id"
    )
    kinds = place_kinds()
    for place in found.iterator():
        if asked.by_then(place.starts_on):
            gone = asked.known(_last(place.ends_before))
            yield {
                "unit_code": place.commune.code,
                "name": str(place),
                "kind": kinds[place.kind].name,
                "code": place.code,
                "starts_on": place.starts_on,
                "last_day": gone,
                "became": str(place.became) if place.became and _is_known(asked, place) else "",
            }


def _is_known(asked: Asked, place: Place) -> bool:
    """Whether what the place became had begun by the day asked for."""
    return asked.by_then(place.ends_before)


def overseer_rows(asked: Asked) -> Iterable[dict[str, Any]]:
    """Who follows the units below a unit, by unit and day."""
    rows = Overseeing.objects.visible_to(asked.actor).under(asked.top.path)
    inside = rows.exclude(unit=asked.top).filter(
        member__unit_path__gte=asked.top.path, member__unit_path__lt=asked.top.path + "~"
    )
    found = inside.select_related("unit", "member").order_by("unit__path", "starts_on", "id")
    roles = {code: label for label, code in LEADS.items()}
    for row in found.iterator():
        if asked.by_then(row.starts_on):
            yield {
                "member_code": row.member.code,
                "unit_code": row.unit.code,
                "starts_on": row.starts_on,
                "last_day": asked.known(_last(row.ends_before)),
                "role": roles["lead" if row.is_lead else "helps"],
                "decision": row.decision,
            }


def _last(ends_before: date | None) -> date | None:
    return ends_before - timedelta(days=1) if ends_before else None
