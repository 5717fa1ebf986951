"""What a cell's own minimum was before it was changed; nothing is known of earlier changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0005_in_turn'),
    ]

    operations = [
        migrations.AddField(
            model_name='cellhabit',
            name='minimums_before',
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
    ]
