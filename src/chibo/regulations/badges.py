"""Rules on the badge of Party membership: milestones, days of award, early, posthumous, waiting."""

from dataclasses import dataclass
from datetime import date

from chibo.core.i18n import _
from chibo.regulations.reading import OpenFile, Table
from chibo.regulations.values import Source, Sourced


@dataclass(frozen=True)
class Milestone:
    """Years in the Party for which a badge is given, and how many months early it may come."""

    years: int
    early_months: int
    source: Source

    @property
    def name(self) -> str:
        """Such as "Huy hiệu 30 năm"."""
        return _("Huy hiệu %s năm") % self.years

    @property
    def told(self) -> str:
        """How early."""
        return _("xét tặng sớm không quá %s tháng") % self.early_months


@dataclass(frozen=True)
class AwardDay:
    """A day of the year on which badges are given."""

    month: int
    day: int
    source: Source

    @property
    def name(self) -> str:
        """Such as "3/2"."""
        return f"{self.day}/{self.month}"

    def in_year(self, year: int) -> date:
        """The day in this year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True)
class Wait:
    """How many months after a disciplinary measure no badge is given."""

    code: str
    name: str
    months: int
    source: Source

    @property
    def told(self) -> str:
        """How long."""
        return _("chờ %s tháng") % self.months


@dataclass(frozen=True)
class BadgeRules:
    """What one document says about the badge."""

    pack_id: str
    milestones: tuple[Milestone, ...]
    award_days: tuple[AwardDay, ...]
    posthumous_months: Sourced[int]
    waits: tuple[Wait, ...]

    def milestone(self, years: int) -> Milestone | None:
        """The milestone of so many years."""
        return next((each for each in self.milestones if each.years == years), None)

    def wait(self, code: str) -> Wait | None:
        """The waiting after this measure."""
        return next((each for each in self.waits if each.code == code), None)

    def is_award_day(self, on: date) -> bool:
        """Whether badges are given on this day of the year."""
        return any((each.month, each.day) == (on.month, on.day) for each in self.award_days)

    def round_from(self, on: date) -> date:
        """The first day of award on or after this day."""
        days = [each.in_year(year) for year in (on.year, on.year + 1) for each in self.award_days]
        return min(day for day in days if day >= on)

    def round_before(self, on: date) -> date:
        """The last day of award before this day."""
        days = [each.in_year(year) for year in (on.year - 1, on.year) for each in self.award_days]
        return max(day for day in days if day < on)


def read_badge_rules(pack_id: str, head: Table, open_file: OpenFile) -> BadgeRules:
    """The rules out of a pack's files."""
    return BadgeRules(
        pack_id=pack_id,
        milestones=_milestones(head),
        award_days=_award_days(head),
        posthumous_months=head.sourced_whole("posthumous_months"),
        waits=tuple(
            Wait(row.text("code"), row.text("name"), row.whole("months"), row.source())
            for row in head.tables("wait")
        ),
    )


def _milestones(head: Table) -> tuple[Milestone, ...]:
    milestones = tuple(
        Milestone(row.whole("years"), row.whole("early_months"), row.source())
        for row in head.tables("milestone")
    )
    years = [each.years for each in milestones]
    if years != sorted(set(years)):
        head.fault("the milestones must go up")
    return milestones


def _award_days(head: Table) -> tuple[AwardDay, ...]:
    rows = head.tables("award_day")
    days = tuple(AwardDay(row.whole("month"), row.whole("day"), row.source()) for row in rows)
    for row, each in zip(rows, days, strict=True):
        try:
            each.in_year(2025)
        except ValueError:
            row.fault("no day that every year has")
    return days
