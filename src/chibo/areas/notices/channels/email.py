"""E-mail through Django's backend (CHIBO_EMAIL_*)."""

from dataclasses import dataclass

from django.core.mail import send_mail


@dataclass(frozen=True)
class EmailSender:
    """Plain text; the subject says only that something waits."""

    sender: str

    def send(self, to: str, text: str) -> None:
        """Send it; raises what the backend raises."""
        send_mail("Chibo: có thông báo mới", text, self.sender, [to], fail_silently=False)
