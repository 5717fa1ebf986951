"""The ways out of the program, as the server's settings have them; each off until it is set."""

from typing import Protocol

from django.conf import settings

from chibo.areas.notices.channels.email import EmailSender
from chibo.areas.notices.channels.sms import HttpSmsSender, WrittenSmsSender
from chibo.areas.notices.models import Channel

__all__ = ["Sender", "ready_channels", "sender_for"]


class Sender(Protocol):
    """One way out. Raises whatever goes wrong; then it is tried again later."""

    def send(self, to: str, text: str) -> None:
        """Send one short text to one address or number."""


def sender_for(channel: str) -> Sender | None:
    """The sender of a channel; None while the server has none."""
    if channel == Channel.EMAIL:
        return EmailSender(settings.CHIBO_EMAIL_FROM) if settings.CHIBO_EMAIL_FROM else None
    how = settings.CHIBO_SMS
    if how in ("console",) or how.startswith("file:"):
        return WrittenSmsSender(how.partition(":")[2])
    if how == "http" and settings.CHIBO_SMS_URL:
        return HttpSmsSender(settings.CHIBO_SMS_URL, settings.CHIBO_SMS_TOKEN)
    return None


def ready_channels() -> set[str]:
    """The channels this server can send on."""
    return {str(channel) for channel in Channel if sender_for(channel) is not None}
