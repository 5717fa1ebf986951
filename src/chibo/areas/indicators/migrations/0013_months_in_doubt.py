"""Months of the picture that a recount disagreed with are marked as such."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0012_months_without_meeting")]

    operations = [
        operation
        for name, unit in (("cellmonth", "cell"), ("unitmonth", "unit"))
        for operation in (
        migrations.AddField(
            model_name=name,
            name="in_doubt",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name=name,
            index=models.Index(
                condition=models.Q(("in_doubt", True)), fields=[unit], name=f"{unit}_month_doubt"
            ),
        ),
        )
    ]
