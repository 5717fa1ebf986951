"""What was written before numbers were sealed: sealed batch by batch, each for itself.

Not in one transaction: nobody waits longer than for a batch, and after a kill the next start goes
on where this one stopped.
"""

from typing import Any

from django.db import migrations

from chibo.areas.notices.sealed import CHOICES


def seal(_apps: Any, _schema_editor: Any) -> None:
    CHOICES.reseal()


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("notices", "0002_sealed_numbers"),
    ]

    operations = [migrations.RunPython(seal)]
