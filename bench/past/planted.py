"""A history for the made dataset, which has none: units that changed, members who moved."""

from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import Any

from django.db import connection

from chibo.areas.members.models import Member
from chibo.areas.organisation import changes_bulk
from chibo.areas.organisation.models import Unit, UnitChange
from chibo.areas.places.bulk import insert_places
from chibo.areas.places.models import Place
from chibo.areas.posts.models import Fact, FactSum
from chibo.areas.posts.rollup.folding import rebuild_facts
from chibo.core.bulk import refresh_statistics, reserve_ids
from chibo.core.clock import ZONE

WHY = "the measurements look at everything"
SHARE = 20  # every twentieth cell changes in one way, every twentieth member moves
TABLES = (
    "organisation_unit",
    "organisation_unitstanding",
    "members_stay",
    "members_member",
    "posts_post",
    "posts_term",
    "places_place",
)

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

# In every cell a secretary who mostly is village head, a deputy, three on the committee; the
# secretary of every twentieth changed half a year ago. Every other unit has a term, some due.
_GIVE_POSTS = """
WITH ranked AS (
  SELECT cell.id AS unit_id, cell.areas, m.id AS member_id,
         row_number() OVER (PARTITION BY cell.id ORDER BY m.id) AS rank
    FROM organisation_unit cell JOIN members_member m ON m.cell_id = cell.id
   WHERE cell.is_cell AND m.joined_on < %(from)s AND m.state IN ('full', 'exempt')
), held AS (
  SELECT unit_id, areas, member_id, kind, title, inside,
         CASE WHEN rank = 3 AND kind = 'secretary'
              THEN %(on)s::date ELSE %(from)s::date END AS first,
         CASE WHEN rank = 1 AND kind = 'secretary' AND unit_id %% %(share)s = 0
              THEN %(on)s::date END AS ends_before
    FROM ranked JOIN (VALUES
         (1, 'secretary', 'Bí thư', true), (1, 'village_head', 'Trưởng thôn', false),
         (2, 'deputy', 'Phó bí thư', true), (1, 'cell_committee', 'Chi ủy viên', true),
         (2, 'cell_committee', 'Chi ủy viên', true), (3, 'cell_committee', 'Chi ủy viên', true),
         (3, 'secretary', 'Bí thư', true), (4, 'front_head', 'Trưởng ban công tác Mặt trận', false)
       ) AS post(place, kind, title, inside) ON place = rank
   WHERE (kind <> 'village_head' OR unit_id %% 3 > 0)
     AND (rank <> 3 OR kind <> 'secretary' OR unit_id %% %(share)s = 0)
)
INSERT INTO posts_post
       (member_id, unit_id, kind, title, key, inside, starts_on, ends_before, areas, how, decision,
        version)
SELECT member_id, unit_id, kind, title, kind, inside, first, ends_before,
       CASE WHEN inside THEN '{}' ELSE areas END, '', '', 1 FROM held
"""
_OPEN_TERMS = """
INSERT INTO posts_term (unit_id, number, starts_on, months, due_on, decision, pack_id, version)
SELECT id, 1, %(from)s, 60, %(from)s::date + (id %% 60 + 12)::int * 30, '', 'bench', 1
  FROM organisation_unit WHERE id %% 2 = 0
"""


# Every village cell names its place; every tenth place is in the register and nobody names it.
_NAME_PLACES = """
UPDATE organisation_unit SET areas = ARRAY[replace(name, 'Chi bộ thôn', 'Thôn')]
 WHERE cell_type = 'village' AND id %% 10 > 0
"""


def _register_places() -> None:
    """The places of all communes, as their village cells are called."""
    rows = Unit.objects.unscoped(WHY).filter(cell_type="village").order_by("id")
    found = [
        {
            "commune_id": commune,
            "kind": "thon",
            "name": name.removeprefix("Chi bộ thôn "),
            "code": "",
            "starts_on": None,
            "ends_before": None,
            "became_id": None,
        }
        for commune, name in rows.values_list("parent_id", "name")
    ]
    ids = reserve_ids(Place, len(found))
    insert_places([{"id": pk, **row} for pk, row in zip(ids, found, strict=True)])
    with connection.cursor() as cursor:
        cursor.execute(_NAME_PLACES, {})


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
    _register_places()
    now = datetime.combine(today, clock_time(7), ZONE)
    touched = changes_bulk.insert_changes(decisions, by_name="bench", now=now)
    assert changes_bulk.redraw_changed(touched, None) == ""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_MEMBERS, {"share": SHARE, "on": on})
        since = today.replace(year=today.year - 4)
        told: dict[str, Any] = {"share": SHARE, "on": on, "from": since}
        cursor.execute(_GIVE_POSTS, told)
        cursor.execute(_OPEN_TERMS, told)
        for table in TABLES:
            cursor.execute(f"ANALYZE {table}")
    rebuild_facts()
    refresh_statistics((Fact, FactSum))
    assert Member.objects.unscoped(WHY).filter(stays__how="transferred").exists()
    return communes
