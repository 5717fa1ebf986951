"""Taking a change back, exactly, while nothing depends on it."""

from datetime import datetime

from django.db import transaction

from chibo.areas.organisation import permissions, undoing
from chibo.areas.organisation.actions.deciding import trail
from chibo.areas.organisation.errors import CannotTakeBack
from chibo.areas.organisation.events import Act, ChangeGoes
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.core.actor import Actor
from chibo.core.events import announce
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version


@transaction.atomic
def take_back(*, actor: Actor, change_id: int, version: int, now: datetime) -> Unit:
    """Undo a change with all it took along; the trail keeps what was recorded.

    Returns the unit it was about, or the superior of one that was founded by it. Raises
    NotAllowed, ChangedMeanwhile, CannotTakeBack naming what depends on it.
    """
    change = lock_row(UnitChange.objects, actor, pk=change_id)
    unit = get_row(Unit.objects.select_related("parent"), actor, pk=change.unit_id)
    actor.require(permissions.REORGANISE, unit)
    require_version(change.version, version, f"unit:{change.unit_id}")
    if change.caused_by_id is not None:
        raise CannotTakeBack(
            _("Thay đổi này đi theo biến động của đơn vị khác. Hãy hoàn tác biến động đó.")
        )
    announce(ChangeGoes(change.pk))
    undoing.require_nothing_later([change])
    trail(actor, "unit.change_taken_back", change, now)
    made = list(change.made)
    undoing.undo([change], Act(actor, now))
    above = unit.parent or unit
    return above if unit.pk in made else unit
