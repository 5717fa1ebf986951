"""The trail of what was done and seen, its seals, and the keys that make a resent form harmless."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q


class AuditEvent(models.Model):
    """One act of a person or a command. Rows are only ever added (a trigger refuses the rest).

    `role`: the one the person worked in; `purpose`: what for, where it was said; `address`: as
    the server saw it. `kind` sets readings, exports and prints apart from changes.
    """

    class Kind(models.TextChoices):
        """What sort of act it is."""

        CHANGE = "change", "thay đổi"
        READ = "read", "mở xem"
        EXPORT = "export", "xuất, tải về"
        PRINT = "print", "lập, in văn bản"

    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    via = models.CharField(max_length=16)
    role = models.CharField(max_length=40, blank=True, db_default="")
    kind = models.CharField(
        max_length=8, choices=Kind.choices, default=Kind.CHANGE, db_default=Kind.CHANGE.value
    )
    action = models.CharField(max_length=64)
    unit_id = models.BigIntegerField(null=True)
    target = models.CharField(max_length=80, blank=True)
    changes = models.JSONField(default=dict)
    purpose = models.TextField(blank=True, db_default="")
    address = models.CharField(max_length=45, blank=True, db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["target", "id"]),
            models.Index(fields=["unit_id", "id"]),
            models.Index(
                name="core_audit_readings", fields=["unit_id", "id"], condition=~Q(kind="change")
            ),
            BrinIndex(name="core_audit_at", fields=["at"], pages_per_range=32),
        ]


class TrailWaiting(models.Model):
    """An event that no seal covers yet; put here by a trigger, taken away by whoever seals."""

    event_id = models.BigIntegerField(primary_key=True)


class TrailLeaf(models.Model):
    """The place of an event in the sealed trail and the hash of what it said then.

    Without an event: the seal that closes a batch. Rows are only ever added.
    """

    number = models.BigIntegerField(primary_key=True)
    event_id = models.BigIntegerField(null=True, unique=True)
    hash = models.BinaryField()


class TrailBatch(models.Model):
    """Events sealed at once, and the tree that stood afterwards. Rows are only ever added.

    `first`–`last`: numbers of its events; the leaf behind them is the seal, so the tree has
    `size = last + 1` leaves. `peaks`: the edge of the tree, to go on from.
    """

    number = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    size = models.BigIntegerField(unique=True)
    root = models.BinaryField()
    previous_root = models.BinaryField()
    sealed_at = models.DateTimeField()
    peaks = models.BinaryField()


class Submission(models.Model):
    """A form that was carried out: sent again with the same key it leads to the same place.

    Of a program `path` holds the hash of what it sent too, and `leads_to` what it was answered.
    """

    key = models.UUIDField(primary_key=True)
    account_id = models.BigIntegerField()
    path = models.TextField()
    leads_to = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"])]
