"""What is kept: the measuring functions with the facts each gives, as they say it themselves.

The worker counts what a new or changed one gives for all months that are kept.
"""

from functools import cache

from chibo.areas.indicators.measures.registering import Measure, registered

__all__ = ["Measure", "in_hundredths", "measures"]


def measures() -> tuple[Measure, ...]:
    """All of them."""
    return tuple(each for each in registered() if each.folds)


@cache
def in_hundredths() -> frozenset[str]:
    """Facts with two decimals; kept as whole hundredths."""
    return frozenset(name for each in measures() for name in each.hundredths)
