"""How far the cell's own points and the official ones lie apart."""

from dataclasses import dataclass
from decimal import Decimal

from chibo.core.i18n import _


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


def gap_band(own: Decimal, official: Decimal) -> GapBand:
    """The band two totals fall into; the bands leave no hole."""
    gap = own - official
    return next(
        band
        for band in GAP_BANDS
        if (band.at_least is None or gap >= band.at_least)
        and (band.below is None or gap < band.below)
    )
