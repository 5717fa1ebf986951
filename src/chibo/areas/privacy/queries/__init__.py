"""Reading for pages, always for an actor."""

from chibo.areas.privacy.queries.breaches import breaches_of, get_breach
from chibo.areas.privacy.queries.kept import KeptTable, kept_of, may_take_copy
from chibo.areas.privacy.queries.requests import (
    get_request,
    marks_on,
    own_requests,
    requests_of,
)

__all__ = [
    "KeptTable",
    "breaches_of",
    "get_breach",
    "get_request",
    "kept_of",
    "marks_on",
    "may_take_copy",
    "own_requests",
    "requests_of",
]
