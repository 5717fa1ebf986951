"""Notices, the ways people chose to be told, and what was sent on those ways."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from chibo.areas.access.models import Account
from chibo.areas.notices import permissions
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.core.scoped import NOTHING, ScopedManager, ScopedQuerySet
from chibo.core.sealed_fields import SealedText


class OwnQuerySet(ScopedQuerySet[Any]):
    """Rows of one account: everybody has their own, nobody sees another's."""

    view_permission = permissions.VIEW
    account_column = "account_id"

    def own(self, actor: Actor) -> Self:
        """The actor's own."""
        mine = Q(**{self.account_column: actor.account_id}) if actor.account_id else NOTHING
        return self.unscoped("one's own notices").filter(mine)


class Notice(models.Model):
    """Somebody is told of one occasion, once. `ref` points at what it is about ("meeting:17")."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=24)
    occasion = models.CharField(max_length=100)
    ref = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    account_id: int
    objects = ScopedManager.from_queryset(OwnQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-id"]),
            models.Index(
                fields=["account"], name="notices_unread", condition=Q(read_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="told_once_of_an_occasion", fields=["account", "occasion"])
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.occasion}"


class NoticeChoice(models.Model):
    """How somebody wants to be told beside the list in the program, which is always there."""

    account = models.OneToOneField(
        Account, primary_key=True, on_delete=models.CASCADE, related_name="notice_choice"
    )
    by_email = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    by_sms = models.BooleanField(default=False)
    phone = SealedText(blank=True)
    version = models.PositiveIntegerField(default=1)

    account_id: int
    objects = ScopedManager.from_queryset(OwnQuerySet)()

    def __str__(self) -> str:
        return f"{self.account_id}"


class Channel(models.TextChoices):
    """Ways out of the program."""

    EMAIL = "email", "E-mail"
    SMS = "sms", "Tin nhắn SMS"


class DeliveryState(models.TextChoices):
    """`sending` that stays was cut off in the middle: it may have gone out, so it is left."""

    WAITING = "waiting", "Chờ gửi"
    SENDING = "sending", "Đang gửi"
    SENT = "sent", "Đã gửi"
    GIVEN_UP = "given_up", "Không gửi được"


class DeliveryQuerySet(OwnQuerySet):
    """Deliveries, chainable."""

    account_column = "notice__account_id"


class Delivery(models.Model):
    """One notice on one way out."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=5, choices=spoken(Channel))
    state = models.CharField(
        max_length=8, choices=spoken(DeliveryState), default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    notice_id: int
    objects = ScopedManager.from_queryset(DeliveryQuerySet)()

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"], name="deliveries_waiting", condition=Q(state="waiting")
            )
        ]
        constraints = [
            models.UniqueConstraint(name="sent_once_a_way", fields=["notice", "channel"])
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.channel} {self.state}"
