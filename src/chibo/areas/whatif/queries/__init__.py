"""What other rules would change, read from the records; nothing is kept."""

from chibo.areas.whatif.queries.rubrics import RubricTrial, TriedSheet, try_rubrics
from chibo.areas.whatif.queries.rules import (
    LOOK_BACK,
    PackPreview,
    preview_pack,
    try_meeting_rules,
    try_organisation_rules,
)

__all__ = [
    "LOOK_BACK",
    "PackPreview",
    "RubricTrial",
    "TriedSheet",
    "preview_pack",
    "try_meeting_rules",
    "try_organisation_rules",
    "try_rubrics",
]
