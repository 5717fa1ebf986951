"""The days on which members were inside a unit, on which every count of the sheets rests.

A member is inside on a day when they are a member on it and the home cell of that day stands at
or below the unit on that day. `inside` has one row for each unbroken piece `[s, e)`; the number on
a day is the number of pieces that cover it. Who moves within the unit has two pieces that meet,
which is neither an entry nor a leaving.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from chibo.areas.indicators.measures import Places
from chibo.areas.members.models import ENDED_STATES
from chibo.areas.statistics.rules import Told, Window
from chibo.core.wall import lifted

NOW, BEFORE = "now", "before"

INSIDE = """
windows AS (
  SELECT * FROM unnest(%(which)s::text[], %(firsts)s::date[], %(lasts)s::date[])
    AS w(which, first, last)
), began AS (
  SELECT unit_id, min(starts_on) AS day FROM organisation_unitstanding
   WHERE unit_id IN (SELECT unit_id FROM placed) GROUP BY unit_id
), inside AS MATERIALIZED (
  SELECT stay.member_id, stay.cell_id, stay.how, stay.starts_on AS stayed_from,
         began.day AS began, m.joined_on,
         greatest(stay.starts_on, placed.since, began.day, m.joined_on) AS s,
         least(stay.ends_before, placed.ends,
               CASE WHEN m.state = ANY(%(ended)s) THEN m.state_on END) AS e
    FROM placed
    JOIN members_stay stay ON stay.cell_id = placed.unit_id
         AND stay.starts_on < placed.ends AND stay.ends_before > placed.since
    JOIN began ON began.unit_id = stay.cell_id
    JOIN members_member m ON m.id = stay.member_id
   WHERE placed.slot IS NOT NULL
     AND greatest(stay.starts_on, placed.since, began.day, m.joined_on)
       < least(stay.ends_before, placed.ends,
               CASE WHEN m.state = ANY(%(ended)s) THEN m.state_on END)
)"""


@dataclass(frozen=True)
class Asked:
    """Whose sheets: the part of the tree through time, and the two periods."""

    places: Places
    told: Told
    root: str
    """The path of the tree's root; who comes from another came from outside the province."""
    is_province: bool
    """Whether that root is a province, so that outside it means another one."""

    @property
    def windows(self) -> Mapping[str, Window]:
        """Both periods by name."""
        return {NOW: self.told.window, BEFORE: self.told.before}


def run(tail: str, asked: Asked, **parameters: Any) -> list[dict[str, Any]]:
    """The rest of a WITH that begins with `placed`, `windows` and `inside`."""
    windows = asked.windows
    given = {
        **asked.places.parameters,
        "which": list(windows),
        "firsts": [window.starts_on for window in windows.values()],
        "lasts": [window.ends_on for window in windows.values()],
        "ended": [str(state) for state in ENDED_STATES],
        "root": asked.root,
        **parameters,
    }
    with (
        lifted("figures of a unit the actor may see, as things stood then"),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"WITH placed AS ({asked.places.placed}), {INSIDE}{tail}", given)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
