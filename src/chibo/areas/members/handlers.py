"""What happens to members when something happens to units."""

from django.db import connection

from chibo.areas.members.following import go_along, members_through
from chibo.areas.organisation.events import UnitEnded, UnitRevived, UnitsMoved


def follow_ended(event: UnitEnded) -> None:
    """Members of a cell that ended by a change go to its receiver."""
    go_along(members_through(event.unit_id))


def return_to_revived(event: UnitRevived) -> None:
    """Members come back to a cell that did not end after all."""
    go_along(members_through(event.unit_id), forget={event.unit_id})


def follow_moved(event: UnitsMoved) -> None:
    """Members stand where their cell stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE members_member AS member SET unit_path = unit.path"
            " FROM organisation_unit AS unit WHERE unit.id = member.cell_id"
            " AND unit.id = ANY(%s) AND member.unit_path <> unit.path",
            [list(event.unit_ids)],
        )
