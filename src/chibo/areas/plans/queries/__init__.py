"""Reading plans, always for an actor."""

from chibo.areas.plans.queries.plans import (
    get_plan,
    lines_of,
    outlook_of,
    plans_below,
    steps_of,
)

__all__ = ["get_plan", "lines_of", "outlook_of", "plans_below", "steps_of"]
