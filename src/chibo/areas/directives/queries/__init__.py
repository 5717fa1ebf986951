"""Reading papers from above and how far cells have carried them out, always for an actor."""

from chibo.areas.directives.queries.progress import (
    CallProgress,
    CellWork,
    Tally,
    calls_of,
    carried_below,
    cells_of,
    find_reminder,
    tallies_below,
    told,
)
from chibo.areas.directives.queries.register import (
    RegisterRow,
    bases_for,
    directives_above,
    get_call,
    get_directive,
    register,
    with_tallies,
)

__all__ = [
    "CallProgress",
    "CellWork",
    "RegisterRow",
    "Tally",
    "bases_for",
    "calls_of",
    "carried_below",
    "cells_of",
    "directives_above",
    "find_reminder",
    "get_call",
    "get_directive",
    "register",
    "tallies_below",
    "told",
    "with_tallies",
]
