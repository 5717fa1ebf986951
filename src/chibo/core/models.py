"""The trail of what was done, and the keys that make a resent form harmless."""

from django.db import models


class AuditEvent(models.Model):
    """One act of a person or a command. Rows are only ever added (a trigger refuses the rest)."""

    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    via = models.CharField(max_length=16)
    action = models.CharField(max_length=64)
    unit_id = models.BigIntegerField(null=True)
    target = models.CharField(max_length=80, blank=True)
    changes = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["target", "id"]),
            models.Index(fields=["unit_id", "id"]),
        ]


class Submission(models.Model):
    """A form that was carried out: sent again with the same key it leads to the same place."""

    key = models.UUIDField(primary_key=True)
    account_id = models.BigIntegerField()
    path = models.TextField()
    leads_to = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"])]
