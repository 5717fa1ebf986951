"""Writers leave a mark for every cell's month they touch, in their own transaction.

Statement-level triggers with transition tables see bulk and raw SQL writes too, and an update
that changes nothing countable leaves no mark. See ADR 0003.
"""

from django.db import migrations

# table: (what to mark, the columns that count). The first reads `changed`: rows of these columns,
# new ones, old ones, or for an update those that differ.
MARKS = {
    "meetings_meeting": (
        "SELECT DISTINCT unit_id, date_trunc('month', held_on)::date FROM changed"
        " WHERE NOT is_planned AND held_on IS NOT NULL",
        "id, unit_id, held_on, kind, state = 'planned' AS is_planned, starts_at, ends_at,"
        " expected, present, origin",
    ),
    "scoring_scoresheet": (
        "SELECT DISTINCT m.unit_id, date_trunc('month', m.held_on)::date FROM changed"
        " JOIN meetings_meeting m ON m.id = changed.meeting_id"
        " WHERE m.state <> 'planned' AND m.held_on IS NOT NULL",
        "id, meeting_id, self_total, self_grade, official_total, official_grade",
    ),
    "reports_monthlyreport": (
        "SELECT DISTINCT unit_id, month FROM changed",
        "id, unit_id, month, state, due_on, first_submitted_at",
    ),
    "members_member": (
        "SELECT DISTINCT cell_id, NULL::date FROM changed",
        "id, cell_id, joined_on, full_on, state, state_on",
    ),
    "meetings_cellhabit": (
        "SELECT DISTINCT unit_id, NULL::date FROM changed",
        "unit_id, minimum_minutes",
    ),
    # The old superior is marked too: it loses what moves away.
    "organisation_unit": (
        "SELECT id, NULL::date FROM changed"
        " UNION SELECT parent_id, NULL::date FROM changed WHERE parent_id IS NOT NULL",
        "id, parent_id, path, is_cell, founded_on, ended_before",
    ),
}

FUNCTION = """
CREATE FUNCTION indicators_mark_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT {columns} FROM new_rows) {mark};
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (SELECT {columns} FROM old_rows) {mark};
  ELSE
    INSERT INTO indicators_dirtymark (unit_id, month)
      WITH changed AS (
        (SELECT {columns} FROM new_rows EXCEPT SELECT {columns} FROM old_rows)
        UNION ALL
        (SELECT {columns} FROM old_rows EXCEPT SELECT {columns} FROM new_rows)
      ) {mark};
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER indicators_mark_insert AFTER INSERT ON {table}
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION indicators_mark_{table}();
CREATE TRIGGER indicators_mark_update AFTER UPDATE ON {table}
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION indicators_mark_{table}();
CREATE TRIGGER indicators_mark_delete AFTER DELETE ON {table}
  REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION indicators_mark_{table}();
"""

REMOVAL = """
DROP TRIGGER indicators_mark_insert ON {table};
DROP TRIGGER indicators_mark_update ON {table};
DROP TRIGGER indicators_mark_delete ON {table};
DROP FUNCTION indicators_mark_{table}();
"""


def _forward(table):
    mark, columns = MARKS[table]
    return FUNCTION.format(table=table, mark=mark, columns=columns)


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0002_figures_follow_units"),
        ("organisation", "0001_initial"),
        ("members", "0001_initial"),
        ("meetings", "0001_initial"),
        ("scoring", "0001_initial"),
        ("reports", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(_forward(table), REMOVAL.format(table=table)) for table in MARKS
    ]
