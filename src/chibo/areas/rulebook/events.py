"""What this area announces to those above it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LocalRulesChanged:
    """From `since` on, meetings at and below `path` may be judged by other rules than before."""

    path: str
    since: date
