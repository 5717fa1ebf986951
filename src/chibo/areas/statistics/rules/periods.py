"""The days of a period, and the forms in force for it."""

from dataclasses import dataclass
from datetime import date, timedelta

from chibo.areas.statistics.errors import BadPeriod
from chibo.core.i18n import _
from chibo.regulations import StatisticsRules, statistics_rules_in_force
from chibo.regulations.statistics import StatPeriod

FIRST_YEAR = 1930


@dataclass(frozen=True)
class Window:
    """The days a sheet tells of, both included; the opening is the day before the first."""

    starts_on: date
    ends_on: date

    @property
    def opening(self) -> date:
        """The day whose members the period begins with."""
        return self.starts_on - timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """A period that sheets are made of: the days, the same days a year before, what to call it."""

    year: int
    period: StatPeriod
    window: Window
    before: Window
    is_running: bool

    @property
    def name(self) -> str:
        """Such as "Năm 2026", "6 tháng đầu năm 2026"."""
        return f"{self.period.name} {self.year}"


def told_period(period: StatPeriod, year: int, today: date) -> Told | None:
    """The period of a year as far as it has come; None while it has not begun.

    A running one ends today, and is held against the same days of the year before.
    """
    first, last = date(year, 1, 1), _last_day(year, period.last_month)
    if first > today:
        return None
    running = today < last
    until = today if running else last
    before = _same_day(until, year - 1) if running else _last_day(year - 1, period.last_month)
    return Told(
        year=year,
        period=period,
        window=Window(first, until),
        before=Window(date(year - 1, 1, 1), before),
        is_running=running,
    )


def _last_day(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def _same_day(day: date, year: int) -> date:
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def period_of(code: str, year: int, today: date) -> tuple[StatisticsRules, Told]:
    """A period and the forms in force on its last day. Raises BadPeriod."""
    if not FIRST_YEAR <= year <= today.year:
        raise BadPeriod(_("Không có số liệu của năm này. Hãy chọn năm khác."))
    rules = statistics_rules_in_force(date(year, 12, 31) if year < today.year else today)
    period = rules.period(code)
    told = told_period(period, year, today) if period else None
    if told is None:
        raise BadPeriod(_("Không có kỳ thống kê này. Hãy chọn 6 tháng đầu năm hoặc cả năm."))
    return statistics_rules_in_force(told.window.ends_on), told
