"""Who in which role from where and why; and the tables of the sealed trail."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_append_only")]

    operations = [
        migrations.AddField("auditevent", "role", models.CharField(blank=True, db_default="", max_length=40)),
        migrations.AddField(
            "auditevent",
            "kind",
            models.CharField(
                choices=[("change", "thay đổi"), ("read", "mở xem"), ("export", "xuất, tải về"), ("print", "lập, in văn bản")],
                db_default="change",
                default="change",
                max_length=8,
            ),
        ),
        migrations.AddField("auditevent", "purpose", models.TextField(blank=True, db_default="")),
        migrations.AddField("auditevent", "address", models.CharField(blank=True, db_default="", max_length=45)),
        migrations.AddIndex(
            "auditevent",
            models.Index(
                condition=models.Q(("kind", "change"), _negated=True),
                fields=["unit_id", "id"],
                name="core_audit_readings",
            ),
        ),
        migrations.AddIndex(
            "auditevent",
            django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="core_audit_at", pages_per_range=32),
        ),
        migrations.CreateModel(
            "TrailWaiting",
            [("event_id", models.BigIntegerField(primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            "TrailLeaf",
            [
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("event_id", models.BigIntegerField(null=True, unique=True)),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            "TrailBatch",
            [
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("size", models.BigIntegerField(unique=True)),
                ("root", models.BinaryField()),
                ("previous_root", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
                ("peaks", models.BinaryField()),
            ],
        ),
    ]
