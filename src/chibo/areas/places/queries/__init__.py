"""Reading the register and its coverage, always for an actor."""

from chibo.areas.places.queries.coverage import (
    CommuneRow,
    PlaceRow,
    UnplacedRow,
    Villages,
    coverage,
)
from chibo.areas.places.queries.history import CoveredBy, covered_by
from chibo.areas.places.queries.proposals import Proposal, proposals
from chibo.areas.places.queries.register import came_of, get_place, register

__all__ = [
    "CommuneRow",
    "CoveredBy",
    "PlaceRow",
    "Proposal",
    "UnplacedRow",
    "Villages",
    "came_of",
    "coverage",
    "covered_by",
    "get_place",
    "proposals",
    "register",
]
