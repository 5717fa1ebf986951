"""Reading plans, always for an actor."""

from chibo.areas.plans.queries.plans import (
    get_plan,
    lines_of,
    names_by_code,
    outlook_of,
    plans_below,
    plans_waiting_for,
    steps_of,
    units_to_move,
    units_to_pick,
)

__all__ = [
    "get_plan",
    "lines_of",
    "names_by_code",
    "outlook_of",
    "plans_below",
    "plans_waiting_for",
    "steps_of",
    "units_to_move",
    "units_to_pick",
]
