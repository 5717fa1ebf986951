"""Whether a sitting is over: one that is still to come, or not ended yet, cannot be closed."""

from datetime import date, datetime, time, timedelta

from chibo.areas.meetings.rules.length import length_minutes
from chibo.core.clock import ZONE
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date, show_time


def not_over(held_on: date, starts: time, ends: time, now: datetime) -> str:
    """Why a sitting of that day and these hours in Vietnam is not over at `now`; "" where it is.

    An end before the start is past midnight.
    """
    if held_on > now.astimezone(ZONE).date():
        return _("Ngày họp %s chưa tới nên chưa đóng được.") % show_date(held_on)
    began = datetime.combine(held_on, starts, ZONE)
    if began + timedelta(minutes=length_minutes(starts, ends)) <= now:
        return ""
    return _(
        "Theo giờ đã ghi, buổi họp đến %(time)s mới kết thúc mà bây giờ là %(now)s. Hãy đóng sau "
        "giờ đó, hoặc xem lại ngày, giờ đã ghi."
    ) % {"time": show_time(ends), "now": show_time(now.astimezone(ZONE).time())}
