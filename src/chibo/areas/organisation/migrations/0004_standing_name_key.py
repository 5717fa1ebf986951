from django.db import migrations, models

from chibo.core.vietnamese import fold

CHUNK = 2000


def fill(apps, schema_editor):
    """Names of the past are found without accents, as those of today are."""
    standing = apps.get_model("organisation", "UnitStanding")
    rows = standing._base_manager.using(schema_editor.connection.alias)
    batch = []
    for row in rows.only("id", "name").order_by("id").iterator(CHUNK):
        row.name_key = fold(row.name)
        batch.append(row)
        if len(batch) == CHUNK:
            rows.bulk_update(batch, ["name_key"])
            batch = []
    rows.bulk_update(batch, ["name_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0003_made_by_change"),
    ]

    operations = [
        migrations.AddField(
            model_name="unitstanding",
            name="name_key",
            field=models.TextField(db_collation="C", default=""),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
