"""The points a cell gives itself, line by line, and the official total."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from chibo.areas.meetings.models import Meeting
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.models import ScoreLine
from chibo.sample.cells import Cell
from chibo.sample.scores import HALF, gap, to_half
from chibo.sample.words import chance, common

NOT_MET = 0.6


def points_for(
    cell: Cell, meeting: Meeting, lines: Iterable[ScoreLine], seed: int
) -> dict[str, GivenPoints]:
    """What the cell gives: mostly what the record proposes, its own judgement elsewhere."""
    rng = chance(seed, "points", cell.code, meeting.month, meeting.kind)
    return {line.criterion: _given(rng, cell, line) for line in lines}


def _given(rng: Random, cell: Cell, line: ScoreLine) -> GivenPoints:
    if line.proposed is not None:
        if rng.random() < 0.05 and line.proposed >= 2:
            return GivenPoints(line.proposed - 1, rng.choice(common("overrides")))
        return GivenPoints(line.proposed)
    share = (
        NOT_MET if line.criterion in {"1", "2"} else cell.usual.quality + rng.uniform(-0.04, 0.05)
    )
    return GivenPoints(min(to_half(float(line.maximum) * share), _half_steps(line.maximum)))


@dataclass(frozen=True)
class Official:
    """What the superior decides, with a sentence where it differs."""

    points: Decimal
    note: str


def official_for(unit_code: str, meeting: Meeting, own: Decimal, seed: int) -> Official:
    """The superior's total: the cell's own, or some points below it."""
    rng = chance(seed, "official", unit_code, meeting.month, meeting.kind)
    lower = gap(rng)
    return Official(own - lower, rng.choice(common("official_notes")) if lower else "")


def _half_steps(maximum: Decimal) -> Decimal:
    return maximum - maximum % HALF
