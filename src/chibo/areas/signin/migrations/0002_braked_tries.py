"""Tries that the brake refused, until the trail tells them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signin", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="BrakedTries",
            fields=[
                ("target", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("tries", models.PositiveIntegerField(default=1)),
            ],
        )
    ]
