"""What the address of an overview asks for."""

from chibo.core import clock
from chibo.core.periods import Month
from chibo.web.request import ActorRequest


def asked_month(request: ActorRequest) -> Month:
    """The month asked for; the running one for none, for nonsense and for the future."""
    running = Month.of(clock.today())
    try:
        return min(Month.parse(request.GET.get("thang", "")), running)
    except ValueError:
        return running
