"""A history for the made dataset, which has none: units that changed, members who moved."""

from datetime import date, datetime, timedelta
from datetime import time as clock_time

from django.db import connection

from chibo.areas.members.models import Member
from chibo.areas.organisation import changes_bulk
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.core.bulk import reserve_ids
from chibo.core.clock import ZONE

WHY = "the measurements look at everything"
SHARE = 20  # every twentieth cell changes in one way, every twentieth member moves
TABLES = ("organisation_unit", "organisation_unitstanding", "members_stay", "members_member")

# The day is that of the transfer; who joined later has always been where they are.
_MOVE_MEMBERS = """
WITH moving AS (
  SELECT stay.id, stay.member_id, stay.cell_id, other.cell_id AS next
    FROM members_stay stay
    JOIN members_member m ON m.id = stay.member_id AND m.state = 'full'
    JOIN LATERAL (SELECT id AS cell_id FROM organisation_unit
                   WHERE is_cell AND ended_before IS NULL AND id > stay.cell_id
                   ORDER BY id LIMIT 1) other ON true
   WHERE stay.member_id %% %(share)s = 0 AND stay.ends_before = '9999-12-31'
     AND stay.starts_on < %(on)s
), ended AS (
  UPDATE members_stay SET ends_before = %(on)s FROM moving WHERE members_stay.id = moving.id
  RETURNING moving.member_id, moving.next
), begun AS (
  INSERT INTO members_stay (member_id, cell_id, starts_on, ends_before, how)
  SELECT member_id, next, %(on)s, '9999-12-31', 'transferred' FROM moving
)
UPDATE members_member SET cell_id = ended.next, unit_path = cell.path
  FROM ended JOIN organisation_unit cell ON cell.id = ended.next
 WHERE members_member.id = ended.member_id
"""


def plant(today: date) -> list[int]:
    """Half a year before today: 5 % of the cells move, 5 % are renamed, 5 % of members transfer.

    Gives the bodies the cells moved to.
    """
    on = today - timedelta(days=180)
    rows = Unit.objects.unscoped(WHY).cells().existing_on(on).order_by("id")
    cells = list(rows.values_list("pk", flat=True))
    bodies = Unit.objects.unscoped(WHY).filter(kind="cap_tren_truc_tiep").order_by("id")
    communes = list(bodies.values_list("pk", flat=True)[:2])
    chosen = [
        *((pk, "moved") for pk in cells[::SHARE]),
        *((pk, "renamed") for pk in cells[1::SHARE]),
    ]
    ids = reserve_ids(UnitChange, len(chosen))
    decisions = [
        {
            "id": number,
            "kind": kind,
            "unit_id": unit_id,
            "receivers": [communes[unit_id % 2]] if kind == "moved" else [],
            "on": on,
            "decision_number": "1-QĐ/TU",
            "new_kind": "",
            "new_name": f"Chi bộ số {unit_id}" if kind == "renamed" else "",
        }
        for number, (unit_id, kind) in zip(ids, chosen, strict=True)
    ]
    now = datetime.combine(today, clock_time(7), ZONE)
    touched = changes_bulk.insert_changes(decisions, by_name="bench", now=now)
    assert changes_bulk.redraw_changed(touched) == ""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_MEMBERS, {"share": SHARE, "on": on})
        for table in TABLES:
            cursor.execute(f"ANALYZE {table}")
    assert Member.objects.unscoped(WHY).filter(stays__how="transferred").exists()
    return communes
