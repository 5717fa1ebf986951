"""The day a cell meets every month, by the rule it has chosen for itself.

Practice (Đồng Tháp, 26/10/2020): a fixed date, Saturdays, Sundays and evenings allowed.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from chibo.core.errors import Refused
from chibo.core.i18n import _
from chibo.core.periods import Month

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NTH = (1, 2, 3, 4, -1)
_DAY = timedelta(days=1)


class BadFixedDay(Refused):
    """A rule for the fixed day that names no day."""

    code = "bad_fixed_day"


class Weekend(StrEnum):
    """What happens when the day falls on a Saturday, a Sunday or a given holiday."""

    KEEP = "keep"
    NEXT_WORKDAY = "next_workday"
    PREVIOUS_WORKDAY = "previous_workday"

    @property
    def label(self) -> str:
        """For the choice in a form."""
        return {
            "keep": _("vẫn họp đúng ngày"),
            "next_workday": _("chuyển sang ngày làm việc kế tiếp"),
            "previous_workday": _("chuyển lên ngày làm việc liền trước"),
        }[self.value]


class FixedDayRule(ABC):
    """A cell's rule for its day; `str` gives the text that `parse` reads back."""

    @abstractmethod
    def date_in(self, month: Month, holidays: Collection[date] = ()) -> date:
        """The day in `month`; never a day of another month."""

    @property
    @abstractmethod
    def sentence(self) -> str:
        """The rule in words."""

    @staticmethod
    def parse(text: str) -> "FixedDayRule":
        """Read "day:31", "day:5:next_workday", "weekday:sat:1" or "weekday:sun:-1".

        Raises BadFixedDay for anything else.
        """
        found = re.fullmatch(r"day:(\d{1,2})(?::(\w+))?", text)
        if found and (found[2] or Weekend.KEEP) in tuple(Weekend):
            return DayOfMonth(int(found[1]), Weekend(found[2] or Weekend.KEEP))
        found = re.fullmatch(r"weekday:(\w{3}):(-?\d)", text)
        if found and found[1] in WEEKDAYS:
            return NthWeekday(WEEKDAYS.index(found[1]), int(found[2]))
        raise BadFixedDay(_not_a_rule())


@dataclass(frozen=True)
class DayOfMonth(FixedDayRule):
    """A date of the month; where a short month lacks it, the month's last day."""

    day: int
    weekend: Weekend = Weekend.KEEP
    FIRST: ClassVar[int] = 1
    LAST: ClassVar[int] = 31

    def __post_init__(self) -> None:
        if not self.FIRST <= self.day <= self.LAST:
            raise BadFixedDay(_not_a_rule())

    def date_in(self, month: Month, holidays: Collection[date] = ()) -> date:
        """Moved off a weekend only if the rule says so, and then back rather than out of month."""
        day = date(month.year, month.month, min(self.day, month.last.day))
        if self.weekend is Weekend.KEEP:
            return day
        ahead = 1 if self.weekend is Weekend.NEXT_WORKDAY else -1
        for direction in (ahead, -ahead):
            moved = _workday_from(day, direction, holidays)
            if Month.of(moved) == month:
                return moved
        return day

    @property
    def sentence(self) -> str:
        """For instance "Ngày 31 hằng tháng (tháng thiếu thì ngày cuối tháng)"."""
        told = _("Ngày %(day)d hằng tháng") % {"day": self.day}
        if self.day > 28:
            told = _("%(rule)s (tháng thiếu thì ngày cuối tháng)") % {"rule": told}
        if self.weekend is Weekend.KEEP:
            return told
        return _("%(rule)s; gặp thứ Bảy, Chủ nhật hoặc ngày lễ thì %(move)s") % {
            "rule": told,
            "move": self.weekend.label,
        }

    def __str__(self) -> str:
        suffix = "" if self.weekend is Weekend.KEEP else f":{self.weekend}"
        return f"day:{self.day}{suffix}"


@dataclass(frozen=True)
class NthWeekday(FixedDayRule):
    """The first to fourth such weekday of the month, or (-1) the last."""

    weekday: int
    nth: int

    def __post_init__(self) -> None:
        if self.weekday not in range(7) or self.nth not in NTH:
            raise BadFixedDay(_not_a_rule())

    def date_in(self, month: Month, holidays: Collection[date] = ()) -> date:
        """A weekday chosen on purpose is kept, also on a holiday."""
        if self.nth < 0:
            return month.last - _DAY * ((month.last.weekday() - self.weekday) % 7)
        first = month.first + _DAY * ((self.weekday - month.first.weekday()) % 7)
        return first + timedelta(weeks=self.nth - 1)

    @property
    def sentence(self) -> str:
        """For instance "Thứ Bảy đầu tiên trong tháng"."""
        return _("%(weekday)s %(nth)s trong tháng") % {
            "weekday": weekday_label(self.weekday),
            "nth": nth_label(self.nth),
        }

    def __str__(self) -> str:
        return f"weekday:{WEEKDAYS[self.weekday]}:{self.nth}"


def weekday_label(weekday: int) -> str:
    """The name of a weekday, 0 being Monday."""
    return (
        _("Thứ Hai"),
        _("Thứ Ba"),
        _("Thứ Tư"),
        _("Thứ Năm"),
        _("Thứ Sáu"),
        _("Thứ Bảy"),
        _("Chủ nhật"),
    )[weekday]


def nth_label(nth: int) -> str:
    """Which of the month's weekdays, in words."""
    return {
        1: _("đầu tiên"),
        2: _("lần thứ hai"),
        3: _("lần thứ ba"),
        4: _("lần thứ tư"),
        -1: _("cuối cùng"),
    }[nth]


def _workday_from(day: date, direction: int, holidays: Collection[date]) -> date:
    while day.weekday() >= 5 or day in holidays:
        day += _DAY * direction
    return day


def _not_a_rule() -> str:
    return _(
        "Chưa hiểu lịch họp cố định. Hãy chọn một ngày từ 1 đến 31, "
        "hoặc một thứ trong tuần: lần thứ nhất đến thứ tư, hay lần cuối cùng của tháng."
    )
