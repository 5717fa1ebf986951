"""Drawing by lot so that anybody can draw again; how far two scores lie apart. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from chibo.core.i18n import _


def drawn(candidates: Iterable[int], seed: str, size: int) -> list[int]:
    """`size` of the candidates by lot: the same for the same seed, whatever their order.

    Each number is drawn by SHA-256 of "seed:number"; the lowest win. Whoever knows seed and
    candidates can repeat it with any tool.
    """
    by_lot = sorted(set(candidates), key=lambda number: _lot(seed, number))
    return by_lot[:size]


def _lot(seed: str, number: int) -> str:
    return sha256(f"{seed}:{number}".encode()).hexdigest()


@dataclass(frozen=True)
class GapBand:
    """How far the cell's own points lie above the official ones: in [at_least, below)."""

    code: str
    at_least: Decimal | None
    below: Decimal | None

    @property
    def words(self) -> str:
        """As people say it."""
        return {
            "raised": _("Cấp trên chấm cao hơn"),
            "same": _("Bằng nhau"),
            "small": _("Cấp trên chấm thấp hơn dưới 5 điểm"),
            "large": _("Thấp hơn từ 5 đến dưới 10 điểm"),
            "far": _("Thấp hơn từ 10 điểm trở lên"),
        }[self.code]


_STEP = Decimal("0.01")  # points are kept with two decimals
GAP_BANDS = (
    GapBand("raised", None, Decimal(0)),
    GapBand("same", Decimal(0), _STEP),
    GapBand("small", _STEP, Decimal(5)),
    GapBand("large", Decimal(5), Decimal(10)),
    GapBand("far", Decimal(10), None),
)
"""For reading only; no rule hangs on them."""
