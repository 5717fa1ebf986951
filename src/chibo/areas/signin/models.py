"""What people confirm their sign-in with, besides the password."""

from django.db import models

from chibo.areas.access.models import Account


class AuthenticatorApp(models.Model):
    """An app on a phone that shows a new code every half minute. `secret` is sealed."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="app")
    secret = models.TextField()
    last_step = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    account_id: int


class Passkey(models.Model):
    """A key kept by a phone, a computer or a stick; `credential` is its public half."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    account_id: int


class RecoveryCode(models.Model):
    """One of the codes printed for the day the phone is lost. `mark` is a keyed fingerprint."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="codes")
    mark = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    account_id: int


class BrakedTries(models.Model):
    """Tries refused since the brake closed, counted until the trail tells them in one event.

    `target`: who tries from where, by a fingerprint; `name`: as it was typed.
    """

    target = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=60)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=1)
