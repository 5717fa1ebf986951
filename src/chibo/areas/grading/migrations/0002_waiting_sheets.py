"""What waits for official points, kept in the order it is graded in. See docs/adr/0006."""

import django.db.models.deletion
from django.db import migrations, models

# Whether the sheet of a meeting waits, told anew: it is confirmed, nobody has decided, and it came
# up with its report or in a workbook. The meeting and the place of its unit are held first: of two
# at once (a sheet confirmed, its report sent; a unit moved) the second sees what the first did.
# No two units stand at one path, so whoever changes a path holds the unit's key.
TOLD = """
CREATE FUNCTION grading_tell_waiting(asked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE found record;
BEGIN
  PERFORM FROM meetings_meeting m JOIN organisation_unit u ON u.id = m.unit_id
    WHERE m.id = asked FOR NO KEY UPDATE OF m FOR KEY SHARE OF u;
  SELECT m.unit_id, u.path, m.month, m.held_on, s.self_total INTO found
    FROM scoring_scoresheet s
    JOIN meetings_meeting m ON m.id = s.meeting_id
    JOIN organisation_unit u ON u.id = m.unit_id
   WHERE s.meeting_id = asked AND s.self_total IS NOT NULL AND s.official_total IS NULL
     AND m.state <> 'planned'
     AND (m.origin <> '' OR EXISTS (
       SELECT FROM reports_monthlyreport r
        WHERE r.unit_id = m.unit_id AND r.month = m.month
          AND r.state IN ('submitted', 'accepted')));
  IF found IS NULL THEN
    DELETE FROM grading_waitingsheet WHERE meeting_id = asked;
  ELSE
    INSERT INTO grading_waitingsheet (meeting_id, unit_id, path, month, held_on, self_total)
    VALUES (asked, found.unit_id, found.path, found.month, found.held_on, found.self_total)
    ON CONFLICT (meeting_id) DO UPDATE
      SET unit_id = excluded.unit_id, path = excluded.path, month = excluded.month,
          held_on = excluded.held_on, self_total = excluded.self_total;
  END IF;
END $$;

CREATE FUNCTION grading_of_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM grading_tell_waiting(old.meeting_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM grading_tell_waiting(new.meeting_id); END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION grading_of_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM grading_tell_waiting(new.id);
  RETURN NULL;
END $$;
CREATE FUNCTION grading_of_report() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE report reports_monthlyreport := coalesce(new, old);
BEGIN
  PERFORM grading_tell_waiting(id) FROM meetings_meeting
    WHERE unit_id = report.unit_id AND month = report.month AND origin = '';
  RETURN NULL;
END $$;
CREATE FUNCTION grading_of_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE grading_waitingsheet SET path = new.path WHERE unit_id = new.id;
  RETURN NULL;
END $$;

CREATE TRIGGER grading_waits_insert AFTER INSERT ON scoring_scoresheet FOR EACH ROW
  WHEN (new.self_total IS NOT NULL AND new.official_total IS NULL)
  EXECUTE FUNCTION grading_of_sheet();
CREATE TRIGGER grading_waits_update AFTER UPDATE ON scoring_scoresheet FOR EACH ROW
  WHEN (old.self_total IS DISTINCT FROM new.self_total
     OR (old.official_total IS NULL) <> (new.official_total IS NULL)
     OR old.meeting_id <> new.meeting_id)
  EXECUTE FUNCTION grading_of_sheet();
CREATE TRIGGER grading_waits_delete AFTER DELETE ON scoring_scoresheet FOR EACH ROW
  EXECUTE FUNCTION grading_of_sheet();
CREATE TRIGGER grading_waits_update AFTER UPDATE ON meetings_meeting FOR EACH ROW
  WHEN ((old.state = 'planned') <> (new.state = 'planned') OR old.origin <> new.origin
     OR old.unit_id <> new.unit_id OR old.month <> new.month
     OR old.held_on IS DISTINCT FROM new.held_on)
  EXECUTE FUNCTION grading_of_meeting();
CREATE TRIGGER grading_waits_insert AFTER INSERT ON reports_monthlyreport FOR EACH ROW
  WHEN (new.state IN ('submitted', 'accepted'))
  EXECUTE FUNCTION grading_of_report();
CREATE TRIGGER grading_waits_update AFTER UPDATE ON reports_monthlyreport FOR EACH ROW
  WHEN ((old.state IN ('submitted', 'accepted')) <> (new.state IN ('submitted', 'accepted')))
  EXECUTE FUNCTION grading_of_report();
CREATE TRIGGER grading_waits_delete AFTER DELETE ON reports_monthlyreport FOR EACH ROW
  WHEN (old.state IN ('submitted', 'accepted'))
  EXECUTE FUNCTION grading_of_report();
CREATE TRIGGER grading_waits_update AFTER UPDATE ON organisation_unit FOR EACH ROW
  WHEN (old.path <> new.path)
  EXECUTE FUNCTION grading_of_place();
"""
NO_LONGER = """
DROP FUNCTION grading_of_sheet(), grading_of_meeting(), grading_of_report(), grading_of_place(),
  grading_tell_waiting(bigint) CASCADE;
"""
WAITING_NOW = """
INSERT INTO grading_waitingsheet (meeting_id, unit_id, path, month, held_on, self_total)
SELECT m.id, m.unit_id, u.path, m.month, m.held_on, s.self_total
  FROM scoring_scoresheet s
  JOIN meetings_meeting m ON m.id = s.meeting_id
  JOIN organisation_unit u ON u.id = m.unit_id
 WHERE s.self_total IS NOT NULL AND s.official_total IS NULL AND m.state <> 'planned'
   AND (m.origin <> '' OR EXISTS (
     SELECT FROM reports_monthlyreport r
      WHERE r.unit_id = m.unit_id AND r.month = m.month AND r.state IN ('submitted', 'accepted')))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("grading", "0001_initial"),
        ("meetings", "0004_extraordinary"),
        ("organisation", "0005_words"),
        ("reports", "0005_paper_bundles"),
        ("scoring", "0005_thematic_sheet"),
    ]
    operations = [
        migrations.CreateModel(
            name="WaitingSheet",
            fields=[
                (
                    "meeting",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="waiting_sheet",
                        serialize=False,
                        to="meetings.meeting",
                    ),
                ),
                ("path", models.TextField(db_collation="C")),
                ("month", models.DateField()),
                ("held_on", models.DateField(null=True)),
                ("self_total", models.DecimalField(decimal_places=2, max_digits=5)),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="waiting_sheets",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("month").desc(), "path", "meeting", name="waiting_in_turn"
                    ),
                ],
            },
        ),
        migrations.RunSQL(TOLD, NO_LONGER),
        migrations.RunSQL(WAITING_NOW, migrations.RunSQL.noop),
    ]
