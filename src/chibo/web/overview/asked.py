"""What the address of an overview asks for."""

from chibo.core.periods import Month
from chibo.web.days import looked_at
from chibo.web.request import ActorRequest


def asked_month(request: ActorRequest) -> Month:
    """The month of the day looked at, else the one asked for.

    The running one for none, for nonsense and for the future.
    """
    looked = looked_at(request)
    if not looked.is_today:
        return Month.of(looked.day)
    running = Month.of(looked.today)
    try:
        return min(Month.parse(request.GET.get("thang", "")), running)
    except ValueError:
        return running
