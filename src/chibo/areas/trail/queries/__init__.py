"""Reading the trail, always for an actor."""

from chibo.areas.trail.queries.events import Asked, EventPage, EventRow, events
from chibo.areas.trail.queries.own import Seer, own_readings, seers
from chibo.areas.trail.queries.unusual import BusyDay, busy_days, canaries, canary_openings

__all__ = [
    "Asked",
    "BusyDay",
    "EventPage",
    "EventRow",
    "Seer",
    "busy_days",
    "canaries",
    "canary_openings",
    "events",
    "own_readings",
    "seers",
]
