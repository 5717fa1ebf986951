"""Filters: dates, times and numbers as people here write them."""

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.core.periods import Month
from chibo.core.vietnamese import (
    rounded,
    show_date,
    show_number,
    show_points,
    show_share,
    show_time,
)


def dmy(value: date | datetime | None) -> str:
    """05/02/2026, the day as the clock in Việt Nam has it."""
    if isinstance(value, datetime):
        return show_date(_local(value).date())
    return show_date(value) if value else ""


def hm(value: time | datetime | None) -> str:
    """19:05."""
    if isinstance(value, datetime):
        return show_time(_local(value).time())
    return show_time(value)


def dmy_hm(value: datetime | None) -> str:
    """19:05 ngày 05/02/2026."""
    if not value:
        return ""
    return _("%(time)s ngày %(day)s") % {"time": hm(value), "day": dmy(value)}


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def vn_number(value: Decimal | int | float | None) -> str:
    """1.234 and 4,5, without idle zeros."""
    return show_points(value) if isinstance(value, Decimal) else show_number(value)


def pct(value: Decimal | int | float | None) -> str:
    """64,3%; a share nobody can know is said so, never shown as zero."""
    if value is None or value == "":
        return _("chưa có số liệu")
    return f"{show_number(rounded(Decimal(str(value)), 1))}%"


def out_of(part: int | None, whole: int | None) -> str:
    """16/18 (88,9%), in the words the papers use."""
    return show_share(part or 0, whole or 0)


def month_label(value: Month | date | str | None) -> str:
    """Tháng 11/2026."""
    if not value:
        return ""
    month = Month.parse(value) if isinstance(value, str) else value
    month = Month.of(month) if isinstance(month, date) else month
    return _("Tháng %(month)s") % {"month": month.label}
