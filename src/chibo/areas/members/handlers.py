"""What happens to members when something happens to units."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from chibo.areas.members.following import go_along, members_through
from chibo.areas.members.models import Member, Stay
from chibo.areas.organisation.events import UnitsEnded, UnitsMoved, UnitsRevived
from chibo.areas.organisation.sizes import Size


def follow_ended(event: UnitsEnded) -> None:
    """Members of cells that ended by changes go to their receivers."""
    go_along(members_through(event.unit_ids))


def return_to_revived(event: UnitsRevived) -> None:
    """Members come back to cells that did not end after all."""
    go_along(members_through(event.unit_ids), forget=set(event.unit_ids))


def follow_moved(event: UnitsMoved) -> None:
    """Members stand where their cell stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE members_member AS member SET unit_path = unit.path"
            " FROM organisation_unit AS unit WHERE unit.id = member.cell_id"
            " AND unit.id = ANY(%s) AND member.unit_path <> unit.path",
            [list(event.unit_ids)],
        )


def sizes_on(paths: Sequence[str], on: date) -> list[Size]:
    """Members at home on the day in the cells at or below each path of today."""
    return [_size(path, on) for path in paths]


def _size(path: str, on: date) -> Size:
    stays = Stay.objects.unscoped("how large a unit is, for a decision about it").on(on)
    home = stays.filter(cell__path__gte=path, cell__path__lt=path + "~").values("member")
    rows = Member.objects.unscoped("how large a unit is, for a decision about it").counted_on(on)
    counted = rows.filter(pk__in=home)
    return Size(counted.count(), counted.filter(full_on__lte=on).count())
