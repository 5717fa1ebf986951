"""Changes of units with all that follows them."""

from datetime import date, datetime, time
from typing import Any

from chibo.areas.members.bulk import follow_cells
from chibo.areas.members.models import Member, Stay
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.organisation.standings import redraw
from chibo.core.clock import ZONE

WHY = "a test writes what a decision brings"


def a_change(kind: str, unit: Unit, on: date, *receivers: Unit, **more: Any) -> UnitChange:
    """A change as decided; the units are read again, members of an ended cell go along."""
    change = UnitChange.objects.create(
        kind=kind,
        unit=unit,
        on=on,
        receivers=[each.pk for each in receivers],
        recorded_at=datetime.combine(on, time(9), tzinfo=ZONE),
        **more,
    )
    redraw([unit.pk, *(each.pk for each in receivers)])
    for each in (unit, *receivers):
        each.refresh_from_db()
    if unit.heir_id and unit.ended_before == on:
        let_members_follow(unit)
    follow_cells()
    return change


def let_members_follow(unit: Unit, to: dict[int, Unit] | None = None) -> None:
    """Whoever was in the cell when it ended is from that day in its heir, or where `to` says."""
    assert unit.ended_before is not None
    assert unit.heir_id is not None
    stays = Stay.objects.unscoped(WHY).filter(cell=unit, ends_before__gt=unit.ended_before)
    for stay in stays:
        cell_id = to[stay.member_id].pk if to and stay.member_id in to else unit.heir_id
        rest = Stay(
            member_id=stay.member_id,
            cell_id=cell_id,
            starts_on=max(unit.ended_before, stay.starts_on),
            ends_before=stay.ends_before,
            how=Stay.How.FOLLOWED,
        )
        stay.delete()
        if stay.starts_on < unit.ended_before:
            stay.ends_before = unit.ended_before
            stay.save(force_insert=True)
        rest.save()
        Member.objects.unscoped(WHY).filter(pk=stay.member_id, cell=unit).update(cell=cell_id)
    follow_cells()
