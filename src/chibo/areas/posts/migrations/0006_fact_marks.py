"""Writers leave a mark of what facts follow from, in their own transaction. See ADR 0012.

Statement-level triggers with transition tables see bulk and raw SQL writes too, and an update
that changes nothing that counts leaves no mark. A new member has no posts yet: no mark.
"""

from django.db import migrations

# table: (what to mark, the columns that count, the acts). The first reads `changed`: rows of
# these columns, new ones, old ones, or for an update those that differ.
ALL = ("insert", "update", "delete")
MARKS = {
    "posts_post": (
        "SELECT 'p', unit_id, '' FROM changed UNION SELECT 'm', member_id, '' FROM changed",
        "id, unit_id, member_id, kind, starts_on, ends_before, areas",
        ALL,
    ),
    "members_member": (
        "SELECT DISTINCT 'm', id, '' FROM changed",
        "id, joined_on, state, state_on, name_key",
        ("update", "delete"),
    ),
    "members_stay": (
        "SELECT DISTINCT 'm', member_id, '' FROM changed",
        "member_id, cell_id, starts_on, ends_before",
        ALL,
    ),
    "organisation_unitstanding": (
        "SELECT DISTINCT 's', unit_id, path FROM changed",
        "unit_id, parent_id, path, kind, is_cell, starts_on, ends_before",
        ALL,
    ),
    "organisation_unit": (
        "SELECT DISTINCT 's', id, '' FROM changed",
        "id, path, is_cell, cell_type, areas, founded_on, ended_before, heir_id",
        ALL,
    ),
    "places_place": (
        "SELECT DISTINCT 'c', commune_id, '' FROM changed",
        "id, commune_id, kind, name, key, starts_on, ends_before, followed_id",
        ALL,
    ),
}

ROWS = {
    "insert": "SELECT {columns} FROM new_rows",
    "delete": "SELECT {columns} FROM old_rows",
    "update": "(SELECT {columns} FROM new_rows EXCEPT SELECT {columns} FROM old_rows)"
    " UNION ALL (SELECT {columns} FROM old_rows EXCEPT SELECT {columns} FROM new_rows)",
}
TABLES = {
    "insert": "NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
}
TRIGGER = """
CREATE FUNCTION posts_mark_{act}_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO posts_factmark (kind, about, path) WITH changed AS ({rows}) {mark};
  RETURN NULL;
END $$;
CREATE TRIGGER posts_mark_{act} AFTER {act} ON {table} REFERENCING {tables}
  FOR EACH STATEMENT EXECUTE FUNCTION posts_mark_{act}_{table}();
"""
REMOVAL = """
DROP TRIGGER posts_mark_{act} ON {table};
DROP FUNCTION posts_mark_{act}_{table}();
"""


def _operation(table, act):
    mark, columns, _acts = MARKS[table]
    rows = ROWS[act].format(columns=columns)
    told = {"table": table, "act": act}
    return migrations.RunSQL(
        TRIGGER.format(mark=mark, rows=rows, tables=TABLES[act], **told), REMOVAL.format(**told)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0005_facts"),
        ("members", "0009_mentoring"),
        ("organisation", "0004_standing_name_key"),
        ("places", "0002_places_go_along"),
    ]
    operations = [_operation(table, act) for table in MARKS for act in MARKS[table][2]]
