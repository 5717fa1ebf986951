"""A line of the score sheet: what the record proposes, and what the cell gives."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.forms import BoundField


class Reason(Protocol):
    """Why something is so, with the document that says it."""

    @property
    def sentence(self) -> str: ...

    @property
    def source(self) -> str: ...


@dataclass(frozen=True)
class ScoreLine:
    """One criterion. Without `proposed` the rubric publishes no scale: only the facts are shown."""

    key: str
    number: str
    name: str
    max_points: Decimal
    proposed: Decimal | None
    points: Decimal | None
    why: Reason | None
    facts: tuple[str, ...]
    field_points: BoundField | None = None
    field_reason: BoundField | None = None
    locked: bool = False
    alone: str = ""
    """Who alone gives these points, as people say it; "" for the cell."""
    official: Decimal | None = None
    """The superior's own points, beside the cell's."""
    official_reason: str = ""
    heading: str = ""
    """What stands over the line where another sheet begins with it."""

    @property
    def is_overridden(self) -> bool:
        """Whether the cell gave other points than proposed."""
        return self.proposed is not None and self.points not in (None, self.proposed)
