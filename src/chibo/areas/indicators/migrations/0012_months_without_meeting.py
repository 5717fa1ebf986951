"""The few months without a meeting of a part of the tree, among hundreds of thousands of rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0011_closed_periods")]

    operations = [
        migrations.AddIndex(
            model_name="cellmonth",
            index=models.Index(
                condition=models.Q(("exists", True), ("met_on__isnull", True)),
                fields=["month", "above"],
                name="cell_month_waiting",
            ),
        )
    ]
