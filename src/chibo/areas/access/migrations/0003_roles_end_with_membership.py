import django.db.models.deletion
from django.db import migrations, models

# Ends on record went with a unit, on the day the role was made to end.
FILL = """
UPDATE access_roleend AS gone SET "on" = coalesce(held.ends_before, held.starts_on)
  FROM access_rolegrant AS held WHERE held.id = gone.grant_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_roles_end_with_units'),
    ]

    operations = [
        migrations.AlterField(
            model_name='roleend',
            name='grant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ended', to='access.rolegrant'),
        ),
        migrations.AddField(
            model_name='roleend',
            name='because',
            field=models.CharField(default='unit', max_length=10),
        ),
        migrations.AddField(
            model_name='roleend',
            name='on',
            field=models.DateField(null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='roleend',
            name='on',
            field=models.DateField(),
        ),
    ]
