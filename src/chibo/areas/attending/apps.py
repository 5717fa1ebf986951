from django.apps import AppConfig


class AttendingConfig(AppConfig):
    name = "chibo.areas.attending"
    label = "attending"

    def ready(self) -> None:
        """Listen to meetings."""
        from chibo.areas.attending.closing import forget
        from chibo.areas.meetings.events import MeetingClosed
        from chibo.core.events import subscribe

        subscribe(MeetingClosed, forget)
