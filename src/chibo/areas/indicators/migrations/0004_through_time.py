"""Sums of a month stand under the structure of that month; marks come with standings and stays.

What was kept is counted anew by the next folding.
"""

import django.db.models.deletion
from django.db import migrations, models

SUMS = (
    "regular thematic combined judged short expected present self_scored official_scored"
    " official_sum good fair average_grade poor members probationary reports_due reports_submitted"
    " reports_accepted reports_late"
).split()


def _sum(name):
    if name == "official_sum":
        return name, models.DecimalField(decimal_places=2, default=0, max_digits=14)
    return name, models.IntegerField(default=0)


START_ANEW = """
DELETE FROM indicators_cellmonth;
DELETE FROM indicators_unitmonth;
DELETE FROM indicators_foldstate;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0003_dirty_marks"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(START_ANEW, START_ANEW),
        migrations.CreateModel(
            name="MovedMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                *(_sum(name) for name in SUMS),
                ("month", models.DateField()),
                ("above", models.TextField(db_collation="C", default="")),
                (
                    "cell",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="moved_months",
                        to="organisation.unit",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            "cellmonth", "above", models.TextField(db_collation="C", default="")
        ),
        migrations.AddField(
            "unitmonth", "above", models.TextField(db_collation="C", default="")
        ),
        migrations.RemoveConstraint("unitmonth", "unit_month"),
        migrations.AddConstraint(
            "unitmonth",
            models.UniqueConstraint(fields=("unit", "month", "above"), name="unit_month"),
        ),
        migrations.AddConstraint(
            "movedmonth",
            models.UniqueConstraint(fields=("cell", "month", "above"), name="moved_month"),
        ),
        migrations.AddIndex(
            "cellmonth", models.Index(fields=["above", "month"], name="cell_month_above")
        ),
        migrations.AddIndex(
            "unitmonth", models.Index(fields=["above", "month"], name="unit_month_above")
        ),
        migrations.AddIndex(
            "movedmonth", models.Index(fields=["above", "month"], name="moved_month_above")
        ),
    ]
