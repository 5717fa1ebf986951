"""Periods that are over are sealed; a trigger keeps what was closed before it is written over."""

import django.contrib.postgres.fields
from django.db import migrations, models

from chibo.areas.indicators.closing.tables import FUNCTION, GUARDS, TRIGGERS


DROPPED = "".join(f"DROP TRIGGER {name} ON {table};" for table, name in GUARDS)


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0010_reports_are_no_measure'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClosedFigures',
            fields=[
                ('pk', models.CompositePrimaryKey('path', 'months', 'first', blank=True, editable=False, primary_key=True, serialize=False)),
                ('path', models.TextField(db_collation='C')),
                ('months', models.SmallIntegerField()),
                ('first', models.DateField()),
                ('own', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('below', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('noted_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ClosedPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('first', models.DateField()),
                ('months', models.SmallIntegerField()),
                ('width', models.SmallIntegerField()),
                ('rows', models.IntegerField()),
                ('figures', models.CharField(max_length=64)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('sha256', models.CharField(max_length=64)),
                ('closed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('months', 'first'), name='closed_once')],
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION indicators_keep_what_was_closed()"),
        migrations.RunSQL(TRIGGERS, DROPPED),
    ]
