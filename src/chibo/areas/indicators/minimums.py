"""The minimum lengths of meetings as the packs give them, ready to be joined by SQL."""

from functools import cache
from typing import Any

from chibo.regulations import MeetingRules, current

COLUMNS = "kind, starts_on, ends_before, minutes"
TABLE = (
    "unnest(%(minimum_kinds)s::text[], %(minimum_from)s::date[], %(minimum_before)s::date[],"
    f" %(minimum_minutes)s::int[]) AS minimum({COLUMNS})"
)
"""One row a kind and pack; to be LEFT JOINed on the kind and the day of a meeting `m`."""

MATCHES = (
    "minimum.kind = m.kind AND m.held_on >= minimum.starts_on"
    " AND (minimum.ends_before IS NULL OR m.held_on < minimum.ends_before)"
)

LENGTH = (
    "mod(1440 + (extract(hour FROM m.ends_at) * 60 + extract(minute FROM m.ends_at))::int"
    " - (extract(hour FROM m.starts_at) * 60 + extract(minute FROM m.starts_at))::int, 1440)"
)
"""Whole minutes; an end earlier than the start is on the next day. Null without both times."""

MINIMUM = "(CASE WHEN m.judged_by <> '' THEN m.minimum_minutes ELSE minimum.minutes END)"
"""What the meeting was judged by, a committee's own rules among them (areas.meetings.judging)."""

OWN = """(CASE WHEN m.kind <> 'regular' THEN NULL
  WHEN habit.minimums_before <> '[]' THEN (
    SELECT minutes
      FROM (SELECT (was ->> 'until')::date AS until, (was ->> 'minutes')::int AS minutes
              FROM jsonb_array_elements(habit.minimums_before) was
            UNION ALL SELECT 'infinity', habit.minimum_minutes) own
     WHERE m.held_on < until ORDER BY until LIMIT 1)
  ELSE habit.minimum_minutes END)"""
"""The cell's own on the day of the meeting; most cells never changed it (CellHabit.minimum_on)."""

JUDGED = f"({MINIMUM} IS NOT NULL AND {LENGTH} IS NOT NULL)"
SHORT = f"({JUDGED} AND {LENGTH} < coalesce({OWN}, {MINIMUM}))"
"""A minimum set for a small cell takes the place of a published one, and makes none."""


@cache
def parameters() -> dict[str, list[Any]]:
    """The parameters `TABLE` asks for."""
    rows = [
        (str(kind.value), pack.effective_from, pack.ends_before, minutes.value)
        for pack in current().chain("meetings")
        if isinstance(pack.rules, MeetingRules)
        for kind, minutes in pack.rules.minimum_minutes.items()
    ]
    kinds, starts, ends, minutes = zip(*rows, strict=True) if rows else ((), (), (), ())
    return {
        "minimum_kinds": list(kinds),
        "minimum_from": list(starts),
        "minimum_before": list(ends),
        "minimum_minutes": list(minutes),
    }
