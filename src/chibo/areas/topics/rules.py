"""Whether a quarter has its thematic meeting, and why not. No Django, no clock.

HD 42-HD/BTCTW: at least one a quarter, beside the regular meeting; the number and its clause are
data of the packs (`thematic_per_quarter`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.regulations import Reason, Sourced, meeting_rules

ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter, 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, month: Month) -> "Quarter":
        """The quarter the month lies in."""
        return cls(month.year, (month.month + 2) // 3)

    @property
    def first(self) -> Month:
        """Its first month."""
        return Month(self.year, self.number * 3 - 2)

    @property
    def last(self) -> Month:
        """Its last month."""
        return Month(self.year, self.number * 3)

    @property
    def months(self) -> tuple[Month, ...]:
        """Its three months."""
        return tuple(self.first.plus(step) for step in range(3))

    @property
    def label(self) -> str:
        """As people write it: "quý IV/2026"."""
        return _("quý %(number)s/%(year)d") % {"number": ROMAN[self.number - 1], "year": self.year}

    @property
    def short(self) -> str:
        """Within a year: "Quý IV"."""
        return _("Quý %s") % ROMAN[self.number - 1]


def quarters_of(year: int) -> tuple[Quarter, ...]:
    """The four quarters of a year."""
    return tuple(Quarter(year, number) for number in range(1, 5))


class QuarterState(StrEnum):
    """How a quarter stands with its thematic meetings."""

    HELD = "held"
    PLANNED = "planned"
    DRAFT = "draft"
    MISSING = "missing"
    NOT_ASKED = "not_asked"

    @property
    def label(self) -> str:
        """In words."""
        return {
            "held": _("đã sinh hoạt"),
            "planned": _("có trong kế hoạch"),
            "draft": _("chờ chi ủy thông qua"),
            "missing": _("chưa có"),
            "not_asked": _("không xét"),
        }[self.value]


@dataclass(frozen=True)
class QuarterJudged:
    """A quarter with its state; reasons only where something is to be done or was left out."""

    quarter: Quarter
    state: QuarterState
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known of a cell: months of held thematic meetings (one entry each), months planned
    and whether the chi ủy agreed, from when on it is asked, and its last month if it ended."""

    held: Sequence[Month]
    planned: Sequence[tuple[Month, bool]]
    asked_from: Month
    ended: Month | None = None


def judge_quarter(
    quarter: Quarter, known: Known, *, today: date, rule: Sourced[int] | None
) -> QuarterJudged:
    """Held, planned, waiting for the chi ủy, or missing; with reasons linking to the rule.

    A quarter that was over before the cell's record began, that the cell did not live to the end
    of, or for which no rule is known, is not asked for.
    """
    if rule is None or not _is_asked(quarter, known, today):
        return QuarterJudged(quarter, QuarterState.NOT_ASKED)
    held = sum(month in quarter.months for month in known.held)
    if held >= rule.value:
        return QuarterJudged(quarter, QuarterState.HELD)
    state, told = _without(quarter, known, held, today, rule.value)
    code = f"thematic_{state}"
    numbers = {"held": held, "needed": rule.value}
    reasons = tuple(Reason(code, sentence, numbers, rule.source) for sentence in told)
    return QuarterJudged(quarter, state, reasons)


def judge_quarters(
    quarters: Sequence[Quarter], known: Known, today: date
) -> tuple[QuarterJudged, ...]:
    """The quarters, each by the rule in force on its last day."""
    rules = [meeting_rules(quarter.last.last) for quarter in quarters]
    return tuple(
        judge_quarter(quarter, known, today=today, rule=each.thematic_per_quarter if each else None)
        for quarter, each in zip(quarters, rules, strict=True)
    )


def _is_asked(quarter: Quarter, known: Known, today: date) -> bool:
    if known.ended is not None and known.ended < quarter.last:
        return False
    return quarter.first >= known.asked_from or quarter.last >= Month.of(today)


def _without(
    quarter: Quarter, known: Known, held: int, today: date, needed: int
) -> tuple[QuarterState, list[str]]:
    here = [(month, agreed) for month, agreed in known.planned if month in quarter.months]
    now = Month.of(today)
    told = [_not_done(month) for month, _agreed in here if month < now and month not in known.held]
    if quarter.last < now:
        return QuarterState.MISSING, [_is_over(quarter, held, needed), *told]
    ahead = [(month, agreed) for month, agreed in here if month >= now]
    if held + sum(agreed for _month, agreed in ahead) >= needed:
        return QuarterState.PLANNED, []
    if held + len(ahead) >= needed:
        return QuarterState.DRAFT, [*told, *_waiting(month for month, ok in ahead if not ok)]
    return QuarterState.MISSING, [_is_lacking(quarter, held, today, needed), *told]


def _is_over(quarter: Quarter, held: int, needed: int) -> str:
    if held:
        told = _("Đã hết %(quarter)s, mới có %(held)d trong %(needed)d buổi sinh hoạt chuyên đề.")
        return told % {"quarter": quarter.label, "held": held, "needed": needed}
    return _("Đã hết %s mà chưa sinh hoạt chuyên đề.") % quarter.label


def _is_lacking(quarter: Quarter, held: int, today: date, needed: int) -> str:
    if Month.of(today) < quarter.first:
        return _("Kế hoạch %s chưa có chuyên đề.") % quarter.label
    days = (quarter.last.last - today).days
    told = _(
        "Kế hoạch %(quarter)s còn thiếu %(lacking)d buổi chuyên đề; còn %(days)d ngày là hết quý."
    )
    return told % {"quarter": quarter.label, "lacking": needed - held, "days": days}


def _not_done(month: Month) -> str:
    return _("Chuyên đề dự kiến tháng %s chưa thực hiện.") % month.label


def _waiting(months: Iterable[Month]) -> list[str]:
    told = _("Chuyên đề tháng %s chưa được chi ủy thông qua.")
    return [told % month.label for month in months]


def free_month(planned: Collection[Month], today: date) -> Month:
    """Where a new topic is proposed: the coming quarter without one, in its middle month if that
    is still to come; the next month without a topic where every quarter of a year has one."""
    now = Month.of(today)
    quarter = Quarter.of(now)
    for _step in range(4):
        if not any(month in planned for month in quarter.months):
            return max(quarter.first.plus(1), now)
        quarter = Quarter.of(quarter.last.next())
    return next(month for step in range(60) if (month := now.plus(step)) not in planned)
