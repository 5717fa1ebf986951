"""The days a report speaks of."""

from dataclasses import dataclass
from datetime import date

from chibo.core.periods import Month


@dataclass(frozen=True)
class Span:
    """From the first day of `first` to the last of `last`, ending today where it runs past it."""

    first: Month
    last: Month
    today: date

    @property
    def starts_on(self) -> date:
        """The first day that counts."""
        return self.first.first

    @property
    def ends_on(self) -> date:
        """The last day that counts."""
        return min(self.last.last, self.today)
