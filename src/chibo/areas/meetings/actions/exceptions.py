"""A month in which the cell meets on another day than its fixed one."""

from datetime import date, datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings import permissions
from chibo.areas.meetings.errors import BadMeeting
from chibo.areas.meetings.models import CellHabit
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.rows import lock_row

BECAUSE_LENGTH = 120
AHEAD = 24  # months


@transaction.atomic
def keep_exception(
    *, actor: Actor, unit_id: int, on: date, because: str, now: datetime
) -> CellHabit:
    """In the month of `on` the cell meets on that day; a second one for the month replaces the
    first. Meetings already prepared keep their day. Raises NotThere, NotAllowed, BadMeeting.
    """
    habit = _lock_habit(actor, unit_id)
    because, month = because.strip(), Month.of(on)
    if not Month.of(now.date()) <= month <= Month.of(now.date()).plus(AHEAD):
        raise BadMeeting(
            _("Ngày họp khác chỉ ghi cho tháng này đến tháng %s.")
            % Month.of(now.date()).plus(AHEAD).label
        )
    if not because or len(because) > BECAUSE_LENGTH:
        raise BadMeeting(_("Hãy ghi ngắn vì sao đổi ngày, ví dụ: nghỉ Tết, thu hoạch lúa."))
    refuse_if_secret(title=because)
    return _keep(actor, habit, month, {"on": on.isoformat(), "because": because}, now)


@transaction.atomic
def drop_exception(*, actor: Actor, unit_id: int, month: Month, now: datetime) -> CellHabit:
    """The month follows the fixed day again; dropped twice changes nothing."""
    return _keep(actor, _lock_habit(actor, unit_id), month, None, now)


def _lock_habit(actor: Actor, unit_id: int) -> CellHabit:
    """The cell's habit, held with the cell; the defaults where nothing was kept yet."""
    unit = lock_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.RUN, unit)
    if not unit.is_cell:
        raise BadMeeting(_("Chỉ chi bộ mới có nếp họp chi bộ."))
    return CellHabit.objects.filter(unit=unit).first() or CellHabit(unit=unit)


def _keep(
    actor: Actor, habit: CellHabit, month: Month, wanted: dict[str, str] | None, now: datetime
) -> CellHabit:
    before = habit.exceptions.get(str(month))
    if before == wanted:
        return habit
    oldest = str(Month.of(now.date()).plus(-12))
    kept = {key: said for key, said in habit.exceptions.items() if key >= oldest}
    kept.pop(str(month), None)
    habit.exceptions = kept | ({str(month): wanted} if wanted else {})
    habit.save()
    audit.record(
        actor=actor,
        action="cell.exception_kept" if wanted else "cell.exception_dropped",
        at=now,
        unit_id=habit.unit_id,
        target=f"unit:{habit.unit_id}",
        changes={str(month): [before["on"] if before else None, wanted["on"] if wanted else None]},
    )
    return habit
