"""What the address of an overview asks for."""

from chibo.core.periods import Month
from chibo.web.days import looked_at
from chibo.web.request import ActorRequest


def asked_month(request: ActorRequest) -> Month:
    """The month asked for; that of the day looked at for none, for nonsense and for later ones."""
    last = Month.of(looked_at(request).day)
    try:
        return min(Month.parse(request.GET.get("thang", "")), last)
    except ValueError:
        return last
