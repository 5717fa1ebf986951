"""Why a cell that has not met yet matters, for the superior's list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.regulations import Reason

LOOK_BACK = 12


@dataclass(frozen=True)
class Attention:
    """The reasons, gravest first; none when the cell has met."""

    reasons: tuple[Reason, ...]
    missed_before: int = 0
    days_late: int = 0


def needs_attention(
    *,
    month: Month,
    today: date,
    expected_on: date | None,
    held: Collection[Month],
    exists_from: Month | None = None,
) -> Attention:
    """Judge a cell's `month` by its own fixed or planned day and the months before.

    `held` are the months with a regular or combined meeting. Months before `exists_from`, and
    more than a year back, are not looked at.
    """
    if month in held:
        return Attention(())
    missed = _missed_before(month, held, exists_from)
    reasons = [_missed_reason(missed)] if missed else []
    days_late = 0
    if expected_on is not None and Month.of(today) <= month:
        days_late = max(0, (today - expected_on).days)
        reasons.append(_day_reason((today - expected_on).days))
    reasons.append(_end_reason((month.last - today).days, month))
    if today > month.last:
        days_late = (today - (expected_on or month.last)).days
    return Attention(tuple(reasons), missed, days_late)


def _missed_before(month: Month, held: Collection[Month], exists_from: Month | None) -> int:
    missed, earlier = 0, month.previous()
    while (
        missed < LOOK_BACK
        and earlier not in held
        and (exists_from is None or earlier >= exists_from)
    ):
        missed, earlier = missed + 1, earlier.previous()
    return missed


def _missed_reason(months: int) -> Reason:
    told = _("%(months)d tháng liền trước cũng chưa sinh hoạt.") % {"months": months}
    return Reason("missed_before", told, {"months": months})


def _day_reason(days: int) -> Reason:
    if days > 0:
        told = _("Đã qua ngày họp %(days)d ngày.") % {"days": days}
        return Reason("day_passed", told, {"days": days})
    if days == 0:
        return Reason("due_today", _("Hôm nay là ngày họp."), {"days": 0})
    return Reason("due_in", _("Còn %(days)d ngày đến ngày họp.") % {"days": -days}, {"days": -days})


def _end_reason(days: int, month: Month) -> Reason:
    if days > 0:
        told = _("Còn %(days)d ngày là hết tháng.") % {"days": days}
        return Reason("days_left", told, {"days": days})
    if days == 0:
        return Reason("last_day", _("Hôm nay là ngày cuối tháng."), {"days": 0})
    told = _("Tháng %(month)s đã hết %(days)d ngày mà chưa sinh hoạt.")
    return Reason("month_over", told % {"month": month.label, "days": -days}, {"days": -days})
