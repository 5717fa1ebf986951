"""Pure decisions: how names of places are compared, and which cell covers which place."""

from chibo.areas.places.rules.coverage import (
    Coverage,
    PlaceOnDay,
    Unplaced,
    VillageCell,
    cover,
)
from chibo.areas.places.rules.names import (
    Listed,
    bare_name,
    guess_kind,
    name_key,
    read_list,
    read_name,
    shown_name,
)
from chibo.areas.places.rules.periods import Period, overlap

__all__ = [
    "Coverage",
    "Listed",
    "Period",
    "PlaceOnDay",
    "Unplaced",
    "VillageCell",
    "bare_name",
    "cover",
    "guess_kind",
    "name_key",
    "overlap",
    "read_list",
    "read_name",
    "shown_name",
]
