"""The periods reports are about: a month, a quarter, half a year, a year. Pure."""

from datetime import date

from chibo.areas.indicators import periods as figures
from chibo.areas.indicators.periods import LENGTHS, Kind
from chibo.core.periods import Month


class Period(figures.Period):
    """A period of figures that a form is asked for, with its days; half-open."""

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "2026-11", "2026-Q4", "2026-H1" or "2026"; ValueError for anything else."""
        found = super().parse(text)
        if found.kind not in LENGTHS:
            raise ValueError(f"not a period: {text!r}")
        return cls(found.kind, found.first, found.last)

    @classmethod
    def on(cls, kind: Kind, day: date) -> "Period":
        """The period of that kind the day lies in."""
        found = cls.of(kind, Month.of(day))
        return cls(found.kind, found.first, found.last)

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return self.first.first

    @property
    def last_day(self) -> date:
        """Its last day, over or not."""
        return self.last.last

    @property
    def ends_before(self) -> date:
        """The first day that no longer belongs to it."""
        return self.last.ends_before

    @property
    def shorter(self) -> "tuple[Period, ...]":
        """The next shorter periods it is made of; none for a month."""
        kinds: dict[Kind, Kind] = {"year": "half", "half": "quarter", "quarter": "month"}
        if self.kind not in kinds:
            return ()
        first = Period.on(kinds[self.kind], self.starts_on)
        count = LENGTHS[self.kind] // LENGTHS[first.kind]
        return tuple(first.plus(number) for number in range(count))

    def plus(self, count: int) -> "Period":
        """So many periods later; earlier when negative."""
        return Period.on(self.kind, self.first.plus(count * LENGTHS[self.kind]).first)
