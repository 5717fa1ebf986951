from typing import Any

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "chibo.areas.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Say where the deadlines of requests are found; read only when asked for."""

        def asked(*args: Any) -> Any:
            from chibo.areas.privacy.deadlines import due_requests

            return due_requests(*args)

        def marks(*args: Any) -> Any:
            from chibo.areas.privacy.marks import standing

            return standing(*args)

        from chibo.areas.deadlines.offered import offer
        from chibo.areas.members.restricted import marked_by

        offer(asked)
        marked_by(marks)
