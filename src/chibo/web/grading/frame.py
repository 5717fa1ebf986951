"""For which body somebody grades, and of which months."""

from dataclasses import dataclass

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit, top_units
from chibo.areas.scoring.permissions import DECIDE
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.web.grants import require_somewhere
from chibo.web.request import ActorRequest

WIDE = "duoi"


@dataclass(frozen=True)
class Bench:
    """The body one grades for; `direct`: only the cells directly under it."""

    unit: Unit
    direct: bool

    @property
    def query(self) -> str:
        """What the addresses of its pages carry on."""
        return "" if self.direct else f"?{WIDE}=1"


def bench_of(request: ActorRequest) -> Bench:
    """The body of the role one works in; NotAllowed or NotThere where one grades nowhere."""
    require_somewhere(request.actor, DECIDE)
    return Bench(_body(request), request.GET.get(WIDE, request.POST.get(WIDE, "")) != "1")


def _body(request: ActorRequest) -> Unit:
    grant = request.grant
    if grant and grant.unit_id and DECIDE in grant.permissions:
        return get_unit(request.actor, grant.unit_id)
    tops = top_units(request.actor, DECIDE)
    if not tops:
        raise NotThere(_("Chưa có đơn vị nào để chấm. Hãy nhập cây tổ chức trước."))
    return tops[0]


def asked_months(request: ActorRequest) -> tuple[Month, Month]:
    """The months in the address (`?tu=01/2026&den=10/2026`); this year so far for nonsense."""
    running = Month.of(clock.today())
    first = _month(request.GET.get("tu", "")) or Month(running.year, 1)
    last = _month(request.GET.get("den", "")) or running
    return (first, last) if first <= last else (last, first)


def _month(text: str) -> Month | None:
    month, _slash, year = text.strip().partition("/")
    try:
        return Month(int(year), int(month))
    except ValueError:
        return None
