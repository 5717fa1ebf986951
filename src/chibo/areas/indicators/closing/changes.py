"""Who changed what since a period was closed, for an actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from chibo.areas.indicators.closing.touched import Touched, touching
from chibo.areas.indicators.measures import places
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.permissions import VIEW
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.paths import segments, unit_of
from chibo.core.actor import Actor
from chibo.core.models import AuditEvent
from chibo.core.wall import lifted

PLACES, SHOWN = 500, 8
MEASURED = (
    *("meeting.", "member.", "score", "unit.", "change.", "plan.", "transfer."),
    *("import.taken", "import.undone"),  # a file that was only sent in moves nothing
    *("class.", "training.", "post.", "place.", "duplicate.", "sitting.", "moves."),
    *("cell.habit", "rules.adopted", "rules.ended"),
)
WHY = "days of meetings whose changes stand behind a figure the actor may see"
# What was written over says where figures moved: the trail is read at those places and no others.
MOVED = """
SELECT path FROM indicators_closedfigures saved
 WHERE EXISTS (SELECT FROM unnest(%(paths)s::text[]) AS here(path)
                WHERE saved.path >= here.path AND saved.path < here.path || '~')
   AND saved.first BETWEEN %(first)s AND %(last)s AND noted_at >= %(closed)s
 GROUP BY path ORDER BY max(noted_at) DESC, path LIMIT %(places)s
"""
# What a committee adopts is on record at the committee and judges meetings of everybody below it.
# A meeting of other days is left out, unless it was one of the period before it was corrected.
EVENTS = """
SELECT event.* FROM core_auditevent event
  LEFT JOIN meetings_meeting meeting
    ON meeting.id = substring(event.target FROM '^meeting:([0-9]{1,18})$')::bigint
 WHERE event.kind = 'change' AND event.at >= %(closed)s
   AND event.action LIKE ANY(%(acts)s)
   AND (event.unit_id = ANY(%(units)s) OR event.target = ANY(%(targets)s)
        OR event.unit_id = ANY(%(above)s) AND event.action LIKE 'rules.%%')
   AND (meeting.held_on IS NULL OR meeting.held_on BETWEEN %(first_day)s AND %(last_day)s
        OR event.changes -> 'held_on' ->> 0 BETWEEN %(first_day)s::text AND %(last_day)s::text)
 ORDER BY event.id DESC LIMIT %(shown)s
"""


@dataclass(frozen=True)
class Since:
    """A change on record after the closing: who, when, what, for which unit, and why if said."""

    event: AuditEvent
    unit: str
    reason: str


def changes_since(actor: Actor, unit: Unit, period: Period, closed: datetime) -> Sequence[Since]:
    """The latest changes on record after the closing that may have moved figures of the period.

    Looked for where figures of the period moved, as far as the actor may look, at most at the
    PLACES that moved last; imports by the records they wrote there, wherever they were taken in,
    and rules of the committees above them. Meetings of other days are left out. Five statements,
    and those of the imports.
    """
    actor.require(VIEW, unit)
    asked: dict[str, Any] = {
        "paths": [*places(unit, "then").paths],
        "first": period.first.first,
        "last": period.last.first,
        "first_day": period.first.first,
        "last_day": period.last.last,
        "closed": closed,
        "places": PLACES,
        "shown": SHOWN,
        "acts": [f"{act}%" for act in MEASURED],
    }
    lines = _moved(asked)
    names = _names(actor, [line[-1] for line in lines])
    if not names:
        return []
    touched = Touched([*names], period.first.first, period.last.last, closed)
    above = sorted({unit_id for line in lines for unit_id in line[:-1]})
    asked |= {"units": [*names], "targets": touching(touched), "above": above}
    with lifted(WHY):
        found = list(AuditEvent.objects.raw(EVENTS, asked))
    return [Since(event, names.get(event.unit_id or 0, ""), _reason(event)) for event in found]


def _moved(asked: dict[str, Any]) -> list[list[int]]:
    """The places that moved, as the units from the root down to each."""
    with lifted(WHY), connection.cursor() as cursor:
        cursor.execute(MOVED, asked)
        paths = [path for (path,) in cursor.fetchall()]
    return [[unit_of(part) for part in segments(path)] for path in paths]


def _names(actor: Actor, unit_ids: Sequence[int]) -> dict[int, str]:
    rows = Unit.objects.visible_to(actor, VIEW).filter(pk__in=unit_ids)
    return dict(rows.values_list("pk", "name"))


def _reason(event: AuditEvent) -> str:
    """Why, where it was said: apart, or among what is on record of the act."""
    said = event.changes if isinstance(event.changes, dict) else {}
    reasons = (event.purpose, said.get("reason"), said.get("because"))
    return next((each for each in reasons if isinstance(each, str) and each), "")
