"""Reading plans, always for an actor."""

from chibo.areas.plans.queries.plans import (
    Parted,
    get_plan,
    lines_of,
    names_by_code,
    outlook_of,
    parted_places,
    plans_below,
    plans_waiting_for,
    steps_of,
    units_to_move,
    units_to_pick,
)

__all__ = [
    "Parted",
    "get_plan",
    "lines_of",
    "names_by_code",
    "outlook_of",
    "parted_places",
    "plans_below",
    "plans_waiting_for",
    "steps_of",
    "units_to_move",
    "units_to_pick",
]
