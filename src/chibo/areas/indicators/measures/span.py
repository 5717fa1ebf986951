"""The days a report speaks of."""

from dataclasses import dataclass
from datetime import date

from chibo.core.periods import Month, months_between, quarters_ending_in


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

    @property
    def ended_months(self) -> list[Month]:
        """The months that are over: a cell is asked whether it met in each."""
        return [m for m in months_between(self.first, self.last) if m.last <= self.today]

    @property
    def running_month(self) -> Month | None:
        """The month not over yet: it counts only where the cell has met."""
        now = Month.of(self.today)
        running = self.first <= now <= self.last and now.last > self.today
        return now if running else None

    @property
    def ended_quarters(self) -> list[tuple[Month, Month]]:
        """The quarters whose last day lies in the period."""
        quarters = quarters_ending_in(self.first, self.last)
        return [(first, last) for first, last in quarters if last.last <= self.today]
