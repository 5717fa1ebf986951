"""A unit's line through time, drawn from its first state and the changes recorded of it."""

from chibo.areas.organisation.rules.changes import (
    ENDING,
    MAKING,
    Change,
    ChangeKind,
    Origin,
    State,
)
from chibo.areas.organisation.rules.contradictions import (
    NEEDS_RECEIVER,
    Contradiction,
    contradictions,
)
from chibo.areas.organisation.rules.replay import Carried, Line, Replay, Ring
from chibo.areas.organisation.rules.stretches import Place, Stretch

__all__ = [
    "ENDING",
    "MAKING",
    "NEEDS_RECEIVER",
    "Carried",
    "Change",
    "ChangeKind",
    "Contradiction",
    "Line",
    "Origin",
    "Place",
    "Replay",
    "Ring",
    "State",
    "Stretch",
    "contradictions",
]
