"""Moments of a day in the province."""

from datetime import date, datetime, time

from chibo.core.clock import ZONE


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That hour of that day."""
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE)


def after(day: date, ends_at: time, starts_at: time) -> datetime:
    """When a meeting's record is finished: a quarter past its end, the same day."""
    if ends_at < starts_at or ends_at.hour >= 23:
        return at(day, 23, 45)
    return at(day, ends_at.hour + (ends_at.minute + 15) // 60, (ends_at.minute + 15) % 60)
