"""The day is Asia/Ho_Chi_Minh's wherever the server stands. Only entry points read this clock."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment; `CHIBO_TODAY` fixes the day and leaves the time of day running."""
    moment = datetime.now(ZONE)
    fixed = os.environ.get("CHIBO_TODAY")
    if fixed:
        day = date.fromisoformat(fixed)
        return moment.replace(year=day.year, month=day.month, day=day.day)
    return moment


def today() -> date:
    """The present day in Vietnam."""
    return now().date()


def true_now() -> datetime:
    """The present moment whatever day is fixed: what another machine's clock is held against."""
    return datetime.now(ZONE)
