"""Reports count in the roll-ups of a month and in no measure: their marks leave kept figures alone.

A month end in which every cell's report is accepted would else have all figures of the country
counted again. See docs/adr/0013.
"""

from importlib import import_module

from django.db import migrations, models

judged = import_module("chibo.areas.indicators.migrations.0006_marks_of_judged_meetings")

COLUMNS = "id, unit_id, month, state, due_on, first_submitted_at"
FUNCTION = judged.FUNCTION.replace("meetings_meeting", "reports_monthlyreport")
BEFORE = FUNCTION.format(columns=COLUMNS, mark="SELECT DISTINCT unit_id, month FROM changed")
NOW = FUNCTION.replace("(unit_id, month)", "(unit_id, month, measured)").format(
    columns=COLUMNS, mark="SELECT DISTINCT unit_id, month, false FROM changed"
)


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0009_marks_of_every_measure"),
        ("reports", "0001_initial"),
    ]
    operations = [
        migrations.AddField(
            "dirtymark", "measured", models.BooleanField(default=True, db_default=True)
        ),
        migrations.RunSQL(NOW, BEFORE),
    ]
