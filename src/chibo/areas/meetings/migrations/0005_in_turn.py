"""A unit's meetings in the order they are listed in: one index instead of two."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_extraordinary"),
        ("organisation", "0005_words"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                fields=["unit", "month", "held_on", "id"], name="meetings_in_turn"
            ),
        ),
        migrations.RemoveIndex(model_name="meeting", name="meetings_me_unit_id_24ccbb_idx"),
        # By itself the framework would make the key again and look at every meeting for it.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="meeting",
                    name="unit",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="organisation.unit",
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    "DROP INDEX IF EXISTS meetings_meeting_unit_id_b15bcfb2",
                    "CREATE INDEX meetings_meeting_unit_id_b15bcfb2 ON meetings_meeting (unit_id)",
                )
            ],
        ),
    ]
