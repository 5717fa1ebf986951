"""What a cell would give itself, and what its superior makes of it."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from chibo.sample.cells import Cell
from chibo.sample.sittings import Sitting

HALF = Decimal("0.5")


@dataclass(frozen=True)
class Judged:
    """Totals of one meeting; None where nobody gave any."""

    own: Decimal
    official: Decimal | None


def judge(rng: Random, cell: Cell, sitting: Sitting) -> Judged:
    """Totals for a meeting of the imported past."""
    points = 100 * cell.usual.quality + rng.uniform(-3.5, 3)
    share = sitting.present / sitting.expected if sitting.expected else 1
    points -= 0 if share >= 0.9 else 3
    points -= 4 if sitting.absent("unexcused") else 0
    points -= 5 if sitting.kind.is_regular and sitting.minutes < 90 else 0
    own = to_half(min(max(points, 45), 99.5))
    if rng.random() < 0.04:
        return Judged(own, None)
    return Judged(own, own - gap(rng))


def gap(rng: Random) -> Decimal:
    """By how much the superior stays below the cell: mostly nothing, sometimes a grade."""
    kind = rng.choices(("none", "small", "large"), weights=(50, 40, 10))[0]
    if kind == "none":
        return Decimal(0)
    return to_half(rng.uniform(0.5, 4) if kind == "small" else rng.uniform(5, 13))


def to_half(points: float) -> Decimal:
    """Rounded to half points, as sheets are kept."""
    return (Decimal(str(round(points * 2))) * HALF).quantize(HALF)
