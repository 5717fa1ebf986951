"""Cells without a meeting are read in the order they are listed in, a page at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0013_months_in_doubt")]

    operations = [
        migrations.AddIndex(
            model_name="cellmonth",
            index=models.Index(
                condition=models.Q(("exists", True), ("met_on__isnull", True)),
                fields=["month", "above", "cell"],
                name="cell_month_in_turn",
            ),
        ),
        migrations.RemoveIndex(model_name="cellmonth", name="cell_month_waiting"),
    ]
