"""Which issued figures the records contradict since, by night."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('summations', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='summation',
            name='looked_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='summation',
            name='moved',
            field=models.JSONField(default=dict),
        ),
    ]
