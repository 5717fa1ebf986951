"""The summations of a committee, and what a new one may be about."""

from datetime import date

from chibo.areas.directives.models import Directive
from chibo.areas.directives.queries import bases_for
from chibo.areas.organisation.models import Unit
from chibo.areas.resolutions.models import Resolution
from chibo.areas.summations.models import Summation
from chibo.areas.summations.permissions import VIEW
from chibo.core.actor import Actor
from chibo.core.rows import get_row

FEW = 60


def summations_of(actor: Actor, unit: Unit) -> list[Summation]:
    """The unit's own, the newest years first, without their texts. One read."""
    actor.require(VIEW, unit)
    rows = Summation.objects.visible_to(actor).filter(unit=unit).select_related("directive")
    return list(rows.defer("texts", "figures").order_by("-last_year", "-pk"))


def get_summation(actor: Actor, summation_id: int) -> Summation:
    """The summation, if the actor may see it; NotThere otherwise."""
    rows = Summation.objects.select_related(
        "unit", "unit__parent", "directive__unit", "resolution__meeting__unit"
    )
    return get_row(rows, actor, pk=summation_id)


def papers_for(actor: Actor, unit: Unit, today: date) -> tuple[list[Directive], list[Resolution]]:
    """What a summation of the unit may be about: papers of the register, numbered resolutions of
    the last years at and below it. Two reads."""
    rows = Resolution.objects.visible_to(actor).filter(
        meeting__unit__path__gte=unit.path,
        meeting__unit__path__lt=unit.path + "~",
        number__isnull=False,
        adopted_on__lte=today,
    )
    found = rows.select_related("meeting__unit").order_by("-adopted_on", "-pk")[:FEW]
    return bases_for(actor, unit), list(found)
