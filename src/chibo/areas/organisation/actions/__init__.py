"""Use cases on units: correcting what is recorded, and the changes of their life."""

from chibo.areas.organisation.actions.correcting import UnitCorrection, correct_unit
from chibo.areas.organisation.actions.deciding import Decision, NewUnit, decide, found
from chibo.areas.organisation.actions.due import apply_due
from chibo.areas.organisation.actions.taking_back import take_back

__all__ = [
    "Decision",
    "NewUnit",
    "UnitCorrection",
    "apply_due",
    "correct_unit",
    "decide",
    "found",
    "take_back",
]
