"""Exemptions and reductions of dues that end: asked for again, or let go."""

from django.db.models import Exists, OuterRef

from chibo.areas.dues.models import DuesRate, DuesRateQuerySet
from chibo.areas.members.models import ENDED_STATES
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.periods import Month


def reliefs_ending(actor: Actor, unit: Unit, by: Month) -> DuesRateQuerySet:
    """Reliefs at or below the unit whose last month is `by` or earlier, no later rate kept.

    For those who may see how people pay. The last month counts: from the next on all is due.
    """
    later = DuesRate.objects.unscoped("whether how this member pays was written again").filter(
        member=OuterRef("member"), starts_on__gt=OuterRef("starts_on")
    )
    rows = DuesRate.objects.visible_to(actor, "dues.base", inside=unit.path)
    ending = rows.exclude(relief="").filter(relief_until__lte=by.first).filter(~Exists(later))
    return ending.exclude(member__state__in=ENDED_STATES)
