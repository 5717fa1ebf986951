"""Age in the Party, the day a milestone is reached, whether a badge may be given. Pure."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chibo.core.i18n import _
from chibo.core.vietnamese import show_date
from chibo.regulations.badges import BadgeRules
from chibo.regulations.values import Reason

ON_TIME, EARLY, POSTHUMOUS = "on_time", "early", "posthumous"


@dataclass(frozen=True)
class Measure:
    """A disciplinary measure that makes somebody wait: its form and the day it was decided."""

    form: str
    decided_on: date


@dataclass(frozen=True)
class BadgeFacts:
    """What bears on a member's badges."""

    joined_on: date
    gap_days: int = 0
    died_on: date | None = None
    measures: tuple[Measure, ...] = ()

    @property
    def counted_from(self) -> date:
        """The day of admission put off by the days not counted (QĐ 294-QĐ/TW: tuổi đảng)."""
        return self.joined_on + timedelta(days=self.gap_days)

    def years_on(self, day: date) -> int:
        """Whole years in the Party on a day."""
        start = self.counted_from
        return day.year - start.year - (plus_years(start, day.year - start.year) > day)

    def reached_on(self, years: int) -> date:
        """The day on which so many years are complete."""
        return plus_years(self.counted_from, years)


def plus_years(day: date, years: int) -> date:
    """The same day so many years later; 28/2 where there is no 29/2."""
    return plus_months(day, 12 * years)


def plus_months(day: date, months: int) -> date:
    """The same day so many months later (earlier when negative), the last where there is none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def waits_until(measures: Iterable[Measure], rules: BadgeRules) -> date | None:
    """The first day on which a badge may be given again; None where nothing stands against it."""
    ends = [
        plus_months(measure.decided_on, wait.months)
        for measure in measures
        if (wait := rules.wait(measure.form))
    ]
    return max(ends, default=None)


def judge_award(
    facts: BadgeFacts, years: int, on: date, how: str, rules: BadgeRules
) -> Reason | None:
    """Why a badge for so many years may not be given on the day; None where it may."""
    milestone = rules.milestone(years)
    if milestone is None:
        known = ", ".join(str(each.years) for each in rules.milestones)
        return Reason("no_milestone", _("Huy hiệu chỉ có các mốc %s năm.") % known)
    if how == ON_TIME and not rules.is_award_day(on):
        days = ", ".join(each.name for each in rules.award_days)
        source = rules.award_days[0].source
        sentence = _("Huy hiệu trao vào các đợt %s. Hãy chọn một đợt.") % days
        return Reason("not_a_round", sentence, source=source)
    until = waits_until(facts.measures, rules)
    if until is not None and on < until:
        sentence = _("Đang trong thời gian chờ sau kỷ luật, đến ngày %s.") % show_date(until)
        return Reason("waiting", sentence, source=rules.waits[0].source)
    return _too_early(facts, years, on, how, rules)


def _too_early(
    facts: BadgeFacts, years: int, on: date, how: str, rules: BadgeRules
) -> Reason | None:
    milestone = rules.milestone(years)
    assert milestone is not None
    reached, source, latest = facts.reached_on(years), milestone.source, on
    if how == EARLY:
        latest = plus_months(on, milestone.early_months)
    elif how == POSTHUMOUS:
        if facts.died_on is None:
            return Reason("not_deceased", _("Truy tặng chỉ với người đã từ trần."))
        source = rules.posthumous_months.source
        latest = plus_months(facts.died_on, rules.posthumous_months.value)
    if reached <= latest:
        return None
    words = {"years": years, "day": show_date(reached)}
    return Reason(
        "too_early", _("Đến ngày %(day)s mới đủ %(years)s năm tuổi Đảng.") % words, source=source
    )


def rounds_around(today: date, rules: BadgeRules | None, count: int = 4) -> list[date]:
    """The last round and the next ones; none where no rule is in force."""
    if rules is None:
        return []
    found = [rules.round_before(today)]
    while len(found) < count:
        found.append(rules.round_from(found[-1] + timedelta(days=1)))
    return found
