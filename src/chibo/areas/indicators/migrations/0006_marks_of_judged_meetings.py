"""A meeting judged by other rules than before counts anew: its rules leave marks, too."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION indicators_mark_meetings_meeting() RETURNS trigger
LANGUAGE plpgsql AS $$
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
"""
MARK = (
    "SELECT DISTINCT unit_id, date_trunc('month', held_on)::date FROM changed"
    " WHERE NOT is_planned AND held_on IS NOT NULL"
)
BEFORE = (
    "id, unit_id, held_on, kind, state = 'planned' AS is_planned, starts_at, ends_at,"
    " expected, present, origin"
)
AFTER = BEFORE + ", judged_by, minimum_minutes"


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0005_marks_through_time"),
        ("meetings", "0002_judged_by"),
    ]
    operations = [
        migrations.RunSQL(
            FUNCTION.format(columns=AFTER, mark=MARK), FUNCTION.format(columns=BEFORE, mark=MARK)
        )
    ]
