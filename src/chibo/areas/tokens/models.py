"""Tokens of people's programs."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chibo.areas.access.models import Account
from chibo.areas.organisation.models import Unit


class Token(models.Model):
    """What a program shows to act for a person, in a part of what the person may, until a day.

    `mark` is the SHA-256 of the token; the token itself is kept nowhere. `grants`: the roles it
    was issued with; it holds no other, and ends with the last of them. `unit`: the part of the tree
    it is for, None for all of theirs. `calls` since `calls_since` and `members` on `members_on`
    are what it used up of its limits.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)
    mark = models.CharField(max_length=64, unique=True)
    writes = models.BooleanField(default=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    grants = ArrayField(models.BigIntegerField())
    issued_at = models.DateTimeField()
    ends_before = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)
    used_at = models.DateTimeField(null=True)
    used_from = models.CharField(max_length=45, blank=True)
    calls_since = models.DateTimeField(null=True)
    calls = models.PositiveIntegerField(default=0)
    members_on = models.DateField(null=True)
    members = models.PositiveIntegerField(default=0)

    account_id: int
    unit_id: int | None

    class Meta:
        indexes = [models.Index(fields=["account", "-issued_at"])]

    def __str__(self) -> str:
        return self.name

    def runs_on(self, day: date) -> bool:
        """Whether it was neither ended by somebody nor by its last day."""
        return self.ended_at is None and day < self.ends_before

    @property
    def ref(self) -> str:
        """How the trail points here."""
        return f"token:{self.pk}"
